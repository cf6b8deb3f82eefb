import { createHash } from 'node:crypto';
import type { Label } from '../analysis/evaluate/label.ts';

/** Short hash of the training texts with their labels: the model's file carries that of the texts it was made from. */
export function fingerprint(labels: readonly Label[]): string {
  return createHash('sha256').update(JSON.stringify(labels)).digest('hex').slice(0, 16);
}

/** The folder that a training text lies in: one for each hand that wrote. */
export function writerOf({ group }: Label): string {
  return group?.split('/')[0] ?? '';
}

/** Writers who looked for new ways of saying things; the others wrote as practices and pharmacies do. */
const inventive: ReadonlySet<string> = new Set(['ash', 'birch', 'cedar', 'elm', 'rowan']);

/** Whether a text is written as posts are: how sure the model may be is measured on these. */
export function isPlain(label: Label): boolean {
  return writerOf(label) !== 'sentences' && !inventive.has(writerOf(label));
}

/** Everyday posts: by a hand that had read the retold ones and wrote in their manner, and by three that had read nothing. */
const everyday: ReadonlySet<string> = new Set(['alder', 'hawthorn', 'juniper', 'willow', 'hornbeam', 'larch', 'spruce']);

/** How much a text counts in training: an inventive one half, an everyday one as two, one retold from a real post as four. */
export function weightOf(label: Label): number {
  const writer = writerOf(label);
  if (writer === 'retold') return 4;
  if (everyday.has(writer)) return 2;
  return inventive.has(writer) ? 0.5 : 1;
}
