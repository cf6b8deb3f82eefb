import { describe, expect, it } from 'vitest';
import type { Reserve } from '../../../src/store/spending.ts';
import type { Engine } from '../engines.ts';
import { at, useStore } from './given.ts';

const ask: Reserve = { id: 'a', budget: 'x', period: '2024-07', limit: 1000, least: 100, most: 400, at };

export function checkSpending(engine: Engine): void {
  describe('a budget', () => {
    const given = useStore(engine);
    it('is set aside before it is spent, and what was set aside and not spent comes back', async () => {
      expect(await given.store.reserve(ask)).toEqual({ granted: 400, spent: 0, reserved: 400 });
      await given.store.settle('a', 150);
      expect(await given.store.spending('x', '2024-07')).toEqual({ spent: 150, reserved: 0 });
      await given.store.settle('a', 150);
      expect(await given.store.spending('x', '2024-07')).toEqual({ spent: 150, reserved: 0 });
    });

    it('grants less where less is left, and nothing where that is of no use', async () => {
      for (const id of ['a', 'b']) await given.store.reserve({ ...ask, id });
      expect(await given.store.reserve({ ...ask, id: 'c' })).toEqual({ granted: 200, spent: 0, reserved: 1000 });
      await given.store.settle('c', 150);
      expect(await given.store.reserve({ ...ask, id: 'd' })).toEqual({ granted: 0, spent: 150, reserved: 800 });
      expect(await given.store.reserve({ ...ask, id: 'd', least: 50 })).toMatchObject({ granted: 50 });
    });

    it('answers the same question with what it got the first time', async () => {
      await given.store.reserve(ask);
      expect(await given.store.reserve(ask)).toEqual({ granted: 400, spent: 0, reserved: 400 });
    });

    it('counts what nobody settled for the rest of its month, and begins anew in the next', async () => {
      for (const id of ['a', 'b', 'c']) await given.store.reserve({ ...ask, id, most: 1000 });
      expect(await given.store.reserve({ ...ask, id: 'e' })).toMatchObject({ granted: 0 });
      expect(await given.store.reserve({ ...ask, id: 'f', period: '2024-08' })).toEqual({
        granted: 400,
        spent: 0,
        reserved: 400,
      });
      expect(await given.store.reserve({ ...ask, id: 'g', budget: 'y' })).toMatchObject({ granted: 400 });
    });

    it('grants nothing where the limit was lowered below what is spent', async () => {
      await given.store.reserve(ask);
      await given.store.settle('a', 400);
      expect(await given.store.reserve({ ...ask, id: 'b', limit: 300 })).toMatchObject({ granted: 0, spent: 400 });
    });
  });
}
