import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fingerprint } from '../classify/fingerprint.ts';
import { createRandom } from '../random.ts';

/** A word and where it lies among the others: words of like meaning lie in like directions. */
export interface Vector {
  readonly word: string;
  readonly values: Float32Array;
}

const rounds = 12;

/**
 * Groups words by direction into `count` senses (k-means on the unit sphere), the words of each in the alphabet's order; a word alone is none.
 * The first centres are words drawn from a fixed seed, so the same vectors give the same senses.
 * Throws RangeError where there are fewer words than senses or vectors differ in length.
 */
export function buildSenses(vectors: readonly Vector[], count: number): readonly string[] {
  const size = vectors[0]?.values.length ?? 0;
  if (vectors.length < count) throw new RangeError(`${vectors.length} words cannot make ${count} senses`);
  for (const { word, values } of vectors)
    if (values.length !== size) throw new RangeError(`"${word}" has ${values.length} numbers, the first word has ${size}`);
  const points = vectors.map(({ values }) => toUnit(values));
  const centres = drawn(points, count, size);
  let nearest = new Int32Array(points.length);
  for (let round = 0; round < rounds; round += 1) {
    nearest = Int32Array.from(points, (point) => nearestOf(point, centres));
    moveToMeans(centres, points, nearest);
  }
  const groups = Map.groupBy(vectors.keys(), (at) => nearest[at]);
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map((members) => members.map((at) => vectors[at]?.word ?? '').sort())
    .map((words) => words.join(' '))
    .sort();
}

/** Lines of `word number number …`, as word vectors are usually kept. Throws RangeError that names a line without numbers. */
export function readVectors(text: string): readonly Vector[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const [word = '', ...numbers] = line.trim().split(' ');
      const values = Float32Array.from(numbers, Number);
      if (values.length === 0 || values.some(Number.isNaN)) throw new RangeError(`line ${at + 1} is not a word with its numbers`);
      return { word, values };
    });
}

function toUnit(values: Float32Array): Float32Array {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return values.map((value) => value / length);
}

/** Some of the points, one behind the other. */
function drawn(points: readonly Float32Array[], count: number, size: number): Float32Array {
  const random = createRandom(7);
  const order = [...points.keys()];
  const centres = new Float32Array(count * size);
  for (let at = 0; at < count; at += 1) {
    const other = at + Math.floor(random() * (order.length - at));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
    centres.set(points[order[at] as number] as Float32Array, at * size);
  }
  return centres;
}

function nearestOf(point: Float32Array, centres: Float32Array): number {
  const size = point.length;
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let from = 0; from < centres.length; from += size) {
    let near = 0;
    for (let one = 0; one < size; one += 1) near += (point[one] as number) * (centres[from + one] as number);
    if (near <= most) continue;
    most = near;
    best = from / size;
  }
  return best;
}

/** Every centre goes to the middle of its points; one that has none stays. */
function moveToMeans(centres: Float32Array, points: readonly Float32Array[], nearest: Int32Array): void {
  const sums = new Float32Array(centres.length);
  for (const [at, point] of points.entries()) {
    const from = (nearest[at] ?? 0) * point.length;
    for (let one = 0; one < point.length; one += 1) sums[from + one] = (sums[from + one] as number) + (point[one] as number);
  }
  const size = points[0]?.length ?? 0;
  for (const at of new Set(nearest)) {
    centres.set(toUnit(sums.subarray(at * size, (at + 1) * size)), at * size);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, count = '3000'] = process.argv.slice(2);
  if (file === undefined)
    throw new Error('say which file has the vectors: node analysis/senses/build.ts vectors.txt [how many senses]');
  const senses = buildSenses(readVectors(readFileSync(file, 'utf8')), Number(count));
  const sources =
    'Our own grouping of the 32,000 commonest words of GloVe 6B (public domain) and those of our training texts, by their vectors in ' +
    'BAAI/bge-small-en-v1.5 (MIT); docs/decisions/model.md says how.';
  const notation = 'the words of a sense, read by analysis/classify/senses.ts';
  writeFileSync(
    new URL('senses.json', import.meta.url),
    `${JSON.stringify({ sources, notation, name: fingerprint(new TextEncoder().encode(senses.join('\n'))), senses }, null, 1)}\n`,
  );
}
