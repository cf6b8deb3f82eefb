/** A table of weights by feature code: for each feature one number a class. */
export interface Weights {
  readonly classes: number;
  /** Adds the weights of one feature to `scores`; nothing where it is unknown. */
  add(code: number, scores: Float64Array): void;
  /** How much more one feature weighs for one class than for another; 0 where it is unknown. */
  lead(code: number, one: number, other: number): number;
}

/** What is written to the model's file: codes in ascending order, and quantised weights of each in the order of the classes. */
export interface Packed {
  readonly classes: number;
  readonly codes: Int32Array;
  /** `scale × q × |q|`: fine near zero, where most weights are. */
  readonly quanta: Int8Array;
  readonly scale: number;
}

export function pack(classes: number, codes: Int32Array, weights: Float64Array): Packed {
  let most = 1e-9;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const scale = most / (127 * 127);
  const quantum = (weight: number): number => Math.sign(weight) * Math.round(Math.sqrt(Math.abs(weight) / scale));
  const order = codes.map((_, at) => at).sort((a, b) => (codes[a] ?? 0) - (codes[b] ?? 0));
  const kept = order.filter((at) => {
    for (let one = 0; one < classes; one += 1) if (Math.abs(weights[at * classes + one] ?? 0) > negligible) return true;
    return false;
  });
  const quanta = new Int8Array(kept.length * classes);
  kept.forEach((at, place) => {
    for (let one = 0; one < classes; one += 1) quanta[place * classes + one] = quantum(weights[at * classes + one] ?? 0);
  });
  return { classes, codes: kept.map((at) => codes[at] ?? 0), quanta, scale };
}

/** A feature whose every weight is below this changes no answer. */
const negligible = 0.004;

/** An open-addressing table of code and place side by side; no strings. Most features of a post are unknown: a small set of bits says so first. */
export function unpack({ classes, codes, quanta, scale }: Packed): Weights {
  const mask = 2 ** Math.ceil(Math.log2(codes.length * 2 + 2)) - 1;
  const slots = new Int32Array((mask + 1) * 2).fill(-1);
  const bitMask = 2 ** Math.ceil(Math.log2(codes.length * 16 + 32)) - 1;
  const bits = new Int32Array((bitMask + 1) / 32);
  codes.forEach((code, at) => {
    const bit = spread(code) & bitMask;
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
    let slot = spread(code) & mask;
    while (slots[slot * 2 + 1] !== -1) slot = (slot + 1) & mask;
    slots[slot * 2] = code;
    slots[slot * 2 + 1] = at;
  });
  // 256 weights are all there are: the table stays as small as its file, and fits the processor's cache.
  const weightOf = Float32Array.from({ length: 256 }, (_, at) => scale * (at - 128) * Math.abs(at - 128));
  const valueAt = (at: number): number => weightOf[(quanta[at] ?? 0) + 128] ?? 0;

  function find(code: number): number {
    const place = spread(code);
    const bit = place & bitMask;
    if ((((bits[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) return -1;
    for (let slot = place & mask; ; slot = (slot + 1) & mask) {
      const at = slots[slot * 2 + 1] ?? -1;
      if (at === -1 || slots[slot * 2] === code) return at;
    }
  }

  return {
    classes,
    add(code, scores) {
      const at = find(code);
      if (at === -1) return;
      const base = at * classes;
      for (let one = 0; one < classes; one += 1) scores[one] = (scores[one] ?? 0) + valueAt(base + one);
    },
    lead(code, one, other) {
      const at = find(code) * classes;
      return at < 0 ? 0 : valueAt(at + one) - valueAt(at + other);
    },
  };
}

function spread(code: number): number {
  return Math.imul(code, 0x9e3779b1) >>> 4;
}
