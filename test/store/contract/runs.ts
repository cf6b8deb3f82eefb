import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/core/errors.ts';
import { addMs } from '../../../src/core/time.ts';
import type { RunResult, Store } from '../../../src/store/contract.ts';
import type { Engine } from '../engines.ts';
import { makeChannel, quietRun } from '../samples.ts';
import { at, useStore } from './given.ts';

export function checkRuns(engine: Engine): void {
  describe('Runs', () => {
    const given = useStore(engine);
    it('close one that was left open as interrupted, and a late end of that one changes nothing', async () => {
      await given.store.saveChannel(makeChannel('c'));
      await given.store.startRun({ id: 'dead', channel: 'c', startedAt: at });
      await given.store.startRun({ id: 'live', channel: 'c', startedAt: addMs(at, 5000) });
      await given.store.claimDue({ now: at, holder: 'me', leaseMs: 60_000, limit: 1 });
      const end = {
        ...quietRun,
        channel: 'c',
        finishedAt: addMs(at, 6000),
        postsSeen: 3,
        postsNew: 2,
        postsChanged: 4,
        postsRemoved: 5,
        mentionsNew: 1,
        noticesNew: 6,
        bytes: 7_000_000_000,
        status: 200,
        notes: ['The feed is broken.', 'It has “moved”.'],
        nextAt: addMs(at, 9000),
      } as const;
      await given.store.finishRun({ id: 'dead', ...end });
      expect(await given.store.channels()).toMatchObject([{ lastSuccessAt: null }]);
      expect(await given.store.claimDue({ now: addMs(at, 9000), holder: 'other', leaseMs: 1, limit: 1 })).toEqual([]);
      await given.store.finishRun({ id: 'live', ...end });
      await given.store.finishRun({ id: 'live', ...end, outcome: 'failed' });
      const { state: _, ...told } = end;
      expect(await given.store.runs({ limit: 5 })).toMatchObject([
        { ...told, id: 'live', startedAt: addMs(at, 5000) },
        {
          id: 'dead',
          bytes: 0,
          status: null,
          notes: [],
          nextAt: null,
          outcome: 'interrupted',
          finishedAt: addMs(at, 5000),
          message: 'The program stopped in the middle of it',
        },
      ]);
      expect(await given.store.claimDue({ now: addMs(at, 9000), holder: 'other', leaseMs: 1, limit: 1 })).toHaveLength(1);
    });

    it('stand beside the place at which a stream goes on, one for each platform', async () => {
      expect(await given.store.streamCursor('bluesky')).toBeNull();
      await given.store.saveStreamCursor('bluesky', { address: 'wss://one.example', timeUs: 1_721_376_000_000_000, seq: null });
      await given.store.saveStreamCursor('other', { at: 1 });
      await given.store.saveStreamCursor('bluesky', { address: 'wss://two.example', timeUs: 1_721_376_000_000_001, seq: 7 });
      expect(await given.store.streamCursor('bluesky')).toEqual({
        address: 'wss://two.example',
        timeUs: 1_721_376_000_000_001,
        seq: 7,
      });
    });

    it('refuse to end what never began', async () => {
      const end = { ...quietRun, id: 'x', channel: 'c', finishedAt: at };
      await expect(given.store.finishRun(end)).rejects.toThrow(StoreError);
    });

    it('leave what was noted of a Channel as it stands unless they read it anew', async () => {
      await given.store.saveChannel(makeChannel('c'));
      const noted = async (id: string, result: Partial<RunResult>) => {
        await given.store.startRun({ id, channel: 'c', startedAt: at });
        await given.store.finishRun({ ...quietRun, id, channel: 'c', finishedAt: at, ...result });
        return (await given.store.channels())[0]?.notes;
      };
      expect(await noted('1', { notes: ['The feed is broken.'] })).toEqual(['The feed is broken.']);
      expect(await noted('2', { notes: null, status: 304 })).toEqual(['The feed is broken.']);
      expect(await noted('3', { notes: null, outcome: 'failed', failure: 'unreachable' })).toEqual(['The feed is broken.']);
      expect(await noted('4', { notes: [] })).toEqual([]);
    });

    it('are listed newest first, by Channel and by span', async () => {
      for (let index = 0; index < 5; index += 1)
        await given.store.startRun({ id: `r${index}`, channel: `c${index % 2}`, startedAt: addMs(at, index) });
      const list = async (filter: Parameters<Store['runs']>[0]) => (await given.store.runs(filter)).map(({ id }) => id);
      expect(await list({ limit: 2 })).toEqual(['r4', 'r3']);
      expect(await list({ channel: 'c1', limit: 9 })).toEqual(['r3', 'r1']);
      expect(await list({ from: addMs(at, 1), to: addMs(at, 3), limit: 9 })).toEqual(['r2', 'r1']);
    });
  });
}
