import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { classify } from '../analysis/classify.ts';
import { createLocator } from '../analysis/locate.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { makeDay } from './days.ts';
import { makeOrganisations } from './names.ts';
import type { PeerReport } from './peer.ts';
import { node, time } from './program.ts';
import { race, ratio } from './timing.ts';

/** Where each library comes from, for the row of one that is not there, and how many posts it reads in reasonable time. */
const peers = {
  natural: { posts: 300, install: 'npm install' },
  wink: { posts: 3000, install: 'npm install --no-save wink-nlp wink-eng-lite-web-model' },
  compromise: { posts: 600, install: 'npm install --no-save compromise' },
} as const;

/**
 * Posts per second once warm, of `classify` and `locate` with 5,000 and with 60,000 names in this process, and of other libraries on a sample
 * of the same posts, each in a process of its own.
 */
export async function benchPeers(folder: string): Promise<object> {
  const posts = makeDay(
    'bad',
    20_000,
    makeOrganisations(5000).map(({ name }) => name),
  ).map(({ text }) => text);
  const file = join(folder, 'sample.txt');
  await writeFile(file, posts.join('\n'));
  const [few, many] = await Promise.all(
    [5000, 60_000].map(async (count) => createLocator({ directory: await createDirectory([makeOrganisations(count)]) })),
  );
  if (few === undefined || many === undefined) throw new Error('no locator was made');
  const rates = await race(posts.length, 5, {
    classify: () => {
      for (const text of posts) classify({ text, authorKind: 'practice' });
    },
    locate5000: () => {
      for (const text of posts) few({ text, postedAt: null }, null);
    },
    locate60000: () => {
      for (const text of posts) many({ text, postedAt: null }, null);
    },
  });
  const report: Record<string, unknown> = {
    postsPerSecond: rates,
    locate60000to5000: ratio(rates['locate60000'], rates['locate5000']),
  };
  for (const [name, { posts: sample, install }] of Object.entries(peers)) report[name] = await ask(name, file, sample, install);
  return report;
}

async function ask(name: string, file: string, sample: number, install: string): Promise<PeerReport | string> {
  try {
    const { said } = await time(node(import.meta.resolve('./peer.ts'), name, file, String(sample)));
    return JSON.parse(said) as PeerReport;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (!why.includes('Cannot find module')) throw error;
    return `skipped: ${name} is not installed (${install})`;
  }
}
