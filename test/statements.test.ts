import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mention } from '../src/core/types.ts';
import { phases } from '../src/core/types.ts';
import type { Said, World } from './world.ts';
import { openWorld, toPost } from './world.ts';

const national =
  'EMIS Web is down and we are working on it. Patients should attend appointments as normal unless told otherwise. Please do not order repeat prescriptions until it returns, and use 111 online for advice.';
const local =
  'EMIS Web is down at our surgery this morning. We cannot see your records or book appointments. Please only ring us if your problem cannot wait until tomorrow.';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.store.close());

describe('Statements', () => {
  test('say who was first, who copied and who adapted, whatever came in first', async () => {
    await world.save([
      { id: 'c', text: `Dear patients,\n${local} Thank you. https://c.example`, at: '2024-07-19T09:00:00.000Z' },
    ]);
    expect((await world.all()).get('c')?.statementRole).toBeUndefined();
    await world.save([
      { id: 'b', text: `${local} Doors open at two for the flu clinic.`, at: '2024-07-19T08:30:00.000Z' },
      { id: 'a', text: local, at: '2024-07-19T08:10:00.000Z' },
      { id: 'other', text: local.replace('EMIS Web', 'SystmOne'), at: '2024-07-19T08:00:00.000Z' },
    ]);
    expect(roles(await world.all())).toEqual({ a: 'first', b: 'adapted', c: 'adapted', other: null });
    const all = await world.all();
    expect(new Set(['a', 'b', 'c'].map((id) => all.get(id)?.statement)).size).toBe(1);
    expect(all.get('other')?.statement).not.toBe(all.get('a')?.statement);
    await world.save([
      { id: 'd', text: `Good morning all! ${local.toUpperCase()} 01632 960001`, at: '2024-07-19T10:00:00.000Z' },
    ]);
    expect(roles(await world.all())).toMatchObject({ d: 'copied' });
  });

  test('hold the same posts under the same ids in whatever order and batches posts come, and come again', async () => {
    const posts = family();
    const expected = await groupsAfter([posts]);
    expect(new Set(Object.values(expected)).size).toBeLessThan(posts.length);
    const orders = fc.tuple(
      fc.shuffledSubarray([...posts], { minLength: posts.length }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: posts.length, maxLength: posts.length }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([order, sizes, twice]) => {
        const batches = inBatches(order, sizes);
        expect(await groupsAfter(twice ? [...batches, ...batches.toReversed()] : batches)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  test('part again when the post that joined two wordings is removed or edited', async () => {
    const half =
      'Please come to the front desk for anything urgent and bring your letter with you. Repeat prescriptions are ready by four on the side table.';
    const other =
      'Nurses will see walk in patients until noon in the blue room upstairs. The car park is closed for works so please use the lane behind the church.';
    const left = `Staff training goes ahead on paper. ${half}`;
    const right = `Visitors from the college are with us. ${other}`;
    const bridge = { id: 'bridge', text: `${half} ${other}`, at: '2024-07-19T07:00:00.000Z' as const };
    await world.save([{ id: 'left', text: left }, { id: 'right', text: right }, bridge]);
    expect(new Set(Object.values(groups(await world.all()))).size).toBe(1);
    await world.save([
      { ...bridge, text: 'Thank you for all the lovely cakes that you brought to our summer fair on Saturday.' },
    ]);
    const { left: a, right: b } = groups(await world.all());
    expect(a).not.toBe(b);
    expect(roles(await world.all())).toEqual({ left: null, right: null, bridge: null });
  });

  test('are made up for when the program stopped between saving and grouping', async () => {
    const said = (id: string, text: string) =>
      world.pipeline.judge(toPost({ id, text }), { organisation: null, dataset: 'live', invented: true });
    const mentions = [said('a', local), said('b', `Dear patients, ${local} Reception is open.`)];
    await world.store.saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null });
    expect(roles(await world.all())).toEqual({ a: null, b: null });
    await world.save([{ id: 'new', text: 'Our summer fair is on Saturday and everybody in the village is welcome.' }]);
    expect(roles(await world.all())).toEqual({ a: 'first', b: 'adapted', new: null });
  });

  test('stay what they were when the words of the first post are removed', async () => {
    await world.save([
      { id: 'a', text: local, at: '2024-07-19T08:00:00.000Z' },
      { id: 'b', text: `Update: ${local} Many thanks from all of the nurses too.`, at: '2024-07-19T09:00:00.000Z' },
      { id: 'c', text: local, at: '2024-07-19T10:00:00.000Z' },
    ]);
    await remove('a');
    await world.save([
      { id: 'new', text: 'Nothing to do with it, our summer fair is on Saturday on the village green.' },
      { id: 'd', text: local, at: '2024-07-19T11:00:00.000Z' },
    ]);
    expect(roles(await world.all())).toEqual({ a: 'first', b: 'adapted', c: 'copied', d: 'copied', new: null });
    expect((await world.store.count({ dataset: 'live', phases })).statements).toBe(2);
  });
});

describe('copies of a statement by a body whose words are passed on', () => {
  const original: Said = { id: 'nhs', text: national, by: 'vendor', organisation: 'X26', at: '2024-07-19T08:00:00.000Z' };
  const copy: Said = {
    id: 'copy',
    text: `Reception is open until six.\n${national}`,
    organisation: 'N81001',
    at: '2024-07-19T08:20:00.000Z',
  };

  test.each([
    ['before', [original, copy]],
    ['after', [copy, original]],
  ])('are relayed, and say why, when the original comes %s them', async (_, order) => {
    for (const post of order) await world.save([post]);
    const all = await world.all();
    expect(all.get('nhs')?.verdict.voice).toBe('own');
    expect(all.get('copy')).toMatchObject({ statementRole: 'adapted', verdict: { voice: 'relayed', outage: true } });
    expect(all.get('copy')?.verdict.reasons).toContainEqual({ rule: 'statement.copied', start: 0, end: copy.text.length });
    const relayed = await world.store.counts({ dataset: 'live', phases: ['disrupted'] }, { bucket: null, key: 'voice' });
    expect(relayed.map(({ key, mentions }) => `${key} ${mentions}`).sort()).toEqual(['own 1', 'relayed 1']);
    expect((await world.store.mentions({ dataset: 'live', phases, voice: 'relayed' }, { limit: 5, after: null })).total).toBe(1);
  });

  test('stay own where the practice adds that it is hit itself, where it was earlier, and where it is the same body', async () => {
    await world.save([
      original,
      { ...copy, id: 'hit', text: `${national} Our own EMIS is down and we cannot see your records here.` },
      { ...copy, id: 'same', text: `${national} Thank you.`, organisation: 'X26', by: 'vendor' },
      { ...copy, id: 'undated', at: null },
    ]);
    expect(voices(await world.all())).toEqual({ nhs: 'own', hit: 'own', same: 'own', undated: 'own' });
    await world.save([{ ...copy, id: 'earlier', at: '2024-07-19T07:00:00.000Z' }]);
    // A practice was first after all: nobody relays the national body any more.
    expect(voices(await world.all())).toMatchObject({ earlier: 'own', nhs: 'own' });
  });

  test('keep the voice that a person gave them', async () => {
    await world.save([original, copy]);
    const key = { platform: 'file', id: 'copy', dataset: 'live' };
    const review = {
      ...key,
      correction: { voice: 'own' as const },
      reviewer: 'Ann',
      reviewedAt: '2024-07-21T00:00:00.000Z' as const,
    };
    await world.store.saveReviews([review]);
    expect(voices(await world.all())).toMatchObject({ copy: 'own' });
    await world.store.saveReviews([{ ...review, correction: null, reviewedAt: '2024-07-22T00:00:00.000Z' }]);
    expect(voices(await world.all())).toMatchObject({ copy: 'relayed' });
    expect((await world.store.mentions({ dataset: 'live', phases, voice: 'relayed' }, { limit: 5, after: null })).total).toBe(1);
  });

  test('stay relayed when the original is removed, and when one of them is edited after that', async () => {
    await world.save([original, copy, { ...copy, id: 'other', text: `Passing this on. ${national}`, organisation: 'N81002' }]);
    await remove('nhs');
    await world.save([{ id: 'new', text: 'Our summer fair is on Saturday and everybody in the village is welcome.' }]);
    expect(voices(await world.all())).toMatchObject({ copy: 'relayed', other: 'relayed' });
    await world.save([{ ...copy, text: 'The car park is closed for works all week, please use the lane behind the church.' }]);
    expect(voices(await world.all())).toMatchObject({ other: 'relayed' });
  });

  test('that lose their own words keep the voice they had', async () => {
    await world.save([original, copy]);
    await remove('copy');
    await world.save([{ id: 'new', text: 'Our summer fair is on Saturday and everybody in the village is welcome.' }]);
    const gone = (await world.all()).get('copy');
    expect(gone?.verdict).toMatchObject({ voice: 'relayed', reasons: [] });
    expect((await world.store.count({ dataset: 'live', phases, voice: 'relayed' })).mentions).toBe(1);
  });
});

async function remove(id: string): Promise<void> {
  const at = '2024-07-20T00:00:00.000Z' as const;
  const batch = { mentions: [], notices: [], channel: null, cursor: null };
  await world.store.saveBatch({ ...batch, removed: [{ platform: 'file', id, at }] });
}

/** A statement that was adapted step by step, two of its pattern, some posts of other words, ties and undated ones among them. */
function family(): readonly Said[] {
  const texts = [
    local,
    `Good morning everyone. ${local}`,
    `${local} Reception is open.`,
    `${local} Reception is open. Dr Finch is on leave until the end of the month as well.`,
    `${local.split('. ').slice(0, 2).join('. ')}. Reception is open. Dr Finch is on leave until the end of the month as well.`,
    local.replaceAll('. ', ' 🙏 '),
    local.replace('records', 'recrods'),
    `${local.slice(0, 130)}… read more`,
    local.replace('EMIS Web', 'SystmOne'),
    `IMPORTANT: ${local.replace('EMIS Web', 'SystmOne')}`,
    local.replace('EMIS Web is down', 'EMIS Web and SystmOne are down'),
    local.replace('EMIS Web is down', 'EMIS Web is back'),
    national,
    `From NHS England: ${national}`,
    'Our summer fair is on Saturday and everybody in the village is welcome to come.',
  ];
  return texts.map((text, index) => ({
    ...{ id: `p${index}`, text, organisation: `N${index}` },
    by: index === 12 ? ('vendor' as const) : ('practice' as const),
    at: index % 5 === 4 ? null : (`2024-07-19T08:${String((index * 7) % 4).padStart(2, '0')}:00.000Z` as const),
  }));
}

async function groupsAfter(batches: readonly (readonly Said[])[]): Promise<Record<string, string>> {
  await world.store.removeDataset('live');
  for (const batch of batches) await world.save(batch);
  const all = await world.all();
  return Object.fromEntries(
    [...all].map(([id, { statement, statementRole, verdict }]) => [id, `${statement} ${statementRole} ${verdict.voice}`]).sort(),
  ) as Record<string, string>;
}

function inBatches(posts: readonly Said[], sizes: readonly number[]): readonly (readonly Said[])[] {
  const batches: (readonly Said[])[] = [];
  for (let from = 0, index = 0; from < posts.length; index += 1) {
    const size = sizes[index] ?? 1;
    batches.push(posts.slice(from, from + size));
    from += size;
  }
  return batches;
}

function groups(all: ReadonlyMap<string, Mention>): Record<string, string | null> {
  return Object.fromEntries([...all].map(([id, { statement }]) => [id, statement]));
}

function roles(all: ReadonlyMap<string, Mention>): Record<string, string | null> {
  return Object.fromEntries([...all].map(([id, { statementRole }]) => [id, statementRole ?? null]));
}

function voices(all: ReadonlyMap<string, Mention>): Record<string, string | null> {
  return Object.fromEntries([...all].map(([id, { verdict }]) => [id, verdict.voice]));
}
