import { expect, test } from 'vitest';
import { openWorld } from '../../world.ts';
import { adapt, createPick, namePlace } from './adapt.ts';
import { bases, notices } from './bases.ts';

/** Copies made of each statement, besides itself. */
const copies = 6;

test('copies and adaptations of 300 statements find together, and statements of one pattern stay apart', async () => {
  expect(notices.length).toBeGreaterThanOrEqual(60);
  expect(bases.length).toBeGreaterThanOrEqual(300);
  const pick = createPick(20_240_719);
  const posts = bases.flatMap((base, index) =>
    Array.from({ length: copies + 1 }, (_, copy) => ({
      id: `${index}.${copy}`,
      text: copy === 0 ? namePlace(base.text, pick) : adapt(base, pick),
    })),
  );
  const world = await openWorld();
  for (let from = 0; from < posts.length; from += 300) await world.save(posts.slice(from, from + 300));
  const mentions = [...(await world.all()).values()];
  await world.store.close();
  const { precision, recall, f1 } = score(mentions.map(({ post, statement }) => [post.id.split('.')[0] ?? '', statement ?? '']));
  process.stdout.write(
    `Statements: ${bases.length} of ${notices.length} patterns, ${posts.length} posts: pairwise precision ${round(precision)}, recall ${round(recall)}, F1 ${round(f1)}\n`,
  );
  expect(f1).toBeGreaterThanOrEqual(0.95);
  expect(precision).toBeGreaterThanOrEqual(0.9);
});

/** Over all pairs of posts: what is the same statement, and what was said to be. */
function score(rows: readonly (readonly [truth: string, found: string])[]): { precision: number; recall: number; f1: number } {
  const pairs = (keys: readonly string[]): number => {
    const sizes = new Map<string, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  };
  const both = pairs(rows.map(([truth, found]) => `${truth} ${found}`));
  const precision = both / pairs(rows.map(([, found]) => found));
  const recall = both / pairs(rows.map(([truth]) => truth));
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
