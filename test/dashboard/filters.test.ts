import { expect, test } from 'vitest';
import { listChips, readFilters } from '../../dashboard/logic/filters.ts';
import { sayShare, shareOf } from '../../dashboard/logic/share.ts';
import { readSpan } from '../../dashboard/logic/span.ts';
import type { Vocabulary } from '../../dashboard/types.ts';

const vocabulary: Vocabulary = {
  platforms: [],
  systems: [
    { id: 'emis-web', title: 'EMIS Web' },
    { id: 'eps', title: 'EPS' },
  ],
  services: [],
  causes: [],
  advices: [],
  phases: [],
  voices: [],
  authorKinds: [{ id: 'practice', title: 'GP practice' }],
  areas: [],
  filters: [],
};

test('only known filters that hold something are read from a URL', () => {
  expect(readFilters({ system: ' eps ', q: '', count: 'mentions', nonsense: '1' })).toEqual({ system: 'eps' });
});

test('each value has a chip that takes it off and leaves the others', () => {
  const chips = listChips({ system: 'emis-web,eps', author: 'practice', dataset: 'demo' }, vocabulary);
  expect(chips.map((chip) => chip.words)).toEqual(['System: EMIS Web', 'System: EPS', 'Posted by: GP practice']);
  expect(chips[0]!.without).toEqual({ system: 'eps', author: 'practice', dataset: 'demo' });
  expect(chips[2]!.without).toEqual({ system: 'emis-web,eps', dataset: 'demo' });
});

test('a search with a comma is one chip', () => {
  expect(listChips({ q: 'phones, again' }, vocabulary).map((chip) => chip.words)).toEqual(['Words: phones, again']);
});

test('a product outside the list is called by its own name', () => {
  expect(listChips({ system: 'other:Rota Pro' }, vocabulary).map((chip) => chip.words)).toEqual(['System: Rota Pro']);
  expect(listChips({ system: 'other:check-in-screen' }, vocabulary).map((chip) => chip.words)).toEqual([
    'System: check in screen',
  ]);
});

const window = { from: '2024-07-18T18:00:00.000Z', to: '2024-07-20T18:00:00.000Z' };
const now = '2026-01-01T00:00:00.000Z';

test('without dates the last 48 hours with mentions are shown, and nothing where there are none', () => {
  expect(readSpan({}, window, now)).toEqual({ ...window, chosen: false });
  expect(readSpan({}, null, now)).toBeNull();
});

test('a day is a London day, the last one included', () => {
  expect(readSpan({ from: '2024-07-19', to: '2024-07-19' }, window, now)).toEqual({
    from: '2024-07-18T23:00:00.000Z',
    to: '2024-07-19T23:00:00.000Z',
    chosen: true,
  });
});

test('a date that is none gives no span', () => {
  expect(readSpan({ from: 'yesterday' }, window, now)).toBeNull();
  expect(readSpan({ to: '2024-99-99' }, window, now)).toBeNull();
});

test('a share is a floor: never rounded up, and never nothing where somebody posted', () => {
  expect(shareOf(12, 297)).toBe(4);
  expect(shareOf(1, 400)).toBe(1);
  expect(shareOf(0, 400)).toBe(0);
  expect(sayShare(12, 297, 'EMIS Web')).toBe('at least 12 of the 297 EMIS Web practices here have posted this');
});

test('a share says of how many practices it was possible to know, where that can be right', () => {
  const floor = 'at least 12 of the 297 EMIS Web practices here have posted this';
  expect(sayShare(12, 297, 'EMIS Web', 180)).toBe(`${floor}; we could see 180 of them`);
  expect(sayShare(12, 297, 'EMIS Web', 297)).toBe(`${floor}; we could see all of them`);
  for (const wrong of [null, 11, 298]) expect(sayShare(12, 297, 'EMIS Web', wrong)).toBe(floor);
  expect(sayShare(0, 297, 'EMIS Web', 0)).toContain('; we could see 0 of them');
});
