import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/index.js';
import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import type { Term } from '../core/types.ts';

/** More than this many and a list of all of them helps nobody. */
const shortList = 15;
const closeEnough = 0.65;

/** The error for an id that is not in the vocabulary: names what was given and what is near it, by id or by title. */
export function notKnown(name: string, value: string, terms: readonly Term[], field = name): InputError {
  const near = findNear(value, terms);
  const ids = terms.map(({ id }) => id);
  const hint =
    near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ids.length <= shortList ? `; it takes ${ids.join(', ')}.` : '.';
  return new InputError(`${name} "${oneLine(value, 60)}" is not known${hint}`, { field: oneLine(field, 60) });
}

function findNear(value: string, terms: readonly Term[]): readonly string[] {
  const given = oneLine(value, 60).toLowerCase();
  return terms
    .map((term) => ({ term, near: closeness(given, term) }))
    .filter(({ near }) => near >= closeEnough)
    .sort((a, b) => b.near - a.near)
    .slice(0, 3)
    .map(({ term: { id, title } }) => (/^[a-z]/u.test(id) ? id : `${id} (${title})`));
}

/** 0 to 1 by the keystrokes between them; a beginning or a whole word in common outweighs any spelling. */
function closeness(given: string, { id, title }: Term): number {
  const names = [id.toLowerCase(), title.toLowerCase()];
  const shared = names.some((name) => name.startsWith(given) || ` ${name.replaceAll('-', ' ')} `.includes(` ${given} `));
  const alike = names.map((name) => 1 - DamerauLevenshteinDistance(given, name) / Math.max(given.length, name.length));
  return shared ? 1 + Math.max(...alike) : Math.max(...alike);
}
