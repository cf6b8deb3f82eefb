import { follow, hashWord } from './digest.ts';
import type { Sentence } from './words.ts';

/** Most bands of a text; beyond them the smallest stay, which another text that shares the words keeps as well. */
const mostBands = 32;
/** Words in one shingle. */
const shingleWords = 3;

/**
 * Keys under which a text is filed so that near-identical ones meet: MinHash window by window. From every window of neighbouring shingles
 * the smallest hash is kept, so two texts that share a run of `window + 2` words share a band, however much stands before, after or
 * between: whole-text MinHash loses a sentence that was copied into a longer notice. Short texts have small windows; the minimum of a large
 * window is also that of a smaller one within, so a short text meets a long one. Polite phrases are left out.
 */
export function bandsOf(sentences: readonly Sentence[]): readonly number[] {
  const hashes = shingles(sentences);
  const window = windowOf(hashes.length);
  const chosen = new Set<number>();
  for (let from = 0; from === 0 || from + window <= hashes.length; from += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let index = from; index < Math.min(from + window, hashes.length); index += 1)
      least = Math.min(least, hashes[index] ?? least);
    if (least !== Number.POSITIVE_INFINITY) chosen.add(least);
  }
  return [...chosen].sort((a, b) => a - b).slice(0, mostBands);
}

function windowOf(size: number): number {
  if (size <= 16) return 2;
  return size <= 40 ? 4 : 7;
}

/** Hashes of three words in a row, across the ends of sentences. */
function shingles(sentences: readonly Sentence[]): readonly number[] {
  const words = sentences.filter(({ isPolite }) => !isPolite).flatMap((sentence) => sentence.words.map(hashWord));
  return words
    .slice(0, Math.max(0, words.length - shingleWords + 1))
    .map((word, index) => follow(follow(word, words[index + 1] ?? 0), words[index + 2] ?? 0));
}
