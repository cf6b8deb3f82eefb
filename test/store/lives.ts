import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Mention } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import type { MentionQuery } from '../../src/store/filters.ts';
import { countByHand, totalByHand } from './byhand.ts';
import type { Engine } from './engines.ts';
import type { Step } from './histories.ts';
import { histories, questions } from './histories.ts';
import { sampleAreas } from './samples.ts';

/**
 * Whatever happened to its Mentions, a store counts what counting them one by one gives. Every cell of its count tables is also what its
 * Mentions make anew.
 */
export function checkLives(engine: Engine, examples: number): void {
  it(`${engine.name}: whatever happened to its Mentions, a store counts what counting them one by one gives`, async () => {
    const opened = await engine.open();
    const { store } = opened;
    let number = 0;
    const history = fc.tuple(histories, fc.array(questions, { minLength: 4, maxLength: 4 }), fc.boolean());
    try {
      await fc.assert(
        fc.asyncProperty(history, async ([given, asked, tidiesAlways]) => {
          // The names come again, so that what a removed Dataset leaves behind is met.
          const dataset = `d${(number += 1) % 4}`;
          // Put in order after every step, all that the next one changes is in cells already.
          const steps = tidiesAlways ? given.flatMap((step) => [step, tidied]) : given;
          await live(store, dataset, steps);
          const all = (await Array.fromAsync(store.stream({ dataset, phases }))).flat();
          await compare(store, dataset, all, steps, asked);
          await store.tidyCounts();
          await compare(store, dataset, all, [...steps, tidied], asked);
          await verify(store, all, steps);
          await store.removeDataset(dataset);
        }),
        { numRuns: examples },
      );
    } finally {
      await opened.remove();
    }
  }, 7_200_000);
}

const tidied: Step = { say: 'tidy', run: (store) => store.tidyCounts() };

async function live(store: Store, dataset: string, steps: readonly Step[]): Promise<void> {
  await store.addDataset({ id: dataset, title: dataset, invented: true, createdAt: '2024-07-19T07:00:00.000Z' });
  for (const { run } of steps) await run(store, dataset);
}

/** Any question is answered as by counting one by one. */
export async function compare(
  store: Store,
  dataset: string,
  all: readonly Mention[],
  steps: readonly Step[],
  asked: readonly { readonly query: Omit<MentionQuery, 'dataset'>; readonly by: Parameters<Store['counts']>[1] }[],
): Promise<void> {
  for (const { query: rest, by } of asked) {
    const query: MentionQuery = { dataset, ...rest };
    const story = [...steps.map(({ say }) => say), JSON.stringify({ rest, by })].join('\n');
    expect(await store.counts(query, by), story).toEqual(countByHand(all, sampleAreas, query, by));
    expect(await store.count(query), story).toEqual(totalByHand(all, sampleAreas, query));
  }
}

/** Every cell holds what its Mentions make. */
export async function verify(store: Store, all: readonly Mention[], steps: readonly Step[]): Promise<void> {
  const checked = await Array.fromAsync(store.verifyCounts({ repair: false }));
  const differences = checked.flatMap((step) => step.differences);
  expect(differences, steps.map(({ say }) => say).join('\n')).toEqual([]);
  expect(checked.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(all.length);
}
