import { describe, expect, it } from 'vitest';
import { addMs } from '../../../src/core/time.ts';
import type { Instant, Mention, StatementRole } from '../../../src/core/types.ts';
import type { Engine } from '../engines.ts';
import { makeMention } from '../samples.ts';
import { at, everything, useStore } from './given.ts';

export function checkGrouping(engine: Engine): void {
  describe('Statements', () => {
    const given = useStore(engine);

    it('wait to be compared until they are grouped, and wait again when their words change', async () => {
      await given.save([post('a', 'a1', 0), post('b', 'b2', 1), makeMention('short', { statement: null })]);
      expect((await given.store.ungrouped(10)).map(({ text }) => text)).toEqual(['words a1', 'words b2']);
      expect(await given.store.ungrouped(1)).toHaveLength(1);
      await group([]);
      expect(await given.store.ungrouped(10)).toEqual([]);
      await given.save([post('a', 'a1', 0)]);
      expect(await given.store.ungrouped(10)).toEqual([]);
      await given.save([post('a', 'c3', 0)]);
      expect((await given.store.ungrouped(10)).map(({ text }) => text)).toEqual(['words c3']);
    });

    it('give each wording those that share a band, most shared first, and the text of any post that has it', async () => {
      await given.save([post('a', 'a1', 0), post('b', 'b2', 1), post('c', 'd4', 2)]);
      const filed = await file({ a1: [1, 2, 3], b2: [2, 3, 4], d4: [9] });
      const [a1, b2, d4] = ['a1', 'b2', 'd4'].map((form) => filed.find((row) => row.form === form));
      expect(a1?.candidates.map(({ wording }) => wording)).toEqual([b2?.wording]);
      expect(d4?.candidates).toEqual([]);
      expect(await given.store.wordingTexts([b2?.wording ?? 0, 999_999])).toEqual([[b2?.wording, 'words b2']]);
    });

    it('are merged under the words of the earliest post, undated ones last, whichever way round they are paired', async () => {
      await given.save([post('c', 'c3', 2), post('b', 'b2', 1), post('a', 'a1', 0), post('u', 'b2', null)]);
      await group([
        ['c3', 'b2'],
        ['b2', 'a1'],
      ]);
      expect(await parts()).toEqual(['a a1 first', 'b a1 adapted', 'c a1 adapted', 'u a1 adapted']);
      expect((await given.store.count(everything)).statements).toBe(1);
      expect(await given.ids({ ...everything, statement: 'a1' })).toEqual(['a', 'b', 'c', 'u']);
      await given.save([post('d', 'b2', -5)]);
      await group([]);
      expect(await parts()).toEqual(['a b2 adapted', 'b b2 copied', 'c b2 adapted', 'd b2 first', 'u b2 copied']);
    });

    it('leave alone what has changed since it was read, and never join two Datasets', async () => {
      await given.store.addDataset({ id: 'demo', title: 'Demonstration', invented: true, createdAt: at });
      await given.save([post('a', 'a1', 0), { ...post('a', 'a1', 0), dataset: 'demo' }]);
      const stale = (await given.store.ungrouped(10)).map(({ key }) => ({ key, hash: 'older' }));
      await given.store.groupPosts({ posts: stale, pairs: [], compared: [] });
      expect(await given.store.ungrouped(10)).toHaveLength(2);
      await group([]);
      expect(await parts()).toEqual(['a a1 alone']);
      await given.store.removeDataset('demo');
      expect(await parts()).toEqual(['a a1 alone']);
    });

    it('are compared anew where an edit may have taken the bridge away', async () => {
      await given.save([post('a', 'a1', 0), post('b', 'b2', 1), post('c', 'c3', 2), post('d', 'c3', 3)]);
      await group([
        ['a1', 'b2'],
        ['b2', 'c3'],
      ]);
      await given.save([post('b', 'e9', 1)]);
      expect((await given.store.ungrouped(10)).map(({ text }) => text)).toEqual(['words a1', 'words e9', 'words c3', 'words c3']);
      await group([]);
      expect(await parts()).toEqual(['a a1 alone', 'b e9 alone', 'c c3 first', 'd c3 copied']);
    });

    it('keep a post whose words are gone where it was, and forget the wording that was its alone', async () => {
      await given.save([post('a', 'a1', 0), post('b', 'b2', 1), post('c', 'b2', 2)]);
      await group([['a1', 'b2']]);
      await given.save([], { removed: [{ platform: 'feed', id: 'a', at }] });
      expect(await given.store.ungrouped(10)).toEqual([]);
      expect(await parts()).toEqual(['a a1 first', 'b a1 adapted', 'c a1 adapted']);
      await given.save([post('n', 'a1', 3)]);
      expect(await file({})).toMatchObject([{ form: 'a1', candidates: [{ wording: 2 }] }]);
      await group([]);
      expect(await parts()).toContain('n a1 copied');
    });

    it('offer copies of what a national body said first, once, and keep what was found', async () => {
      const first = post('n', 'a1', 0);
      const author = { ...first.post.author, kind: 'national' as const };
      await given.save([
        { ...first, post: { ...first.post, author }, organisation: 'X26' },
        post('a', 'a1', 1),
        post('e', 'a1', -1),
      ]);
      await group([]);
      expect(await given.store.uncheckedCopies(10)).toEqual([]);
      await given.save([post('e', 'e9', -1)]);
      await group([]);
      const copies = await given.store.uncheckedCopies(10);
      expect(copies).toMatchObject([{ text: 'words a1', mayBeRelay: true, first: { organisation: 'X26' } }]);
      await given.store.saveRelays(
        copies.map(({ key, hash, first: { key: original } }) => ({ key, hash, first: original, relayed: true })),
      );
      expect(await given.store.uncheckedCopies(10)).toEqual([]);
      expect(await given.ids({ ...everything, voice: 'relayed' })).toEqual(['a']);
      const [shown] = (await given.all(everything)).filter(({ post: { id } }) => id === 'a');
      expect(shown?.verdict.voice).toBe('relayed');
      expect(shown?.verdict.reasons.at(-1)).toEqual({ rule: 'statement.copied', start: 0, end: 'words a1'.length });
    });

    /** Files what waits, each wording with bands of its own unless given, pairs wordings by their forms, and groups. */
    async function group(pairs: readonly (readonly [string, string])[]): Promise<void> {
      const waiting = await given.store.ungrouped(100);
      const filed = await file({});
      const keyOf = new Map(filed.map(({ form, wording }) => [form, wording]));
      await given.store.groupPosts({
        posts: waiting.map(({ key, hash }) => ({ key, hash })),
        pairs: pairs.map(([a1, other]) => [keyOf.get(a1) ?? 0, keyOf.get(other) ?? 0]),
        compared: [...keyOf.values()],
      });
    }

    async function file(bands: Readonly<Record<string, readonly number[]>>) {
      const waiting = await given.store.ungrouped(100);
      return given.store.fileWordings(
        waiting.map(({ key, hash, text }) => {
          const form = text.replace('words ', '');
          return { key, hash, signature: form, form, bands: bands[form] ?? [form.length * 1000] };
        }),
      );
    }

    /** Id, Statement and role of each Mention. */
    async function parts(): Promise<readonly string[]> {
      const all = await given.all(everything);
      return all.map(({ post: { id }, statement, statementRole }) => `${id} ${statement} ${sayRole(statementRole)}`).sort();
    }
  });
}

function post(id: string, words: string, minutes: number | null): Mention {
  const postedAt: Instant | null = minutes === null ? null : addMs(at, minutes * 60_000);
  return makeMention(id, { post: { text: `words ${words}`, postedAt }, statement: words });
}

function sayRole(role: StatementRole | undefined): string {
  return role ?? 'alone';
}
