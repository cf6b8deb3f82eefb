import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/errors.ts';
import { addMs } from '../../../src/core/time.ts';
import type { Mention } from '../../../src/core/types.ts';
import type { Engine } from '../engines.ts';
import { makeMention } from '../samples.ts';
import { at, outage, useStore } from './given.ts';

export function checkPaging(engine: Engine): void {
  describe('paging and streaming', () => {
    const given = useStore(engine);
    const { save } = given;
    const rows = Array.from({ length: 23 }, (_, index) =>
      makeMention(`m${String(index).padStart(2, '0')}`, {
        post: { postedAt: index % 6 === 5 ? null : addMs(at, (index % 4) * 60_000) },
      }),
    );

    it('pages newest first with undated ones last, each Mention once, equal dates included', async () => {
      await save(rows);
      const found: Mention[] = [];
      let after: string | null = null;
      for (let pages = 0; pages < 20; pages += 1) {
        const page = await given.store.mentions(outage, { limit: 4, after });
        expect(page.total).toBe(23);
        found.push(...page.items);
        after = page.next;
        if (after === null) break;
      }
      expect(found.map(({ post }) => post.id).sort()).toEqual(rows.map(({ post }) => post.id));
      const dates = found.map(({ post }) => post.postedAt);
      expect(dates).toEqual([...dates].sort((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? 1 : -1)));
    });

    it('says that the last page is the last, also when it is full', async () => {
      await save(rows.slice(0, 4));
      expect((await given.store.mentions(outage, { limit: 4, after: null })).next).toBeNull();
      expect((await given.store.mentions(outage, { limit: 3, after: null })).next).not.toBeNull();
    });

    it('refuses a place that it did not hand out', async () => {
      await expect(given.store.mentions(outage, { limit: 4, after: "1' OR" })).rejects.toThrow(InputError);
    });

    it('streams oldest first with undated ones last, and neither loses nor doubles what was there while others write', async () => {
      const many = Array.from({ length: 1700 }, (_, index) =>
        makeMention(`m${index}`, { post: { postedAt: index % 9 === 0 ? null : addMs(at, (index * 7919) % 1000) } }),
      );
      await save(many);
      const found: Mention[] = [];
      let turn = 0;
      for await (const chunk of given.store.stream(outage)) {
        expect(chunk.length).toBeLessThanOrEqual(1000);
        found.push(...chunk);
        turn += 1;
        await save([
          makeMention(`late-${turn}`, { post: { postedAt: addMs(at, turn * 300) } }),
          makeMention(`m${turn * 100}`, { post: { text: `edited in turn ${turn}: EMIS down` } }),
        ]);
      }
      expect(turn).toBeGreaterThan(2);
      expect(found.map(({ post }) => post.id).sort()).toEqual(many.map(({ post }) => post.id).sort());
      const dates = found.map(({ post }) => post.postedAt);
      const dated = dates.filter((date) => date !== null);
      expect(dated).toEqual([...dated].sort());
      expect(dates.slice(dated.length).every((date) => date === null)).toBe(true);
    });

    it('can leave a stream half-way and go on with other work', async () => {
      await save(rows);
      for await (const chunk of given.store.stream(outage)) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
      expect(await save([makeMention('next')])).toMatchObject({ added: 1 });
    });
  });
}
