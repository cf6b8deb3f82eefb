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
