// Three real processes on one database: one is killed, one sleeps for longer than its claims last, and the database goes away and comes back.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { areas } from '../../../analysis/areas.ts';
import type { Run } from '../../../src/core/types.ts';
import { phases } from '../../../src/core/types.ts';
import type { Store } from '../../../src/store/contract.ts';
import { openMongo } from '../../../src/store/mongo.ts';
import { told } from '../told.ts';
import type { Farm } from './farm.ts';
import { startFarm } from './farm.ts';
import type { Member } from './fleet.ts';
import { kill, startMail, startMember } from './fleet.ts';
import type { MongoFile } from './server.ts';
import { openMongoFile } from './server.ts';

const { MONGO_CLASSES, MONGO_SCRATCH } = told('MONGO_CLASSES', 'MONGO_SCRATCH');
const [hosts, feedsOnEach, everyMinutes] = [80, 25, 60];
const channels = hosts * feedsOnEach;
/** A round of all channels takes less than their interval, so each is read once, whatever happens. */
const sleepMs = 75_000;
const begun = performance.now();
/** Four to fifteen minutes: the server looks at every document for most questions. Run when it is named: `npm run test:servers -- mongo`. */
const isLong = process.env['SERVERS_LONG'] !== undefined;

let database: MongoFile;
let farm: Farm;
let mail: Awaited<ReturnType<typeof startMail>>;
let store: Store;
const members: Member[] = [];

beforeAll(async () => {
  if (!isLong) return;
  database = await openMongoFile(MONGO_CLASSES, join(MONGO_SCRATCH, 'processes.mv'));
  farm = await startFarm(hosts, feedsOnEach);
  mail = await startMail();
  ({ store } = await openMongo(`${database.url}/ripplewatch`, { areas }));
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: store.now() });
  for (const channel of farm.channels(store.now(), everyMinutes)) await store.saveChannel(channel);
}, 120_000);

afterAll(async () => {
  if (!isLong) return;
  await Promise.all(members.map(kill));
  await store.close();
  await Promise.all([farm.close(), mail.close(), database.stop()]);
});

it.skipIf(!isLong)(
  'every post is stored once, no channel read twice in its interval and no digest sent twice, whatever happens to whom',
  async () => {
    const env = {
      RIPPLEWATCH_STORE: `${database.url}/ripplewatch`,
      RIPPLEWATCH_DIGEST_CRON: '* * * * *',
      RIPPLEWATCH_SMTP: mail.url,
      RIPPLEWATCH_DIGEST_TO: 'desk@ripplewatch.invalid',
    };
    say(`${channels} channels on ${hosts} hosts, each every ${everyMinutes} minutes; a claim lasts 60 s`);
    members.push(...(await Promise.all(['one', 'two', 'three'].map((name) => startMember(name, MONGO_SCRATCH, env)))));
    const [one, two] = members as [Member, Member];
    say('three processes are running');

    await until('a tenth of the channels is read', () => farm.asked() > channels / 10);
    const killedAt = performance.now();
    await kill(one);
    const orphans = await claimsOf(one);
    say(`process one is killed with SIGKILL in the middle of ${orphans.length} channels`);
    expect(orphans.length).toBeGreaterThan(0);

    await until('a quarter of the channels is read', () => farm.asked() > channels / 4);
    two.child.kill('SIGSTOP');
    const sleepers = await claimsOf(two);
    const stoppedAt = performance.now();
    say(`process two is paused with SIGSTOP in the middle of ${sleepers.length} channels`);
    expect(sleepers.length).toBeGreaterThan(0);

    await until('nobody dead has a claim', async () => (await claimsOf(one)).length === 0 && (await readAll(orphans)));
    say(`the killed process’ ${orphans.length} channels were all read by others ${seconds(killedAt)} s after it died`);
    await wait(Math.max(0, sleepMs - (performance.now() - stoppedAt)));
    await until('the sleeper’s channels are read', () => readAll(sleepers));
    say(`the paused process’ ${sleepers.length} channels were all read by others ${seconds(stoppedAt)} s after it fell asleep`);
    two.child.kill('SIGCONT');
    say(`process two is woken after ${seconds(stoppedAt)} s`);

    await until('half of the channels is read', async () => (await goodRuns()).length > channels / 2);
    await database.stop();
    const downAt = performance.now();
    say('the database is stopped in the middle of the round');
    await wait(20_000);
    await database.start();
    const backAt = performance.now();
    say(`the database is back on the same file and port after ${seconds(downAt)} s`);
    const before = (await goodRuns()).length;
    await until('a channel is read again', async () => (await goodRuns()).length > before);
    say(`collection went on by itself ${seconds(backAt)} s later`);
    await until(
      'every channel has been read',
      async () => new Set((await goodRuns()).map(({ channel }) => channel)).size === channels,
    );
    await wait(5000);

    const ids = new Set<string>();
    let stored = 0;
    for await (const chunk of store.stream({ dataset: 'live', phases })) {
      stored += chunk.length;
      for (const { post } of chunk) ids.add(`${post.platform} ${post.id}`);
    }
    const runs = await goodRuns();
    const twice = [...Map.groupBy(runs, ({ channel }) => channel)]
      .filter(([, own]) => own.length > 1)
      .map(([channel]) => channel);
    const sent = (await store.digests(10)).map(({ target, outcome }) => `${target} ${outcome}`);
    say(`${stored} mentions, ${ids.size} distinct, of ${farm.posts()} posts`);
    say(
      `${runs.length} good runs of ${channels} channels, ${twice.length} of them twice in the interval; ${farm.asked()} requests`,
    );
    say(`digests by e-mail: ${mail.received()} (${sent.join(', ')})`);
    expect([stored, ids.size]).toEqual([farm.posts(), farm.posts()]);
    expect(twice).toEqual([]);
    expect([mail.received(), sent]).toEqual([1, ['email sent']]);
    expect(members.map(({ child }) => child.exitCode)).toEqual([null, null, null]);
  },
  1_200_000,
);

async function goodRuns(): Promise<readonly Run[]> {
  return (await store.runs({ limit: 100_000 })).filter(({ outcome }) => outcome === 'ok');
}

async function readAll(ids: readonly string[]): Promise<boolean> {
  const read = new Set((await goodRuns()).map(({ channel }) => channel));
  return ids.every((id) => read.has(id));
}

/** Channels that this process has claimed and that are being read. */
async function claimsOf(member: Member): Promise<readonly string[]> {
  return database.claimedBy(member.isHolder);
}

async function until(what: string, check: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + 600_000;
  for (;;) {
    if (await Promise.resolve(check()).catch(() => false)) return;
    if (performance.now() > end) throw new Error(`It did not happen in ten minutes: ${what}.`);
    await wait(2000);
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

/** The transcript. */
function say(what: string): void {
  process.stdout.write(`${seconds(begun).padStart(7)} s  ${what}\n`);
}
