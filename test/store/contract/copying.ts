import { describe, expect, it, onTestFinished } from 'vitest';
import { copyKinds } from '../../../src/store/copying.ts';
import type { Engine } from '../engines.ts';
import { askEverything, fillEverything, goOn } from '../everything.ts';
import { at, useStore } from './given.ts';

export function checkCopying(engine: Engine): void {
  describe('a copy', () => {
    const given = useStore(engine);

    it('of everything answers every question as the original does, and goes on as it would', async () => {
      await fillEverything(given.store);
      const held = await given.store.holdings();
      // What is in no test here would be lost on its way without anybody noticing.
      expect(copyKinds.filter((kind) => held[kind] === 0)).toEqual([]);
      const opened = await engine.open();
      onTestFinished(() => opened.remove());
      const target = opened.store;
      await target.beginCopy({ from: 'there', begunAt: at });
      for (const kind of copyKinds) {
        for (let after: string | null = null; ; ) {
          const page = await given.store.dump(kind, after);
          // A page that comes twice changes nothing.
          for (const _ of [1, 2]) await target.restore(page);
          after = page.next;
          if (after === null) break;
        }
      }
      await target.finishCopy();
      expect(await target.holdings()).toEqual(held);
      expect(await askEverything(target)).toEqual(await askEverything(given.store));
      expect(await goOn(target)).toEqual(await goOn(given.store));
    });

    it('remembers how far it has come, until it is finished', async () => {
      await fillEverything(given.store);
      const opened = await engine.open();
      onTestFinished(() => opened.remove());
      const target = opened.store;
      expect(await target.unfinishedCopy()).toBeNull();
      await target.beginCopy({ from: 'there', begunAt: at });
      expect(await target.unfinishedCopy()).toEqual({ from: 'there', begunAt: at, kind: null, next: null });
      await target.restore({ ...(await given.store.dump('datasets', null)), next: 'a place' });
      const state = { from: 'there', begunAt: at, kind: 'datasets', next: 'a place' };
      expect(await target.unfinishedCopy()).toEqual(state);
      expect(await target.beginCopy({ from: 'elsewhere', begunAt: at })).toEqual(state);
      await target.finishCopy();
      expect(await target.unfinishedCopy()).toBeNull();
    });
  });
}
