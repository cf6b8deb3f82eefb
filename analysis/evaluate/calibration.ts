import type { Answer, Label } from './label.ts';

/** One tenth of the rows, by score. */
export interface Bin {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  /** Mean score, and the share that is an outage: the two are alike where the score is calibrated. */
  readonly score: number;
  readonly outages: number;
}

export interface Calibration {
  /** Expected calibration error: the distance between score and truth, averaged over the bins by their rows. */
  readonly error: number;
  readonly bins: readonly Bin[];
}

const mostBins = 10;

/** Compares scores with the truth in ten bins of (nearly) equal size; null where nothing has a score. */
export function calibrate(labels: readonly Label[], answers: readonly Answer[]): Calibration | null {
  const rows = labels.flatMap(({ outage }, at) => {
    const score = answers[at]?.score ?? null;
    return score === null ? [] : [{ score, outage: outage ? 1 : 0 }];
  });
  if (rows.length === 0) return null;
  const even = shareTies(rows).sort((a, b) => a.score - b.score);
  const size = Math.min(mostBins, even.length);
  const cut = (bin: number): number => Math.floor((bin * even.length) / size);
  const bins = Array.from({ length: size }, (_, bin) => toBin(even.slice(cut(bin), cut(bin + 1))));
  const error = bins.reduce((total, bin) => total + bin.rows * Math.abs(bin.score - bin.outages), 0) / even.length;
  return { error, bins };
}

interface Row {
  readonly score: number;
  readonly outage: number;
}

/** Rows of one score share one outcome, their mean: otherwise the order of the file would decide which bin gets which. */
function shareTies(rows: readonly Row[]): Row[] {
  const tied = Map.groupBy(rows, ({ score }) => score);
  return rows.map(({ score }) => ({ score, outage: meanOf((tied.get(score) ?? []).map(({ outage }) => outage)) }));
}

function toBin(rows: readonly Row[]): Bin {
  return {
    rows: rows.length,
    from: rows[0]?.score ?? 0,
    to: rows.at(-1)?.score ?? 0,
    score: meanOf(rows.map(({ score }) => score)),
    outages: meanOf(rows.map(({ outage }) => outage)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
