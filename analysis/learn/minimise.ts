/** Steps remembered to guess the curvature. */
const memory = 7;

/**
 * Limited-memory BFGS from zero: finds the weights that make `lossOf` least, which returns the loss and fills the gradient.
 * Source: Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 3.1. Uses no randomness.
 */
export function minimise(
  size: number,
  iterations: number,
  lossOf: (weights: Float64Array, gradient: Float64Array) => number,
): Float64Array {
  let weights = new Float64Array(size);
  let gradient = new Float64Array(size);
  let loss = lossOf(weights, gradient);
  const moves: Float64Array[] = [];
  const changes: Float64Array[] = [];
  for (let round = 0; round < iterations; round += 1) {
    const direction = descend(gradient, moves, changes);
    const slope = dot(direction, gradient);
    if (slope > -1e-9) break;
    const taken = search({ weights, loss, direction, slope, first: round === 0 ? 1 / Math.sqrt(-slope) : 1 }, lossOf);
    if (taken === null) break;
    moves.push(minus(taken.weights, weights));
    changes.push(minus(taken.gradient, gradient));
    if (moves.length > memory) {
      moves.shift();
      changes.shift();
    }
    const gain = loss - taken.loss;
    ({ weights, gradient, loss } = taken);
    if (gain < 1e-6 * Math.abs(loss)) break;
  }
  return weights;
}

interface From {
  readonly weights: Float64Array;
  readonly loss: number;
  readonly direction: Float64Array;
  readonly slope: number;
  readonly first: number;
}

/** Halves the step until the loss falls enough; null where it never does. */
function search(
  { weights, loss, direction, slope, first }: From,
  lossOf: (weights: Float64Array, gradient: Float64Array) => number,
): { weights: Float64Array<ArrayBuffer>; gradient: Float64Array<ArrayBuffer>; loss: number } | null {
  const gradient = new Float64Array(weights.length);
  for (let step = first, tries = 0; tries < 30; tries += 1, step /= 2) {
    const next = weights.map((weight, at) => weight + step * (direction[at] ?? 0));
    const found = lossOf(next, gradient);
    if (found <= loss + 1e-4 * step * slope) return { weights: next, gradient, loss: found };
  }
  return null;
}

/** The two-loop recursion. */
function descend(gradient: Float64Array, moves: readonly Float64Array[], changes: readonly Float64Array[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const shares: number[] = [];
  for (let at = moves.length - 1; at >= 0; at -= 1) {
    const [move, change] = [moves[at] as Float64Array, changes[at] as Float64Array];
    const share = dot(move, direction) / dot(move, change);
    shares[at] = share;
    add(direction, change, -share);
  }
  const [lastMove, lastChange] = [moves.at(-1), changes.at(-1)];
  if (lastMove !== undefined && lastChange !== undefined) {
    const scale = dot(lastMove, lastChange) / dot(lastChange, lastChange);
    for (let at = 0; at < direction.length; at += 1) direction[at] = (direction[at] ?? 0) * scale;
  }
  for (let at = 0; at < moves.length; at += 1) {
    const [move, change] = [moves[at] as Float64Array, changes[at] as Float64Array];
    add(direction, move, (shares[at] ?? 0) - dot(change, direction) / dot(move, change));
  }
  return direction;
}

function dot(one: Float64Array, two: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (two[at] ?? 0);
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] ?? 0) + times * (what[at] ?? 0);
}

function minus(one: Float64Array, two: Float64Array): Float64Array {
  return one.map((value, at) => value - (two[at] ?? 0));
}
