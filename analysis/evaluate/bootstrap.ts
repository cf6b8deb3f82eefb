import { createRandom } from '../random.ts';
import type { Counts } from './counts.ts';
import { sum } from './counts.ts';
import type { Figure } from './figures.ts';

/** A number with the interval that 95 of 100 such samples would give; null where it cannot be said. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Resampling {
  /** How many times the rows are drawn anew. */
  readonly resamples: number;
  /** Where the row of pseudo-random numbers begins: the same seed gives the same intervals. */
  readonly seed: number;
}

/** Fewer than this many independent units say nothing about an interval. */
const leastUnits = 5;

/** Rows added up, as they are and in many drawings with replacement. */
export interface Sample {
  readonly whole: Counts;
  readonly drawn: readonly Counts[];
}

/**
 * Draws rows for bootstrap intervals (Efron 1979, percentiles). Rows of one unit stay together, for posts of one incident are alike, and an
 * interval that takes them for independent is too narrow. Two programs on the same rows get the same drawings.
 */
export function resample(rows: readonly Counts[], units: readonly number[], { resamples, seed }: Resampling): Sample {
  const gathered = gather(rows, units);
  if (gathered.length < leastUnits) return { whole: sum(rows), drawn: [] };
  const packed = pack(gathered);
  const random = createRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const width = rows[0]?.length ?? 0;
  const drawn = Array.from({ length: resamples }, () => {
    const total = new Float64Array(width);
    for (let unit = 0; unit < gathered.length; unit += 1) addUnit(total, packed, below(gathered.length));
    return total;
  });
  return { whole: sum(rows), drawn };
}

export function estimate({ whole, drawn }: Sample, figure: Figure): Estimate {
  return { value: figure(whole), ...interval(drawn.map(figure)) };
}

/** What one program has ahead of another on the same rows. */
export function estimateLead(ours: Sample, theirs: Sample, figure: Figure): Estimate {
  const less = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one - other);
  const differences = ours.drawn.flatMap((one, at) => {
    const other = theirs.drawn[at];
    return other === undefined ? [] : [less(figure(one), figure(other))];
  });
  return { value: less(figure(ours.whole), figure(theirs.whole)), ...interval(differences) };
}

/** Units of the rows, numbered from 0: rows of one key share one, a row without a key is one of its own. */
export function unitsOf(keys: readonly (string | null)[]): readonly number[] {
  const known = new Map<string, number>();
  let next = 0;
  return keys.map((key) => {
    const unit = (key === null ? undefined : known.get(key)) ?? next++;
    if (key !== null) known.set(key, unit);
    return unit;
  });
}

function gather(rows: readonly Counts[], units: readonly number[]): readonly Counts[] {
  const parts: Counts[][] = [];
  for (const [at, row] of rows.entries()) (parts[units[at] ?? 0] ??= []).push(row);
  return parts.map(sum);
}

/** The counts that are not 0, of all units in one row: millions of additions go through here. */
interface Packed {
  readonly positions: Uint16Array;
  readonly values: Float64Array;
  /** Where each unit begins, and at the end where the last one ends. */
  readonly starts: Uint32Array;
}

function pack(units: readonly Counts[]): Packed {
  const filled = units.map((counts) => [...counts.keys()].filter((at) => counts[at] !== 0));
  const starts = new Uint32Array(units.length + 1);
  for (const [unit, positions] of filled.entries()) starts[unit + 1] = (starts[unit] ?? 0) + positions.length;
  return {
    positions: Uint16Array.from(filled.flat()),
    values: Float64Array.from(filled.flatMap((positions, unit) => positions.map((at) => units[unit]?.[at] ?? 0))),
    starts,
  };
}

function addUnit(total: Counts, { positions, values, starts }: Packed, unit: number): void {
  const end = starts[unit + 1] ?? 0;
  for (let at = starts[unit] ?? 0; at < end; at += 1) {
    const position = positions[at] ?? 0;
    total[position] = (total[position] ?? 0) + (values[at] ?? 0);
  }
}

function interval(values: readonly (number | null)[]): { readonly low: number | null; readonly high: number | null } {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  // A figure that most draws cannot make has no interval worth the name.
  if (known.length * 2 <= values.length) return { low: null, high: null };
  const at = (part: number): number | null => known[Math.round(part * (known.length - 1))] ?? null;
  return { low: at(0.025), high: at(0.975) };
}
