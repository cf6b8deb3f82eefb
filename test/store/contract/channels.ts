import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Channel, Instant } from '../../../src/core/types.ts';
import type { Store } from '../../../src/store/contract.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, makeMention, quietRun } from '../samples.ts';
import { at, everything, useStore } from './given.ts';

export function checkChannels(engine: Engine): void {
  describe('Channels', () => {
    const given = useStore(engine);
    const { save, ids } = given;
    it('are added once, changed where they may be, and listed with how they fare', async () => {
      const channel = makeChannel('c1', { title: 'B', selector: 'main' });
      expect(await given.store.saveChannel(channel)).toBe('added');
      expect(await given.store.saveChannel({ ...channel, addedAt: addMs(at, 1) })).toBe('unchanged');
      expect(await given.store.saveChannel({ ...channel, organisation: 'N81086', everyMinutes: 5, addedAt: addMs(at, 1) })).toBe(
        'updated',
      );
      await given.store.saveChannel(makeChannel('c2', { title: 'A', dataset: 'demo' }));
      expect(await given.store.channels({ dataset: 'live' })).toEqual([
        {
          channel: { ...channel, organisation: 'N81086', everyMinutes: 5 },
          state: 'active',
          nextAt: channel.addedAt,
          lastRunAt: null,
          lastSuccessAt: null,
          lastPostAt: null,
          failures: 0,
          failure: null,
          message: null,
          notes: [],
          mentions: 0,
        },
      ]);
      expect((await given.store.channels({ ids: ['c2', 'nobody'] })).map((one) => one.channel.id)).toEqual(['c2']);
      expect(await given.store.channels({ ids: [] })).toEqual([]);
      expect((await given.store.channels({ counted: false })).every(({ mentions }) => mentions === null)).toBe(true);
    });

    it('are forgotten with their place while their Mentions and Runs stay', async () => {
      await given.store.saveChannel(makeChannel('feed:one'));
      await given.store.startRun({ id: 'r', channel: 'feed:one', startedAt: at });
      await save([makeMention('a')], { channel: 'feed:one', cursor: { page: 2 } });
      expect(await given.store.channels()).toMatchObject([
        { mentions: 1, lastPostAt: makeMention('a').post.seenAt, lastRunAt: at },
      ]);
      expect(await given.store.removeChannel('feed:one')).toBe(true);
      expect(await given.store.removeChannel('feed:one')).toBe(false);
      expect(await ids(everything)).toEqual(['a']);
      expect(await given.store.runs({ limit: 5 })).toHaveLength(1);
      await given.store.saveChannel(makeChannel('feed:one'));
      expect(await given.store.claimDue({ now: at, holder: 'me', leaseMs: 1, limit: 1 })).toMatchObject([{ cursor: null }]);
    });
  });

  describe('claiming what is due', () => {
    const given = useStore(engine);
    const { save } = given;
    const claim = (part: Partial<Parameters<Store['claimDue']>[0]> = {}) =>
      given.store.claimDue({ now: at, holder: 'one', leaseMs: 60_000, limit: 10, ...part });
    const names = (claimed: readonly { readonly channel: Channel }[]) => claimed.map(({ channel }) => channel.id);

    it('hands out the longest overdue first, each to one holder only until its time has passed', async () => {
      await given.store.saveChannel(makeChannel('late', { addedAt: addMs(at, -1000) }));
      await given.store.saveChannel(makeChannel('later', { addedAt: addMs(at, -9000) }));
      await given.store.saveChannel(makeChannel('future', { addedAt: addMs(at, 1) }));
      expect(names(await claim({ limit: 1 }))).toEqual(['later']);
      const [mine, theirs] = await Promise.all([claim(), claim({ holder: 'two' })]);
      expect([...names(mine), ...names(theirs)]).toEqual(['late']);
      expect(names(await claim({ now: addMs(at, 60_000) }))).toEqual(['later', 'late', 'future']);
    });

    it('takes only what belongs to the dataset asked for', async () => {
      await given.store.saveChannel(makeChannel('mine'));
      await given.store.saveChannel(makeChannel('other', { dataset: 'demo' }));
      expect(names(await claim({ dataset: 'live', ids: ['mine', 'other'] }))).toEqual(['mine']);
      expect(names(await claim({ dataset: 'live', force: true }))).toEqual([]);
      expect(names(await claim({ dataset: 'demo', force: true }))).toEqual(['other']);
    });

    it('takes only those named, and with force what is not due, off or, when named, retired', async () => {
      await given.store.saveChannel(makeChannel('a'));
      await given.store.saveChannel(makeChannel('b', { addedAt: addMs(at, 9e6) }));
      expect(names(await claim({ ids: [] }))).toEqual([]);
      expect(names(await claim({ ids: ['b'] }))).toEqual([]);
      expect(names(await claim({ ids: ['b'], force: true }))).toEqual(['b']);
      await finish('a', 'failed', { state: 'off', nextAt: null });
      await finish('b', 'failed', { state: 'retired', nextAt: null });
      expect(names(await claim({ now: addMs(at, 9e9) }))).toEqual([]);
      expect(names(await claim({ now: addMs(at, 9e9), force: true }))).toEqual(['a']);
      expect(names(await claim({ now: addMs(at, 9e9), force: true, ids: ['b'] }))).toEqual(['b']);
    });

    it('hands out one Channel a host where asked to, and none of a host that is being asked', async () => {
      const addresses: Readonly<Record<string, string>> = {
        a1: 'https://a.invalid/feed/',
        a2: 'https://A.invalid',
        a3: 'https://a.invalid/',
        port: 'https://a.invalid:8443/feed',
        b1: 'http://b.invalid/?page=1',
        one: '@one@social.invalid',
        two: 'two@social.invalid',
        bsky1: '@handle.invalid',
        bsky2: 'did:plc:invented',
      };
      let index = 0;
      for (const [id, address] of Object.entries(addresses)) {
        const platform = id.startsWith('bsky') ? 'bluesky' : 'feed';
        await given.store.saveChannel(makeChannel(id, { platform, address, addedAt: addMs(at, -1000 + (index += 1)) }));
      }
      expect(names(await claim({ oneAHost: true, limit: 2 }))).toEqual(['a1', 'port']);
      expect(names(await claim({ oneAHost: true, holder: 'two' }))).toEqual(['b1', 'one', 'bsky1']);
      expect(names(await claim({ oneAHost: true }))).toEqual([]);
      await finish('a1', 'ok');
      expect(names(await claim({ oneAHost: true }))).toEqual(['a2']);
      expect(names(await claim({ now: addMs(at, 60_000), oneAHost: true }))).toEqual(['a2', 'port', 'b1', 'one', 'bsky1']);
      expect(names(await claim({ now: addMs(at, 60_000) }))).toEqual(['a3', 'two', 'bsky2']);
    });

    it('gives the place where the last batch ended and how often it failed in a row', async () => {
      await given.store.saveChannel(makeChannel('a'));
      await save([makeMention('m')], { channel: 'a', cursor: { etag: 'x', seen: [1, 2] } });
      await save([], { channel: 'a', cursor: null });
      await finish('a', 'failed');
      await finish('a', 'waiting');
      await finish('a', 'failed');
      expect(await claim({ force: true })).toMatchObject([{ cursor: { etag: 'x', seen: [1, 2] }, failures: 2 }]);
      await finish('a', 'ok');
      expect(await given.store.channels()).toMatchObject([
        { failures: 0, failure: null, message: null, lastSuccessAt: addMs(at, 10) },
      ]);
    });

    it('keeps a claim while it is renewed, and says which are somebody else’s by now', async () => {
      await given.store.saveChannel(makeChannel('a'));
      await given.store.saveChannel(makeChannel('b'));
      const [a, b] = await claim();
      const claims = [a?.claim ?? '', b?.claim ?? '', 'never was'];
      expect(new Set(claims).size).toBe(3);
      const renew = (now: Instant) => given.store.renewClaims({ claims, now, leaseMs: 60_000 });
      expect([...(await renew(addMs(at, 50_000)))].sort()).toEqual(claims.slice(0, 2).sort());
      expect(names(await claim({ now: addMs(at, 100_000), holder: 'two' }))).toEqual([]);
      // Expired, but nobody has taken it: it goes on.
      expect(await renew(addMs(at, 200_000))).toHaveLength(2);
      await finish('b', 'ok');
      expect(names(await claim({ now: addMs(at, 260_000), holder: 'two' }))).toEqual(['a']);
      expect(await renew(addMs(at, 270_000))).toEqual([]);
      expect(await given.store.renewClaims({ claims: [], now: at, leaseMs: 1 })).toEqual([]);
    });

    it('lets nobody who slept past the end of a claim move the place, begin a Run or end one of who has it now', async () => {
      await given.store.saveChannel(makeChannel('a'));
      const [old] = await claim();
      const late = addMs(at, 60_000);
      const run = { id: 'old', channel: 'a', startedAt: at, claim: old?.claim ?? '' };
      expect(await given.store.startRun(run)).toBe(true);
      const batch = (id: string, page: number, by: typeof old) =>
        save([makeMention(id)], { channel: 'a', cursor: { page }, claim: by?.claim ?? '' });
      expect(await batch('one', 1, old)).toMatchObject({ added: 1 });
      const [mine] = await claim({ holder: 'two', now: late });
      expect(mine).toMatchObject({ cursor: { page: 1 } });
      // It wakes before the other has begun, and again afterwards.
      await given.store.finishRun({ ...quietRun, ...run, finishedAt: late, nextAt: addMs(at, 9e6) });
      expect(await given.store.runs({ limit: 2 })).toMatchObject([
        { id: 'old', outcome: 'interrupted', message: 'Another process took the channel over', nextAt: null },
      ]);
      expect(await batch('two', 2, old)).toEqual({ ...nothing, lost: true });
      expect(await given.store.startRun({ ...run, id: 'again' })).toBe(false);
      expect(names(await claim({ holder: 'three', now: late }))).toEqual([]);
      expect(await batch('two', 2, mine)).toMatchObject({ added: 1 });
      expect(await given.store.startRun({ ...run, id: 'new', startedAt: late, claim: mine?.claim ?? '' })).toBe(true);
      expect(await batch('three', 1, old)).toMatchObject({ added: 0, lost: true });
      const end = { ...quietRun, id: 'new', channel: 'a', claim: mine?.claim ?? '', finishedAt: late, nextAt: late };
      await given.store.finishRun(end);
      expect((await given.store.runs({ limit: 5 })).map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
        'new ok',
        'old interrupted',
      ]);
      // Free again, and the first one is as late as before.
      expect(await batch('three', 1, old)).toMatchObject({ lost: true });
      expect(await claim({ now: late })).toMatchObject([{ cursor: { page: 2 } }]);
    });

    it('says of a holder that was taken for dead and was not that its claims are lost', async () => {
      await given.store.saveChannel(makeChannel('a'));
      const [mine] = await claim();
      await given.store.releaseHolder('one');
      expect(await save([makeMention('m')], { channel: 'a', cursor: { page: 1 }, claim: mine?.claim ?? '' })).toMatchObject({
        lost: true,
      });
    });

    it('frees everything of a holder that is gone', async () => {
      await given.store.saveChannel(makeChannel('a'));
      await claim({ holder: 'dead' });
      await given.store.acquireLease({ name: 'schedule', holder: 'dead', now: at, ttlMs: 60_000 });
      await given.store.acquireLease({ name: 'other', holder: 'alive', now: at, ttlMs: 60_000 });
      expect([...(await given.store.holders())].sort()).toEqual(['alive', 'dead']);
      await given.store.releaseHolder('dead');
      expect(await given.store.holders()).toEqual(['alive']);
      expect(names(await claim())).toEqual(['a']);
      expect(await given.store.acquireLease({ name: 'schedule', holder: 'me', now: at, ttlMs: 1 })).toEqual({ held: true });
    });

    const nothing = { added: 0, changed: 0, unchanged: 0, removed: 0, outages: 0, notices: 0 };
    let runCount = 0;
    async function finish(
      channel: string,
      outcome: 'ok' | 'failed' | 'waiting',
      part: { state?: 'active' | 'off' | 'retired'; nextAt?: Instant | null } = {},
    ) {
      const id = `finish-${(runCount += 1)}`;
      await given.store.startRun({ id, channel, startedAt: at });
      const failed = outcome === 'failed';
      await given.store.finishRun({
        ...quietRun,
        id,
        channel,
        finishedAt: addMs(at, 10),
        outcome,
        failure: failed ? 'unreachable' : null,
        message: failed ? 'No answer' : null,
        nextAt: addMs(at, 900_000),
        ...part,
      });
    }
  });
}
