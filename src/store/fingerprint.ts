import { hash } from 'node:crypto';
import { withoutSeal } from '../core/privacy.ts';
import type { Json, Mention } from '../core/types.ts';

/**
 * Short digest of what a Mention says, the same whatever the order of its keys. Left out: when we saw it, through which Channel, the
 * platform's original, which often carries counters that move at every visit, and the seal, which is another one each time; none of them
 * makes a post another one.
 */
export function fingerprint(mention: Mention): string {
  const post = { ...withoutSeal(mention.post), raw: null, seenAt: null, postedAt: null, channel: null };
  return hash('sha256', writeInOrder({ ...mention, post } as unknown as Json), 'base64url').slice(0, 22);
}

/** The same text as `JSON.stringify` writes of a value whose keys are in order, at a third of the price of putting them in order first. */
export function writeInOrder(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeInOrder).join(',')}]`;
  let text = '';
  for (const [key, name] of inOrder(Object.keys(value))) {
    const inner = (value as Readonly<Record<string, Json | undefined>>)[key];
    if (inner !== undefined) text += `${text === '' ? '' : ','}${name}${writeInOrder(inner)}`;
  }
  return `{${text}}`;
}

type Names = readonly (readonly [key: string, name: string])[];

/** A Mention and its parts have few shapes, so each is put in order once. */
const shapes = new Map<string, Names>();
const mostShapes = 1000;

function inOrder(keys: readonly string[]): Names {
  const shape = JSON.stringify(keys);
  const known = shapes.get(shape);
  if (known !== undefined) return known;
  if (shapes.size >= mostShapes) shapes.clear();
  const names: Names = keys.toSorted().map((key) => [key, `${JSON.stringify(key)}:`]);
  shapes.set(shape, names);
  return names;
}
