import { expect, test } from 'vitest';
import { chooseLevels, findTile, neighbour, pickLevel, rollAreas } from '../../dashboard/logic/areas.ts';
import type { Area } from '../../dashboard/types.ts';

const area = (code: string, more: Partial<Area> = {}): Area => ({
  code,
  name: `NHS ${code}`,
  shortName: code,
  kind: 'icb',
  parent: null,
  validFrom: null,
  validTo: null,
  successors: [],
  practices: null,
  practicesBySystem: null,
  tile: null,
  ...more,
});
const areas = [
  area('NEW', { tile: [1, 1] }),
  area('OTHER', { tile: [2, 1] }),
  area('OLD1', { validTo: '2026-03-31', successors: [{ code: 'NEW', share: 1 }] }),
  area('OLD2', {
    validTo: '2026-03-31',
    successors: [
      { code: 'OTHER', share: 0.9 },
      { code: 'NEW', share: 0.1 },
    ],
  }),
  area('Y62', { kind: 'region' }),
];
const count = (key: string, organisations: number) => ({ bucket: null, key, mentions: organisations + 1, organisations });

test('former areas stand on the tile of their largest successor and keep their own names in the list', () => {
  const rolled = rollAreas([count('OLD1', 5), count('OLD2', 7), count('NEW', 1)], areas);
  expect([...rolled.tiles].map(([code, sum]) => [code, sum.organisations, sum.mentions])).toEqual([
    ['NEW', 6, 8],
    ['OTHER', 7, 8],
  ]);
  expect(rolled.ranked.map((row) => row.area.code)).toEqual(['OLD2', 'OLD1', 'NEW']);
  expect(rolled.rolled).toBe(true);
});

test('a region is in the list and on no tile', () => {
  const rolled = rollAreas([count('Y62', 3)], areas);
  expect(rolled.tiles.size).toBe(0);
  expect(rolled.ranked.map((row) => row.area.code)).toEqual(['Y62']);
  expect(rolled.rolled).toBe(false);
});

test('areas that follow each other in a circle end the search', () => {
  const circle = [area('A', { successors: [{ code: 'B', share: 1 }] }), area('B', { successors: [{ code: 'A', share: 1 }] })];
  expect(findTile(circle[0]!, new Map(circle.map((one) => [one.code, one])))).toBeNull();
});

test('every value from one to the highest falls in one of at most four classes, the highest in the last', () => {
  for (const max of [1, 2, 3, 4, 5, 7, 19, 100]) {
    const levels = chooseLevels(max);
    expect(levels.length).toBeLessThanOrEqual(4);
    expect(pickLevel(0, levels)).toBe(0);
    expect(pickLevel(1, levels)).toBe(1);
    expect(pickLevel(max, levels)).toBe(levels.length);
  }
});

test('arrow keys go to the tile straight ahead before a nearer one to the side, and nowhere at the edge', () => {
  const tiles = [
    [0, 0],
    [2, 0],
    [1, 1],
  ];
  expect(neighbour([0, 0], tiles, 'ArrowRight')).toBe(1);
  expect(neighbour([0, 0], tiles, 'ArrowLeft')).toBeNull();
  expect(neighbour([2, 0], tiles, 'ArrowDown')).toBe(2);
  expect(neighbour([0, 0], tiles, 'Enter')).toBeNull();
});
