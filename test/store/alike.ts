import fc from 'fast-check';
import { expect, it } from 'vitest';
import { phases } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import type { Engine } from './engines.ts';
import { engines } from './engines.ts';
import type { Step } from './histories.ts';
import { histories, questions } from './histories.ts';
import { groupAll, lives, tell } from './wordings.ts';

/** Random lives of a Dataset in two engines: every Mention with its Statement and role, and every count, comes out the same. */
export function checkAlike(engine: Engine, examples: number): void {
  it(`${engine.name}: the same history leaves the same Mentions, Statements and counts as in SQLite`, async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new Error('There is no engine to compare with');
    const opened = await Promise.all([engine.open(), sqlite.open()]);
    let number = 0;
    const lives = fc.tuple(histories, fc.array(questions, { minLength: 2, maxLength: 2 }));
    try {
      await fc.assert(
        fc.asyncProperty(lives, async ([steps, asked]) => {
          const dataset = `d${(number += 1)}`;
          const story = steps.map(({ say }) => say).join('\n');
          const [one, other] = await Promise.all(opened.map(({ store }) => live(store, dataset, steps, asked)));
          expect(one, story).toEqual(other);
          await Promise.all(opened.map(({ store }) => store.removeDataset(dataset)));
        }),
        { numRuns: examples },
      );
    } finally {
      for (const one of opened) await one.remove();
    }
  }, 1_800_000);
}

/** Posts that come, change and go, wordings that join and part others: after every grouping both engines tell the same. */
export function checkGroupedAlike(engine: Engine, examples: number): void {
  it(`${engine.name}: Statements are joined, named and parted as in SQLite`, async () => {
    const [sqlite] = engines;
    if (sqlite === undefined) throw new Error('There is no engine to compare with');
    const opened = await Promise.all([engine.open(), sqlite.open()]);
    const stores = opened.map(({ store }) => store);
    try {
      const property = fc.asyncProperty(lives, async (events) => {
        for (const store of stores) await store.removeDataset('live');
        for (const [index, { run }] of [...events, { run: groupAll }].entries()) {
          for (const store of stores) await run(store);
          const [one, other] = await Promise.all(stores.map(tell));
          expect(
            one,
            events
              .slice(0, index + 1)
              .map(({ say }) => say)
              .join('\n'),
          ).toEqual(other);
        }
      });
      await fc.assert(property, { numRuns: examples });
    } finally {
      for (const one of opened) await one.remove();
    }
  }, 1_800_000);
}

/** Everything that a reader can tell of the Dataset after each step that may have changed it. */
async function live(
  store: Store,
  dataset: string,
  steps: readonly Step[],
  asked: readonly { readonly query: object; readonly by: Parameters<Store['counts']>[1] }[],
): Promise<readonly unknown[]> {
  await store.addDataset({ id: dataset, title: dataset, invented: true, createdAt: '2024-07-19T07:00:00.000Z' });
  const told: unknown[] = [];
  for (const { say, run } of steps) {
    const answer = await run(store, dataset);
    // What waits is put in order when it is asked for.
    if (say === 'group') told.push(await store.ungrouped(100).then((posts) => posts.length));
    told.push([say, answer ?? null, await all(store, dataset)]);
  }
  for (const { query, by } of asked) {
    const whole = { dataset, phases, ...query };
    told.push([await store.counts(whole, by), await store.count(whole)]);
  }
  return told;
}

async function all(store: Store, dataset: string): Promise<readonly unknown[]> {
  const mentions = (await Array.fromAsync(store.stream({ dataset, phases }))).flat();
  return mentions.toSorted((a, b) => (a.post.id < b.post.id ? -1 : 1));
}
