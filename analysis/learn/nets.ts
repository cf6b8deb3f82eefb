import type { Examples, RowLoss } from './linear.ts';
import type { FittedNet, NetFitting } from './net.ts';
import { fitNet } from './net.ts';

export interface NetsFitting extends NetFitting {
  /** Nets that are learned side by side, each with other random choices, and whose scores are averaged. */
  readonly nets: number;
}

/**
 * Several small nets as one: their linear parts are averaged, their hidden units stand side by side. Each has a seed of its own, so what one has taken
 * by chance for a rule the others outvote.
 */
export function fitNets(examples: Examples, fitting: NetsFitting, lossOf: RowLoss): FittedNet {
  const list = Array.from({ length: fitting.nets }, (_, at) => fitNet(examples, fitting, lossOf, 20_240_719 + at));
  return merge(list, examples.features);
}

function merge(list: readonly FittedNet[], features: number): FittedNet {
  const count = list.length;
  const { classes = 0, hidden = 0 } = list[0]?.layer ?? {};
  const columns = classes + count * hidden;
  const weights = new Float32Array(features * columns);
  const bias = new Float32Array(columns);
  const out = new Float32Array(classes * count * hidden);
  list.forEach((net, at) => {
    const own = classes + hidden;
    const put = (into: Float32Array, to: number, from: ArrayLike<number>, base: number): void => {
      for (let one = 0; one < classes; one += 1) into[to + one] = (into[to + one] ?? 0) + (from[base + one] ?? 0) / count;
      for (let unit = 0; unit < hidden; unit += 1) into[to + classes + at * hidden + unit] = from[base + classes + unit] ?? 0;
    };
    for (let feature = 0; feature < features; feature += 1) put(weights, feature * columns, net.weights, feature * own);
    put(bias, 0, net.layer.bias, 0);
    for (let one = 0; one < classes; one += 1)
      for (let unit = 0; unit < hidden; unit += 1)
        out[(one * count + at) * hidden + unit] = (net.layer.out[one * hidden + unit] ?? 0) / count;
  });
  return { weights, layer: { classes, hidden: count * hidden, bias: short(bias), out: short(out) } };
}

/** Fewer digits are fewer bytes to read at every start, and change no answer. */
function short(numbers: Float32Array): number[] {
  return Array.from(numbers, (one) => Number(one.toPrecision(5)));
}
