/** A table of weights by feature code: for each feature one number a class. */
export interface Weights {
  /** Adds the weights of each different feature of `features[0, length)` to `scores`, in their order; nothing where it is unknown. */
  add(features: Int32Array, length: number, scores: Float64Array): void;
  /** Writes the weights of one feature to `into`; false where it is unknown. */
  read(code: number, into: Float64Array): boolean;
}

/** What is written to the model's file: codes in ascending order, and a row of quantised weights for each. */
export interface Packed {
  readonly classes: number;
  readonly codes: Int32Array;
  /** `scale × q × |q|`: fine near zero, where most weights are. A row has `widthOf(classes)` of them, zeros behind those of the classes. */
  readonly quanta: Int8Array;
  readonly scale: number;
}

/** Rows are as long as whole numbers of 32 bits: the file is used as it lies in memory, and a start need not touch every weight. */
export function widthOf(classes: number): number {
  return Math.ceil(classes / 4) * 4;
}

export function pack(classes: number, codes: Int32Array, weights: ArrayLike<number>): Packed {
  let most = 1e-9;
  for (let at = 0; at < weights.length; at += 1) most = Math.max(most, Math.abs(weights[at] ?? 0));
  const scale = most / (127 * 127);
  const quantum = (weight: number): number => Math.sign(weight) * Math.round(Math.sqrt(Math.abs(weight) / scale));
  const order = codes.map((_, at) => at).sort((a, b) => (codes[a] ?? 0) - (codes[b] ?? 0));
  const kept = order.filter((at) => {
    for (let one = 0; one < classes; one += 1) if (Math.abs(weights[at * classes + one] ?? 0) > negligible) return true;
    return false;
  });
  const width = widthOf(classes);
  const quanta = new Int8Array(kept.length * width);
  kept.forEach((at, place) => {
    for (let one = 0; one < classes; one += 1) quanta[place * width + one] = quantum(weights[at * classes + one] ?? 0);
  });
  return { classes, codes: kept.map((at) => codes[at] ?? 0), quanta, scale };
}

/** A feature whose every weight is below this changes no answer. */
const negligible = 0.004;

/**
 * Looks a table's features up; `quanta` must begin at a multiple of four in its buffer and stay as it is. The tables share no closures: the compiler
 * then puts these few steps into the loops that take them.
 */
export function unpack({ classes, codes, quanta, scale }: Packed): Weights {
  const list = new Int32Array(codes.length + 1).fill(0x7fffffff);
  list.set(codes);
  const bytes = new Uint8Array(quanta.buffer, quanta.byteOffset, quanta.length);
  const rows = new Int32Array(quanta.buffer, quanta.byteOffset, quanta.length / 4);
  const width = widthOf(classes) / 4;
  // 256 weights are all there are: the table stays as small as its file.
  const weightOf = Float64Array.from(
    new Int8Array(256).map((_, byte) => byte),
    (q) => Math.fround(scale * q * Math.abs(q)),
  );
  const table: Table = { width, codes: list, ...indexOf(codes), rows, bytes, weightOf, seen: new Uint8Array(codes.length) };
  return {
    add: (features, length, scores) => addAll(table, features, length, scores),
    read: (code, into) => readOne(table, code, into),
  };
}

interface Table {
  /** In ascending order, and one more that is larger than any. */
  readonly codes: Int32Array;
  /** Where the codes of each beginning start, and by how much a code is shifted to give its beginning. */
  readonly begins: Int32Array;
  readonly shift: number;
  /** Four classes in one number: `width` of them a code. */
  readonly rows: Int32Array;
  /** The same by class. */
  readonly bytes: Uint8Array;
  readonly width: number;
  /** Weight by byte, which is a quantum with its sign. */
  readonly weightOf: Float64Array;
  /** 1 while a feature has been counted; 0 everywhere between two posts. */
  readonly seen: Uint8Array;
}

/**
 * All features of a post are looked up before any is weighed: what one look has to wait for from memory, the next ones ask for meanwhile.
 * The sum is exact, so its order does not matter: float32 weights of one table lie within 2^14 of each other, and a float64 holds 2^53.
 * Four classes over all features at a time took half as long as all classes of each feature.
 */
function addAll(table: Table, features: Int32Array, length: number, scores: Float64Array): void {
  const { rows, width, weightOf } = table;
  if (scratch.length < length) scratch = new Int32Array(length * 2);
  const places = scratch;
  const count = findAll(table, features, length, places);
  for (let four = 0; four < width; four += 1) {
    let [one, two, three, last] = [0, 0, 0, 0];
    for (let at = 0; at < count; at += 1) {
      const bytes = rows[(places[at] ?? 0) + four] ?? 0;
      one += weightOf[bytes & 255] ?? 0;
      two += weightOf[(bytes >>> 8) & 255] ?? 0;
      three += weightOf[(bytes >>> 16) & 255] ?? 0;
      last += weightOf[bytes >>> 24] ?? 0;
    }
    addTo(scores, four * 4, one);
    addTo(scores, four * 4 + 1, two);
    addTo(scores, four * 4 + 2, three);
    addTo(scores, four * 4 + 3, last);
  }
}

function addTo(scores: Float64Array, one: number, sum: number): void {
  if (one < scores.length) scores[one] = (scores[one] ?? 0) + sum;
}

/** Writes where the rows of the features that are known begin, each once; returns how many. */
function findAll({ codes, begins, shift, seen, width }: Table, features: Int32Array, length: number, places: Int32Array): number {
  for (let one = 0; one < length; one += 1) places[one] = begins[((features[one] ?? 0) ^ signBit) >>> shift] ?? 0;
  let count = 0;
  for (let one = 0; one < length; one += 1) {
    const code = features[one] ?? 0;
    let at = places[one] ?? 0;
    while ((codes[at] ?? 0) < code) at += 1;
    if (codes[at] !== code || seen[at] !== 0) continue;
    seen[at] = 1;
    places[count] = at;
    count += 1;
  }
  for (let one = 0; one < count; one += 1) {
    const at = places[one] ?? 0;
    seen[at] = 0;
    places[one] = at * width;
  }
  return count;
}

function readOne({ codes, begins, shift, bytes, width, weightOf }: Table, code: number, into: Float64Array): boolean {
  let at = begins[(code ^ signBit) >>> shift] ?? 0;
  while ((codes[at] ?? 0) < code) at += 1;
  if (codes[at] !== code || at === codes.length - 1) return false;
  const base = at * width * 4;
  for (let one = 0; one < into.length; one += 1) into[one] = weightOf[bytes[base + one] ?? 0] ?? 0;
  return true;
}

/** Places of one post's features, used again for the next. */
let scratch = new Int32Array(2 ** 10);
const signBit = 1 << 31;

/**
 * Where in the sorted list the codes of each beginning start. Codes are hashes: their first bits say where one stands, to a place or two, so
 * no table of free places is needed. Fewer beginnings, of four codes each, fitted a nearer cache and took a third longer.
 */
function indexOf(codes: Int32Array): { readonly shift: number; readonly begins: Int32Array } {
  const bits = Math.max(1, Math.ceil(Math.log2(codes.length + 1)));
  const shift = 32 - bits;
  const begins = new Int32Array(2 ** bits + 1);
  for (const code of codes) {
    const next = ((code ^ signBit) >>> shift) + 1;
    begins[next] = (begins[next] ?? 0) + 1;
  }
  for (let bucket = 1; bucket < begins.length; bucket += 1) begins[bucket] = (begins[bucket] ?? 0) + (begins[bucket - 1] ?? 0);
  return { shift, begins };
}
