import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import type { Instant } from '../../src/core/types.ts';
import { buildDigest } from '../../src/digest/build.ts';
import type { DeliverOptions } from '../../src/digest/deliver.ts';
import { sendDue } from '../../src/digest/deliver.ts';
import { gatherFacts } from '../../src/digest/gather.ts';
import { SendError } from '../../src/digest/send/error.ts';
import type { Target } from '../../src/digest/targets.ts';
import { createTargets } from '../../src/digest/targets.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { day, leadTimesOf, live, morningAfter, query, save, vocabulary, wholeDay } from './day.ts';

let folder: string;
let stores: Store[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-deliver-'));
  stores = [];
  const store = await open();
  await store.addDataset(live);
  await save(store, wholeDay());
});
afterEach(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await rm(folder, { recursive: true });
});

/** One more process on the same file. */
async function open(): Promise<Store> {
  const store = await openSqlite(join(folder, 'ripplewatch.db'), { areas });
  stores.push(store);
  return store;
}

function optionsOf(store: Store, targets: readonly Target[], now: Instant = morningAfter): DeliverOptions {
  const build = async (window: string) =>
    buildDigest(
      await gatherFacts(store, { day: window, query, vocabulary, now, dashboardUrl: null, leadTimes: leadTimesOf(store) }),
    );
  return { store, targets, dataset: 'live', now, build };
}

function counting(fail: () => Error | null = () => null): Target & { sent: string[] } {
  const sent: string[] = [];
  return {
    name: 'email',
    repeatable: false,
    sent,
    send: async (digest) => {
      await new Promise((done) => setTimeout(done, 30));
      const error = fail();
      if (error !== null) throw error;
      sent.push(digest.day);
      return null;
    },
  };
}

test('yesterday is sent to a real folder, once', async () => {
  const out = join(folder, 'out');
  const options = optionsOf(stores[0]!, createTargets({ folder: out, email: null }));
  expect(await sendDue(options)).toEqual([{ day, target: 'folder', outcome: 'sent', message: null }]);
  await writeFile(join(out, `ripplewatch-digest-${day}.txt`), 'touched');
  expect(await sendDue(options)).toEqual([]);
  expect(await readFile(join(out, `ripplewatch-digest-${day}.txt`), 'utf8')).toBe('touched');
  expect(await readdir(out)).toHaveLength(4);
});

test('two processes that race send it once', async () => {
  const target = counting();
  const [one, two] = [stores[0]!, await open()];
  const deliveries = await Promise.all([one, two, one, two].map((store) => sendDue(optionsOf(store, [target]))));
  expect(target.sent).toEqual([day]);
  expect(deliveries.flat()).toHaveLength(1);
});

test('a restart after the sending does not send again, however often it is asked', async () => {
  const target = counting();
  await sendDue(optionsOf(stores[0]!, [target]));
  await stores.pop()!.close();
  const again = await open();
  for (const hour of ['06:00', '07:00', '22:30']) {
    await sendDue(optionsOf(again, [target], `2024-07-20T${hour}:00.000Z`));
  }
  expect(target.sent).toEqual([day]);
});

test('a process that died between claim and finish may have sent: nobody sends again', async () => {
  const [store] = stores;
  expect(await store!.claimDigest({ window: day, dataset: 'live', target: 'email', at: morningAfter })).toBe(true);
  await stores.pop()!.close();
  const target = counting();
  const again = await open();
  const told = 'The process ended in the middle of it. It may have been delivered, so it is not sent again.';
  expect(await sendDue(optionsOf(again, [target]))).toEqual([{ day, target: 'email', outcome: 'unsure', message: told }]);
  expect(await again.digests(5)).toMatchObject([{ outcome: 'unsure', message: told }]);
  expect(await sendDue(optionsOf(again, [target]))).toEqual([]);
  expect(await sendDue({ ...optionsOf(again, [target]), day })).toEqual([]);
  expect(target.sent).toEqual([]);
});

test('a failure is recorded with its sentence, and the next try sends', async () => {
  let down = true;
  const target = counting(() => (down ? new SendError('The mail server mail.example:25 did not answer in time.') : null));
  const [first] = await sendDue(optionsOf(stores[0]!, [target]));
  expect(first).toMatchObject({ outcome: 'failed', message: 'The mail server mail.example:25 did not answer in time.' });
  expect((await stores[0]!.digests(1))[0]).toMatchObject({ outcome: 'failed', message: first!.message });
  down = false;
  expect(await sendDue(optionsOf(stores[0]!, [target]))).toMatchObject([{ outcome: 'sent' }]);
  expect(target.sent).toEqual([day]);
});

test('what failed yesterday is sent today, beside the day that is due', async () => {
  let down = true;
  const target = counting(() => (down ? new SendError('no') : null));
  await sendDue(optionsOf(stores[0]!, [target]));
  down = false;
  await sendDue(optionsOf(stores[0]!, [target], '2024-07-21T06:00:00.000Z'));
  expect(target.sent).toEqual(['2024-07-19', '2024-07-20']);
});

test('what may have arrived is told apart and never sent again', async () => {
  const target = counting(() => new SendError('The connection broke.', { maybeSent: true }));
  const [delivery] = await sendDue(optionsOf(stores[0]!, [target]));
  expect(delivery).toMatchObject({ outcome: 'unsure', message: expect.stringContaining('not sent again') as string });
  expect(await sendDue(optionsOf(stores[0]!, [target]))).toEqual([]);
});

test('one target that fails does not keep the other from its digest', async () => {
  const failing = counting(() => new SendError('no'));
  const out = join(folder, 'out');
  const deliveries = await sendDue(optionsOf(stores[0]!, [failing, ...createTargets({ folder: out, email: null })]));
  expect(deliveries.map(({ target, outcome }) => [target, outcome])).toEqual([
    ['email', 'failed'],
    ['folder', 'sent'],
  ]);
});

test('a digest that cannot be built claims nothing, so the day stays open', async () => {
  const target = counting();
  const broken = { ...optionsOf(stores[0]!, [target]), build: () => Promise.reject(new Error('no facts')) };
  await expect(sendDue(broken)).rejects.toThrow('no facts');
  expect(await stores[0]!.digests(1)).toEqual([]);
  await sendDue(optionsOf(stores[0]!, [target]));
  expect(target.sent).toEqual([day]);
});

test('a day asked for by name is sent once too', async () => {
  const target = counting();
  const options = { ...optionsOf(stores[0]!, [target]), day: '2024-07-15' };
  await sendDue(options);
  await sendDue(options);
  expect(target.sent).toEqual(['2024-07-15']);
});

test('without a target nothing is built and nothing is claimed', async () => {
  expect(createTargets({ folder: null, email: null })).toEqual([]);
  expect(await sendDue(optionsOf(stores[0]!, []))).toEqual([]);
});

test('a folder that a dead process left unfinished is written again: the same files take the place of nothing or of themselves', async () => {
  const store = stores[0]!;
  const out = join(folder, 'out');
  expect(await store.claimDigest({ window: day, dataset: 'live', target: 'folder', at: morningAfter })).toBe(true);
  const options = optionsOf(store, createTargets({ folder: out, email: null }));
  expect(await sendDue(options)).toEqual([{ day, target: 'folder', outcome: 'sent', message: null }]);
  expect(await readdir(out)).toHaveLength(4);
  expect(await sendDue(options)).toEqual([]);
});
