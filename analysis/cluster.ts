import { bandsOf } from './cluster/bands.ts';
import { digest } from './cluster/digest.ts';
import type { Prepared } from './cluster/near.ts';
import { areNear, prepare, sentencesBeside } from './cluster/near.ts';
import type { Sentence } from './cluster/words.ts';
import { readSentences } from './cluster/words.ts';

/** Shorter texts say the same by chance: "EMIS is down again". */
const leastWords = 8;

/** What a text is filed and compared by. */
export interface Trace extends Prepared {
  /** Shared by texts of the same words; 16 hexadecimal digits. */
  readonly signature: string;
  /** The same for texts that also end their sentences alike: all the rest of a Trace follows from it. */
  readonly form: string;
  /** Unsigned 32-bit keys: near-identical texts share at least one. */
  readonly bands: readonly number[];
}

/**
 * Signature of a text's wording, shared by posts that say the same in the same words; null for texts too short to compare. Letter case,
 * punctuation, links, numbers, a practice's name, closing hashtags and an opening greeting do not count.
 */
export function statementOf(text: string): string | null {
  return signatureOf(readSentences(text));
}

/** Everything needed to find and compare near-identical texts; null for texts too short to compare. */
export function traceOf(text: string): Trace | null {
  const sentences = readSentences(text);
  const signature = signatureOf(sentences);
  if (signature === null) return null;
  const form = digest(sentences.map(({ words, isCut }) => `${words.join(' ')}${isCut ? '…' : ''}`).join('|'));
  // The signature is a band too, so that the same words meet however their sentences end.
  return { ...prepare(sentences), signature, form, bands: [Number.parseInt(signature.slice(0, 8), 16), ...bandsOf(sentences)] };
}

/**
 * Whether two texts are versions of one statement: one may have a greeting, a sentence or an ending the other lacks, but no other system
 * and no other state. Symmetric, and true for equal signatures.
 */
export function isNear(left: Trace, right: Trace): boolean {
  if (left.signature === right.signature) return true;
  // Sentences are laid side by side from one text's view, always the same one's.
  return left.form < right.form ? areNear(left, right) : areNear(right, left);
}

/** What a text says besides the statement it copied, as its author wrote it; empty where it adds nothing. */
export function ownWords(text: string, trace: Trace, original: Trace): string {
  return sentencesBeside(trace, original)
    .map(({ start, end }) => text.slice(start, end))
    .join('. ');
}

function signatureOf(sentences: readonly Sentence[]): string | null {
  const words = sentences.flatMap((sentence) => sentence.words);
  return words.length < leastWords ? null : digest(words.join(' '));
}
