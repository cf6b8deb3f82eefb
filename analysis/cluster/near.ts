import type { Rest } from './align.ts';
import { align } from './align.ts';
import { follow, hashWord } from './digest.ts';
import type { Mark } from './marks.ts';
import { markWords } from './marks.ts';
import type { Sentence } from './words.ts';

/** A text made ready for being compared. */
export interface Prepared {
  readonly sentences: readonly Sentence[];
  /** Hashes of two words in a row within a sentence, polite sentences left out, ascending, each once. */
  readonly pairs: Uint32Array;
}

export function prepare(sentences: readonly Sentence[]): Prepared {
  return { sentences, pairs: pairsOf(sentences.filter(({ isPolite }) => !isPolite)) };
}

/** Share of all word pairs of both texts (Jaccard) from which they are versions of one statement. */
const leastJaccard = 0.5;
/** Share of the shorter text's word pairs that the longer one holds (containment), for texts cut or lengthened. */
const leastContained = 0.72;
/** Fewer shared pairs are chance. */
const leastShared = 6;

/** Whether two texts are versions of one statement: most words shared, and nothing turned into something else. */
export function areNear(left: Prepared, right: Prepared): boolean {
  const shared = countShared(left.pairs, right.pairs);
  if (shared < leastShared) return false;
  const jaccard = shared / (left.pairs.length + right.pairs.length - shared);
  const contained = shared / Math.min(left.pairs.length, right.pairs.length);
  if (jaccard < leastJaccard && contained < leastContained) return false;
  return !contradict(left.sentences, right.sentences);
}

/**
 * Templates differ in a word: "EMIS is down" and "SystmOne is down", "phones are down" and "phones are back". A name of a system or a word of
 * state may be missing with its whole sentence, but not be exchanged, added or taken out within one.
 */
function contradict(leftSentences: readonly Sentence[], rightSentences: readonly Sentence[]): boolean {
  const { turned, left, right } = align(leftSentences, rightSentences);
  if (turned) return true;
  const lefts = new Set([...left.within, ...left.whole]);
  const rights = new Set([...right.within, ...right.whole]);
  for (const about of ['system', 'state'] as const) {
    const [one, other] = [without(lefts, rights, about), without(rights, lefts, about)];
    if (one.length > 0 && other.length > 0) return true;
    if (one.some((mark) => left.within.has(mark)) || other.some((mark) => right.within.has(mark))) return true;
    if (one.length > 0 && replaces(right, left)) return true;
    if (other.length > 0 && replaces(left, right)) return true;
  }
  if (left.sentences.some(namesFault) && !rightSentences.some(names)) return true;
  if (right.sentences.some(namesFault) && !leftSentences.some(names)) return true;
  if (without(left.within, rights, 'hit').length > 0 && without(right.within, lefts, 'hit').length > 0) return true;
  return endsIt(left.sentences, rightSentences) || endsIt(right.sentences, leftSentences);
}

function without(marks: ReadonlySet<Mark>, others: ReadonlySet<Mark>, about: Mark['about']): readonly Mark[] {
  return [...marks].filter((mark) => mark.about === about && !others.has(mark));
}

/** A sentence on what is down that the other text lacks, where that one has a sentence of its own on how things stand. */
function replaces(own: Rest, other: Rest): boolean {
  return other.whole.size > 0 && [...own.whole].some(({ about }) => about !== 'hit');
}

/** Left without the sentence that says what is down, the rest fits any notice: it would join those about EMIS with those about SystmOne. */
function namesFault(sentence: Sentence): boolean {
  return names(sentence) && markWords(sentence.words).some((mark) => mark?.about === 'state');
}

function names({ words }: Sentence): boolean {
  return markWords(words).some((mark) => mark?.about === 'system');
}

/** "Now fixed." above the old text is another statement, unless the text spoke of being back already: "until it is back". */
function endsIt(added: readonly Sentence[], others: readonly Sentence[]): boolean {
  const isBack = ({ words }: Sentence): boolean =>
    !words.some((word) => conditions.has(word)) && markWords(words).some((mark) => mark?.says === 'back');
  if (!added.some(isBack)) return false;
  const marks = others.flatMap(({ words }) => markWords(words));
  return marks.some((mark) => mark?.says === 'out') && !others.some(isBack);
}

const conditions: ReadonlySet<string> = new Set('when until till once if as soon unless before hope hopefully'.split(' '));

function countShared(left: Uint32Array, right: Uint32Array): number {
  let shared = 0;
  for (let row = 0, column = 0; row < left.length && column < right.length; ) {
    const difference = (left[row] ?? 0) - (right[column] ?? 0);
    if (difference === 0) shared += 1;
    if (difference <= 0) row += 1;
    if (difference >= 0) column += 1;
  }
  return shared;
}

function pairsOf(sentences: readonly Sentence[]): Uint32Array {
  const found = new Set<number>();
  for (const sentence of sentences) {
    const words = sentence.words.map(hashWord);
    for (let index = 1; index < words.length; index += 1) found.add(follow(words[index - 1] ?? 0, words[index] ?? 0));
  }
  return Uint32Array.from(found).sort();
}

/** Share of a sentence's word pairs from which it counts as taken over. */
const takenOver = 0.5;

/** The sentences of a text that another has not; those of one or two words count by their words. */
export function sentencesBeside(text: Prepared, other: Prepared): readonly Sentence[] {
  const pairs = new Set(other.pairs);
  const words = new Set(other.sentences.flatMap((sentence) => sentence.words));
  return text.sentences.filter((sentence) => {
    if (sentence.isPolite) return false;
    if (sentence.words.length < 3) return !sentence.words.every((word) => words.has(word));
    const own = pairsOf([sentence]);
    return own.reduce((sum, pair) => sum + (pairs.has(pair) ? 1 : 0), 0) < own.length * takenOver;
  });
}
