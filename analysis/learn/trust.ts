/** Least trust of a feature that tells nothing, and the most of one that tells much, as multiples of what the most telling tenth reaches. */
const bounds = { least: 0.4, most: 1.5 };

/**
 * How far each feature can be trusted to tell the rows that hold from those that do not: the size of its log-ratio of counts, against that of
 * the most telling tenth. Words that stand on both sides are kept small, so that many of them together outvote nothing.
 * Source: Wang and Manning, Baselines and bigrams, 2012 (their features are multiplied by that ratio, which is the same as a looser prior).
 */
export function trustOf(rows: readonly Int32Array[], features: number, holds: (at: number) => boolean): Float64Array {
  const yes = new Float64Array(features).fill(1);
  const no = new Float64Array(features).fill(1);
  for (const [at, row] of rows.entries()) {
    const side = holds(at) ? yes : no;
    for (const feature of row) side[feature] = (side[feature] as number) + 1;
  }
  const usual = Math.log(sum(yes) / sum(no));
  const ratios = yes.map((count, at) => Math.abs(Math.log(count / (no[at] as number)) - usual));
  const telling = ratios.toSorted()[Math.floor(features * 0.9)] || 1;
  return ratios.map((ratio) => bounds.least + (1 - bounds.least) * Math.min(ratio / telling, bounds.most));
}

function sum(list: Float64Array): number {
  return list.reduce((total, one) => total + one, 0);
}
