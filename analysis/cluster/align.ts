import { compareSentences } from './compare.ts';
import type { Mark } from './marks.ts';
import { markWords } from './marks.ts';
import type { Sentence } from './words.ts';

/** Sentences of two texts that say the same, word beside word, and what only one of them has. */
export interface Alignment {
  /** A word that stands in both says something else there ("not working"), or what a word of state speaks of was exchanged. */
  readonly turned: boolean;
  readonly left: Rest;
  readonly right: Rest;
}

/** What one text has and the other has not. */
export interface Rest {
  /** In sentences of which the other text has a version. */
  readonly within: ReadonlySet<Mark>;
  /** In whole sentences that the other text lacks. */
  readonly whole: ReadonlySet<Mark>;
  readonly sentences: readonly Sentence[];
}

/** Lays the sentences of two texts side by side: equal ones first, whatever their order, then the most alike. */
export function align(left: readonly Sentence[], right: readonly Sentence[]): Alignment {
  const [lefts, rights] = dropEqual(left.filter(says), right.filter(says));
  const within = { left: new Set<Mark>(), right: new Set<Mark>() };
  let turned = false;
  const free = new Set(rights);
  const alone: Sentence[] = [];
  for (const sentence of lefts) {
    const partner = mostAlike(sentence, free);
    if (partner === null) {
      alone.push(sentence);
      continue;
    }
    free.delete(partner);
    const differ = compareSentences(sentence, partner);
    turned ||= differ.turned;
    for (const mark of differ.left) within.left.add(mark);
    for (const mark of differ.right) within.right.add(mark);
  }
  return {
    turned,
    left: { within: within.left, whole: marksOf(alone), sentences: alone },
    right: { within: within.right, whole: marksOf([...free]), sentences: [...free] },
  };
}

function says({ isPolite }: Sentence): boolean {
  return !isPolite;
}

/** Longest text that is compared sentence by sentence. */
const mostSentences = 60;

function dropEqual(left: readonly Sentence[], right: readonly Sentence[]): [Sentence[], Sentence[]] {
  const open = new Map<string, Sentence[]>();
  for (const sentence of right.slice(0, mostSentences)) {
    const key = sentence.words.join(' ');
    open.set(key, [...(open.get(key) ?? []), sentence]);
  }
  const lefts = left.slice(0, mostSentences).filter((sentence) => open.get(sentence.words.join(' '))?.pop() === undefined);
  return [lefts, [...open.values()].flat()];
}

function mostAlike(sentence: Sentence, free: ReadonlySet<Sentence>): Sentence | null {
  let best: Sentence | null = null;
  let most = 0;
  for (const other of free) {
    const share = beginsAlike(sentence, other) || beginsAlike(other, sentence) ? 1 : overlap(sentence.words, other.words);
    if (share > most) [best, most] = [other, share];
  }
  return most >= leastShare ? best : null;
}

/** A sentence that was cut off and the whole one. */
function beginsAlike(part: Sentence, whole: Sentence): boolean {
  return part.isCut && part.words.length > 1 && part.words.every((word, index) => word === whole.words[index]);
}

/** Share of words from which two sentences are versions of one. */
const leastShare = 0.5;

/** Words of the shorter that the longer has too, as a share of the two's mean length or, for a part of a sentence, nearly of the shorter. */
function overlap(left: readonly string[], right: readonly string[]): number {
  const open = new Map<string, number>();
  for (const word of right) open.set(word, (open.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of left) {
    const rest = open.get(word) ?? 0;
    if (rest === 0) continue;
    shared += 1;
    open.set(word, rest - 1);
  }
  const shorter = Math.min(left.length, right.length);
  return Math.max((2 * shared) / (left.length + right.length), shorter >= 5 ? (shared / shorter) * 0.65 : 0);
}

function marksOf(sentences: readonly Sentence[]): ReadonlySet<Mark> {
  return new Set(sentences.flatMap(({ words }) => markWords(words)).filter((mark) => mark !== null));
}
