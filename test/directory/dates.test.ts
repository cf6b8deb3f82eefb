import { expect, test } from 'vitest';
import { readDay } from '../../src/directory/dates.ts';
import { systemOf } from '../../src/directory/practicemap.ts';

test.each([
  ['20260801', '2026-08-01'],
  ['01Aug2026', '2026-08-01'],
  ['01JUL2026', '2026-07-01'],
  ['01-Apr-26', '2026-04-01'],
  ['2026-08-01', '2026-08-01'],
  ['', null],
  ['20260230', null],
  ['31-Foo-26', null],
  ['soon', null],
])('the date %j reads as %j', (text, day) => {
  expect(readDay(text)).toBe(day);
});

test.each([
  ['EMIS', 'emis-web'],
  ['emis/EVERGREENLIFE', 'emis-web'],
  ['TPP / EVERGREENLIFE', 'systmone'],
  ['MEDICUS', 'medicus'],
  ['Medicus/EMIS', null],
  ['Unknown', null],
  ['', null],
])('the supplier %j is the system %j', (supplier, system) => {
  expect(systemOf(supplier)).toBe(system);
});
