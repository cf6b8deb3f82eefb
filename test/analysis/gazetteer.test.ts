import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { areaByCode } from '../../analysis/areas.ts';
import { buildGazetteer } from '../../analysis/gazetteer/build.ts';
import places from '../../analysis/gazetteer/places.json' with { type: 'json' };
import { placeNames } from '../../analysis/gazetteer.ts';
import { readShares, writeShares } from '../../analysis/shares.ts';

const row = (code: string, lines: readonly string[], postcode: string, icb: string, setting: string): string[] => {
  const cells = Array.from({ length: 27 }, () => '');
  cells[0] = code;
  cells[1] = `PRACTICE ${code}`;
  cells[3] = icb;
  lines.forEach((line, index) => (cells[4 + index] = line));
  cells[9] = postcode;
  cells[12] = 'A';
  cells[25] = setting;
  return cells;
};
const city = (name: string, lat: string, lng: string, admin1: string, admin2: string) => ({
  name,
  lat,
  lng,
  country: 'GB',
  admin1,
  admin2,
});

const built = buildGazetteer({
  practices: [
    row('XA-1', ['HERON HOUSE', '1 HERON LANE, OTTERBY', 'WILMSLOW', 'CHESHIRE'], 'SK9 0ZZ', 'QYG', '4'),
    row('XA-2', ['1 MILL STREET', 'TWOTOWN'], 'CO1 0ZZ', 'QJG', '4'),
    row('XA-3', ['2 MILL STREET', 'TWOTOWN'], 'IP1 0ZZ', 'QJG', '4'),
    row('XA-4', ['PRISON WING', 'DERBY'], 'DE1 0ZZ', 'QJ2', '25'),
    row('XA-7', ['3 MILL STREET', 'BIRDHAM'], 'CO2 0ZZ', 'QJG', '4'),
  ],
  pharmacies: [row('XF-1', ['2 DUCK WAY', 'WILMSLOW'], 'SK9 0ZY', 'QYG', ''), row('XF-2', ['DUCKTON'], 'CO1 0ZY', 'QJG', '')],
  map: [
    ['PRACTICE_CODE', 'ICB_CODE'],
    ['XA-1', 'QYG'],
    ['XA-2', 'D7T5G'],
    ['XA-3', 'T6Y0W'],
    ['XA-7', 'D7T5G'],
  ],
  cities: [
    city('Wilmslow', '53.327', '-2.231', 'ENG', 'Z7'),
    city('Otterby', '53.330', '-2.240', 'ENG', 'Z7'),
    city('Swanby', '53.331', '-2.235', 'ENG', 'Z7'),
    city('Farby', '54.9', '-2.235', 'ENG', 'Z7'),
    city('Twotown', '51.9', '0.9', 'ENG', 'E4'),
    city('Duckton', '51.9', '0.91', 'ENG', 'E4'),
    city('Birdham', '51.9', '0.92', 'ENG', 'E4'),
    city('Lerness', '60.1', '-1.1', 'SCT', 'W3'),
    { ...city('Otterby', '1', '1', 'XX', 'YY'), country: 'FR' },
  ],
  builtUp: [],
  counties: new Map([
    ['GB.ENG.Z7', 'Cheshire East'],
    ['GB.SCT.W3', 'Shetland Islands'],
  ]),
});

test('the build takes the towns of active practices and pharmacies, on both lists of ICBs', () => {
  expect(built.places).toContain('wilmslow=QYG');
  expect(built.places).toContain('twotown=D7T5G:0.50 T6Y0W:0.50|QJG');
  expect(built.places.filter((line) => line.startsWith('derby'))).toEqual([]);
});

test('an outcode that lies on one side of a split decides for a pharmacy that no map lists', () => {
  expect(built.places).toContain('duckton=D7T5G|QJG');
  expect(built.outcodes).toEqual(['CO1=D7T5G|QJG', 'CO2=D7T5G|QJG', 'IP1=T6Y0W|QJG', 'SK9=QYG']);
});

test('streets and counties are no places; a locality is one where the lists of places know it', () => {
  const names = built.places.map((line) => line.split('=')[0]);
  expect(names).toContain('otterby');
  expect(names).not.toContain('cheshire');
  expect(names.filter((name) => /lane|street|way/.test(name ?? ''))).toEqual([]);
});

test('a village takes the area of its neighbours where they agree and are near, a Scottish town that of its council', () => {
  expect(built.places).toContain('swanby=~QYG');
  expect(built.places.filter((line) => line.startsWith('farby'))).toEqual([]);
  expect(built.places).toContain('lerness=S08000026');
  expect(built.places).toContain('cheshire east=QYG');
  expect(built.places).toContain('shetland islands=S08000026');
});

test('what the build writes is read back', () => {
  const counts = new Map([
    ['QYG', 9],
    ['QOP', 1],
  ]);
  expect(readShares(writeShares(counts, new Map([['QYG', 4]]), true))).toEqual({
    minor: true,
    now: [
      { code: 'QYG', share: 0.9 },
      { code: 'QOP', share: 0.1 },
    ],
    before: [{ code: 'QYG', share: 1 }],
  });
});

test('the list that ships names areas we know, its sources and licences, and stays small', () => {
  expect(places.sources).toMatch(/GeoNames.*CC BY 4\.0/);
  expect(places.sources).toMatch(/Open Government Licence/);
  expect(statSync(new URL('../../analysis/gazetteer/places.json', import.meta.url)).size).toBeLessThan(400_000);
  for (const [name, { shares }] of placeNames()) {
    const { now, before } = readShares(shares);
    for (const { code } of [...now, ...before]) expect(areaByCode(code), `${name} ${code}`).not.toBeNull();
  }
});
