import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeNames } from '../analysis/gazetteer.ts';
import type { AuthorKind, Phase } from '../src/core/types.ts';
import { createRandom, pick } from './random.ts';

export interface Line {
  readonly text: string;
  readonly authorKind: AuthorKind;
  readonly phase: Phase;
}

/** Shares of the posts of a day, in percent. An ordinary day has hardly any outage in it; on the worst one every second post is. */
export const days = {
  quiet: { outage: 5, unaffected: 2, planned: 5, none: 88 },
  bad: { outage: 50, unaffected: 10, planned: 3, none: 37 },
} as const;
export type Day = keyof typeof days;

/** The training texts as they stand, of every author and incident. */
export function readTexts(): readonly Line[] {
  const root = join(import.meta.dirname, '..', 'analysis', 'training');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ndjson'))
    .sort()
    .flatMap((file) => readFileSync(join(root, file), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
    .map(({ text, authorKind, phase }) => ({ text: text.replace(/\s+/g, ' ').trim(), authorKind, phase }));
}

/**
 * That many posts of such a day, about 200 characters each, the same at every call: training texts of the drawn kind, a short one followed by
 * another, and a close of its own in each: a third name an organisation of `names`, a third a town, all a time of day.
 */
export function makeDay(day: Day, count: number, names: readonly string[]): readonly Line[] {
  const random = createRandom(19_07_24);
  const texts = readTexts();
  const towns = [...placeNames()].filter(([, { method }]) => method === 'gazetteer').map(([name]) => capitalise(name));
  const pools = {
    outage: texts.filter(({ phase }) => ['disrupted', 'recovering', 'restored'].includes(phase)),
    unaffected: texts.filter(({ phase }) => phase === 'unaffected'),
    planned: texts.filter(({ phase }) => phase === 'planned'),
    none: texts.filter(({ phase }) => phase === 'none'),
  };
  return Array.from({ length: count }, (_, index) => {
    const pool = pools[drawKind(day, random)];
    const first = pick(pool, random);
    const text = first.text.length >= shortText ? first.text : `${first.text} ${pick(pool, random).text}`;
    return { ...first, text: `${text} ${close(index, pick(names, random), pick(towns, random))}` };
  });
}

const shortText = 105;

function drawKind(day: Day, random: () => number): keyof (typeof days)[Day] {
  let left = random() * 100;
  for (const kind of ['outage', 'unaffected', 'planned'] as const) {
    left -= days[day][kind];
    if (left < 0) return kind;
  }
  return 'none';
}

function close(index: number, name: string, town: string): string {
  const time = `${String(7 + (index % 12)).padStart(2, '0')}:${String(Math.floor(index / 12) % 60).padStart(2, '0')}`;
  if (index % 3 === 0) return `${name}, ${time}`;
  return index % 3 === 1 ? `${town} ${time}` : `Posted ${time}`;
}

function capitalise(words: string): string {
  return words.replace(/(?<!\S)[a-z]/g, (letter) => letter.toUpperCase());
}
