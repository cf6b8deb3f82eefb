import type { Layer } from '../classify/net.ts';
import { createRandom } from '../random.ts';
import type { Examples, RowLoss } from './linear.ts';

export interface NetFitting {
  /** Units between the features and the classes. */
  readonly hidden: number;
  /** How often all rows are gone through; the steps grow smaller towards the end. */
  readonly rounds: number;
  /** Share of a row's features, and of the hidden units, that are left out of each step, others each time. */
  readonly drop: { readonly features: number; readonly hidden: number };
  /** Length of the first steps. */
  readonly step: number;
}

export interface FittedNet {
  /** By feature: its weight for each class, then for each hidden unit. */
  readonly weights: ArrayLike<number>;
  readonly layer: Layer;
}

/**
 * A net of one hidden layer beside a linear part, row by row with steps that shrink where much has been stepped already. What keeps it from learning the
 * texts by heart is that most features are left out of every step: it has to manage with whichever are there.
 * Random choices come from the seed, so the same rows give the same bits.
 * Sources: Duchi, Hazan and Singer, Adaptive subgradient methods, 2011 (one sum for a feature's row of weights); Srivastava and others, Dropout, 2014.
 */
export function fitNet({ rows, classes, features }: Examples, fitting: NetFitting, lossOf: RowLoss, seed: number): FittedNet {
  const { hidden, rounds, drop, step: length } = fitting;
  const columns = classes + hidden;
  const random = createRandom(seed);
  const weights = new Float32Array(features * columns);
  for (let at = 0; at < weights.length; at += 1) if (at % columns >= classes) weights[at] = (random() - 0.5) * 0.08;
  const out = Float32Array.from({ length: classes * hidden }, () => ((random() - 0.5) * 2) / Math.sqrt(hidden));
  const bias = new Float32Array(columns);
  // Squares of all steps so far: of a feature's linear part, of its hidden part, and of each number behind them.
  const linearSquares = new Float32Array(features).fill(0.01);
  const hiddenSquares = new Float32Array(features).fill(0.01);
  const outSquares = new Float32Array(out.length).fill(0.1);
  const biasSquares = new Float32Array(columns).fill(0.1);

  const sums = new Float64Array(columns);
  const units = new Float64Array(hidden);
  const back = new Float64Array(hidden);
  const scores = new Float64Array(classes);
  const kept = new Int32Array(rows.reduce((most, row) => Math.max(most, row.length), 0));
  const scale = 1 / (1 - drop.features);
  const unitScale = 1 / (1 - drop.hidden);

  const takeStep = (at: number, step: number): void => {
    let count = 0;
    for (const feature of rows[at] as Int32Array) {
      if (random() < drop.features) continue;
      kept[count] = feature;
      count += 1;
    }
    sums.fill(0);
    for (let i = 0; i < count; i += 1) {
      const base = (kept[i] as number) * columns;
      for (let one = 0; one < columns; one += 1) sums[one] = (sums[one] as number) + (weights[base + one] as number);
    }
    for (let unit = 0; unit < hidden; unit += 1) {
      const value = (sums[classes + unit] as number) * scale + (bias[classes + unit] as number);
      units[unit] = random() < drop.hidden || value <= 0 ? 0 : value * unitScale;
    }
    for (let one = 0; one < classes; one += 1) {
      let score = (sums[one] as number) * scale + (bias[one] as number);
      for (let unit = 0; unit < hidden; unit += 1) score += (out[one * hidden + unit] as number) * (units[unit] as number);
      scores[one] = score;
    }
    // The scores become their own gradient.
    lossOf(scores, at);
    let squares = 0;
    for (let unit = 0; unit < hidden; unit += 1) {
      let slope = 0;
      if ((units[unit] as number) > 0)
        for (let one = 0; one < classes; one += 1) slope += (out[one * hidden + unit] as number) * (scores[one] as number);
      back[unit] = slope * unitScale;
      squares += (back[unit] as number) ** 2;
    }
    for (let one = 0; one < classes; one += 1) {
      const slope = scores[one] as number;
      for (let unit = 0; unit < hidden; unit += 1)
        if ((units[unit] as number) > 0) move(out, outSquares, one * hidden + unit, slope * (units[unit] as number), step);
      move(bias, biasSquares, one, slope, step);
    }
    for (let unit = 0; unit < hidden; unit += 1) move(bias, biasSquares, classes + unit, back[unit] as number, step);
    moveFeatures(count, step, squares / hidden);
  };

  const moveFeatures = (count: number, step: number, hiddenSquare: number): void => {
    let linearSquare = 0;
    for (let one = 0; one < classes; one += 1) linearSquare += (scores[one] as number) ** 2 / classes;
    for (let i = 0; i < count; i += 1) {
      const feature = kept[i] as number;
      const base = feature * columns;
      linearSquares[feature] = (linearSquares[feature] as number) + linearSquare * scale * scale;
      const linear = (step * scale) / Math.sqrt(linearSquares[feature]);
      for (let one = 0; one < classes; one += 1)
        weights[base + one] = (weights[base + one] as number) - linear * (scores[one] as number);
      if (hiddenSquare === 0) continue;
      hiddenSquares[feature] = (hiddenSquares[feature] as number) + hiddenSquare * scale * scale;
      const through = (step * scale) / Math.sqrt(hiddenSquares[feature]);
      const first = base + classes;
      for (let unit = 0; unit < hidden; unit += 1)
        weights[first + unit] = (weights[first + unit] as number) - through * (back[unit] as number);
    }
  };

  const order = Int32Array.from(rows.keys());
  const total = rounds * rows.length;
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    for (let i = 0; i < order.length; i += 1) takeStep(order[i] as number, length * (1 - (round * rows.length + i) / total));
  }
  return { weights, layer: { classes, hidden, bias: [...bias], out: [...out] } };
}

/** One number by its slope, less far the more its slopes have added up to. */
function move(numbers: Float32Array, squares: Float32Array, at: number, slope: number, step: number): void {
  squares[at] = (squares[at] as number) + slope * slope;
  numbers[at] = (numbers[at] as number) - (step * slope) / Math.sqrt(squares[at]);
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const held = order[at] as number;
    order[at] = order[other] as number;
    order[other] = held;
  }
}
