import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { columns } from '../../src/export/columns.ts';
import { makeMention } from './mention.ts';

const promised =
  'id platform url posted_at posted_at_london seen_at organisation ods_code author_kind outage current phase voice systems systems_unaffected systems_cause systems_planned services cause advice area_code area_name place_method place_confidence score reasons version statement reviewed invented text removed removed_at';

function read(name: string, mention = makeMention(), areas = new Map()) {
  return columns.find((column) => column.name === name)!.read(mention, areas);
}

test('the columns are the promised ones, in the promised order', () => {
  expect(columns.map((column) => column.name).join(' ')).toBe(promised);
});

test('the data dictionary has the same rows as the code, in the same order', async () => {
  const page = await readFile(new URL('../../docs/data.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('\n## CSV\n');
  const [table = ''] = section.split('\n## ');
  const rows = [...table.matchAll(/^\| `(\w+)` \| (.+?) \| (.+) \|$/gm)].map(([, name, type, says]) => ({ name, type, says }));
  expect(rows).toEqual(columns.map(({ name, type, says }) => ({ name, type, says })));
});

test('every sentence of the dictionary is one, and would not break its table', () => {
  for (const { says } of columns) expect(says).toMatch(/^[^|]+\.$/);
});

test('a moment stands in UTC and beside it on a London clock', () => {
  expect([read('posted_at'), read('posted_at_london')]).toEqual(['2024-07-19T07:12:00.000Z', '2024-07-19 08:12 BST']);
});

test('a post without a date has neither', () => {
  const undated = makeMention({ post: { postedAt: null } });
  expect([read('posted_at', undated), read('posted_at_london', undated)]).toEqual([null, null]);
});

test('several systems share a cell with semicolons between, and a name from outside cannot add one', () => {
  expect(read('systems')).toBe('emis-web;docman');
  expect(read('systems', makeMention({ verdict: { systems: ['other:a;b', 'eps'] } }))).toBe('other:a,b;eps');
});

test('the area is the most trusted one, and the smaller of two that are trusted alike', () => {
  expect([read('area_code'), read('place_method'), read('place_confidence')]).toEqual(['QYG', 'organisation', 0.95]);
  const places = [
    { text: 'Leeds', code: 'QWO', name: 'NHS West Yorkshire', kind: 'icb', method: 'gazetteer', confidence: 0.9 },
    { text: 'M1', code: 'QOP', name: 'NHS Greater Manchester', kind: 'icb', method: 'postcode', confidence: 0.9 },
    { text: 'Wales', code: 'GB-WLS', name: 'Wales', kind: 'country', method: 'area', confidence: 0.5 },
  ] as const;
  expect(read('area_code', makeMention({ places }))).toBe('QOP');
});

test('a post without a place has empty area cells', () => {
  const nowhere = makeMention({ places: [] });
  expect(['area_code', 'area_name', 'place_method', 'place_confidence'].map((name) => read(name, nowhere))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('reasons name the rule and the offsets', () => {
  expect(read('reasons')).toBe('outage.down@0-12');
});

test('a row says whether a person has checked it', () => {
  const { verdict, places } = makeMention();
  const review = {
    correction: {},
    reviewer: 'Sam Taylor',
    reviewedAt: '2024-07-20T09:00:00.000Z',
    machine: { verdict, places },
  } as const;
  expect([read('reviewed'), read('reviewed', makeMention({ review }))]).toEqual([false, true]);
});
