/** Two texts by their place in the list, and the share of five-word runs they have in common (Jaccard, 0 to 1). */
export interface Pair {
  readonly one: number;
  readonly other: number;
  readonly similarity: number;
}

const runLength = 5;

/** The pairs of different folds that are most alike, at most `most`: proof that no fold has seen another's texts. */
export function alikeAcross(texts: readonly string[], folds: readonly number[], most = 5): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const pair of pairsOf(texts)) {
    if (folds[pair.one] === folds[pair.other]) continue;
    pairs.push(pair);
    if (pairs.length >= most * 100) keepMost(pairs, most);
  }
  keepMost(pairs, most);
  return pairs;
}

/** The highest similarity across folds; 0 where no two folds share a run of five words. */
export function highestSimilarity(texts: readonly string[], folds: readonly number[]): number {
  return alikeAcross(texts, folds, 1)[0]?.similarity ?? 0;
}

/** For each text, a key shared by all that are at least so similar to it, directly or through others; null for those like no other. */
export function alikeKeys(texts: readonly string[], atLeast: number): readonly (readonly string[])[] {
  const keys = texts.map((): string[] => []);
  for (const { one, other, similarity } of pairsOf(texts)) {
    if (similarity < atLeast) continue;
    keys[one]?.push(`${one}~${other}`);
    keys[other]?.push(`${one}~${other}`);
  }
  return keys;
}

/** How alike each of `texts` is to the text of `others` that is most like it. */
export function likeness(texts: readonly string[], others: readonly string[]): readonly number[] {
  const best = texts.map(() => 0);
  for (const { one, other, similarity } of pairsOf([...others, ...texts])) {
    // Pairs come with the earlier text first, so the later of a mixed pair is one of `texts`.
    if (one >= others.length || other < others.length) continue;
    const at = other - others.length;
    best[at] = Math.max(best[at] ?? 0, similarity);
  }
  return best;
}

/** Every pair that shares a run, through an index of runs: texts that share none are never compared. */
function* pairsOf(texts: readonly string[]): Generator<Pair> {
  const index = new Map<string, number[]>();
  const sizes: number[] = [];
  for (const [other, text] of texts.entries()) {
    const runs = runsOf(text);
    sizes.push(runs.size);
    const shared = new Map<number, number>();
    for (const run of runs) {
      const posted = index.get(run);
      if (posted === undefined) index.set(run, [other]);
      else {
        for (const one of posted) shared.set(one, (shared.get(one) ?? 0) + 1);
        posted.push(other);
      }
    }
    for (const [one, both] of shared) yield { one, other, similarity: both / ((sizes[one] ?? 0) + runs.size - both) };
  }
}

/** Runs of five words, case, accents and punctuation apart; a shorter text is one run. */
function runsOf(text: string): ReadonlySet<string> {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return new Set();
  const count = Math.max(1, words.length - runLength + 1);
  return new Set(Array.from({ length: count }, (_, at) => words.slice(at, at + runLength).join(' ')));
}

function keepMost(pairs: Pair[], most: number): void {
  pairs.sort((a, b) => b.similarity - a.similarity || a.one - b.one || a.other - b.other);
  pairs.length = Math.min(pairs.length, most);
}
