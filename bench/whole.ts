import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { areas } from '../analysis/areas.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import type { Day, Line } from './days.ts';
import { days, makeDay, readTexts } from './days.ts';
import { makeOrganisations } from './names.ts';
import type { Program } from './program.ts';
import { isInstalled, node, time, typed } from './program.ts';
import { median, ratio } from './timing.ts';

const rounds = 5;
const noFasttext = 'skipped: fasttext is not installed (apt-get install fasttext)';

/**
 * Whole processes over the same posts, taking turns with Debian's native `fasttext`: the lean line program with 5,000 and with 60,000 names,
 * and the full contract (`ripplewatch classify < posts.ndjson`) with 5,000. Seconds are wall time, the median of five rounds.
 */
export async function benchWhole(count: number, folder: string): Promise<object> {
  await writeNames(folder);
  const native = await isInstalled('fasttext');
  if (native) await train(folder);
  const report: Record<string, unknown> = {
    posts: count,
    mixes: days,
    ...(native ? {} : { fasttext: noFasttext }),
  };
  for (const day of Object.keys(days) as Day[]) {
    const posts = makeDay(
      day,
      count,
      makeOrganisations(5000).map(({ name }) => name),
    );
    await writePosts(posts, folder);
    report[day] = { averageCharacters: averageLength(posts), ...(await raceDay(folder, native)) };
  }
  return report;
}

async function raceDay(folder: string, native: boolean): Promise<object> {
  const at = (file: string): string => join(folder, file);
  const fasttext = { command: 'fasttext', args: ['predict', at('model.bin'), at('posts.txt')], stdout: at('fasttext.out') };
  const runners: Readonly<Record<string, Program>> = {
    ...(native ? { fasttext } : {}),
    lines5000: { ...node(import.meta.resolve('./lines.ts'), at('names-5000.ndjson'), at('posts.txt')), stdout: at('lines.out') },
    lines60000: {
      ...node(import.meta.resolve('./lines.ts'), at('names-60000.ndjson'), at('posts.txt')),
      stdout: at('lines.out'),
    },
    contract: {
      ...typed('--data', at('data'), 'classify'),
      stdin: at('posts.ndjson'),
      stdout: at('verdicts.ndjson'),
    },
  };
  const walls: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, program] of Object.entries(runners)) (walls[name] ??= []).push((await time(program)).wallMs);
  const seconds = Object.fromEntries(Object.entries(walls).map(([name, all]) => [name, toSeconds(median(all))]));
  const toFasttext = Object.fromEntries(
    Object.entries(seconds)
      .filter(([name]) => name !== 'fasttext')
      .map(([name, value]) => [name, ratio(value, seconds['fasttext'])]),
  );
  const spread = Object.fromEntries(
    Object.entries(walls).map(([name, all]) => [name, [toSeconds(Math.min(...all)), toSeconds(Math.max(...all))]]),
  );
  return { seconds, spread, toFasttext: native ? toFasttext : noFasttext };
}

async function writeNames(folder: string): Promise<void> {
  for (const count of [5000, 60_000]) {
    const lines = makeOrganisations(count).map((one) => `${JSON.stringify(one)}\n`);
    await writeFile(join(folder, `names-${count}.ndjson`), lines.join(''));
  }
  await fillData(join(folder, 'data'), 5000);
}

/** A data folder whose directory holds that many organisations. */
export async function fillData(data: string, count: number): Promise<void> {
  await mkdir(data);
  const store = await openSqlite(join(data, 'ripplewatch.db'), { areas });
  await store.saveOrganisations(makeOrganisations(count));
  await store.close();
}

async function writePosts(posts: readonly Line[], folder: string): Promise<void> {
  await writeFile(join(folder, 'posts.txt'), posts.map(({ text }) => `${text}\n`).join(''));
  const records = posts.map(({ text, authorKind }, index) => `${JSON.stringify({ id: String(index), text, authorKind })}\n`);
  await writeFile(join(folder, 'posts.ndjson'), records.join(''));
}

async function train(folder: string): Promise<void> {
  const texts = join(folder, 'training.txt');
  await writeFile(
    texts,
    readTexts()
      .map(({ phase, text }) => `__label__${phase} ${text}\n`)
      .join(''),
  );
  const options = ['-dim', '10', '-wordNgrams', '1', '-bucket', '0'];
  await time({ command: 'fasttext', args: ['supervised', '-input', texts, '-output', join(folder, 'model'), ...options] });
}

function averageLength(posts: readonly Line[]): number {
  return Math.round(posts.reduce((sum, { text }) => sum + text.length, 0) / posts.length);
}

function toSeconds(ms: number): number {
  return Number((ms / 1000).toPrecision(3));
}
