import { expect, test } from 'vitest';
import type { Organisation } from '../../src/core/types.ts';
import { createDirectory } from '../../src/directory/directory.ts';
import { organisation } from './organisation.ts';

const heron = organisation({ code: 'XA-001', name: 'THE HERON LANE SURGERY' });
const quillby = organisation({ code: 'XA-002', name: 'QUILLBY MED. CTR. (BAXTER)', status: 'closed', closedOn: '2023-03-31' });
const thornbeck = organisation({ code: 'XA-003', name: "DR A B THORNBECK'S SURGERY" });
const elder = organisation({ code: 'XA-004', name: 'ELLERGATE & WISTOW MEDICAL CENTRE' });
const twins = ['XA-005', 'XA-006'].map((code) => organisation({ code, name: 'PARK SURGERY' }));
const build = (): ReturnType<typeof createDirectory> =>
  createDirectory([
    [heron, quillby],
    [thornbeck, elder, ...twins],
  ]);
const codes = (found: readonly Organisation[]): string[] => found.map(({ code }) => code);

test('an organisation is found by its code in either case, and an unknown code by nothing', async () => {
  const directory = await build();
  expect(directory.size).toBe(6);
  expect(directory.byCode('xa-001')).toBe(heron);
  expect(directory.byCode('XA-999')).toBeNull();
});

test.each([
  ['Heron Lane Surgery', ['XA-001']],
  ['the heron lane surgery', ['XA-001']],
  ['Ellergate and Wistow Medical Centre', ['XA-004']],
  ['Ellergate & Wistow Med Ctr', ['XA-004']],
  ['Dr Thornbeck’s Surgery', ['XA-003']],
  ['Park Surgery', ['XA-005', 'XA-006']],
  ['Nowhere Surgery', []],
])('the name %j finds %j', async (name, expected) => {
  expect(codes((await build()).byName(name, null))).toEqual(expected);
});

test('one wrong, missing or swapped letter in the part of the name that is its own is forgiven, another kind of place is not', async () => {
  const directory = await build();
  expect(codes(directory.byName('Elergate & Wistow Medical Centre', null))).toEqual(['XA-004']);
  expect(codes(directory.byName('Ellergaet & Wistow Medical Centre', null))).toEqual(['XA-004']);
  expect(codes(directory.byName('Ellergate & Wistow Pharmacy', null))).toEqual([]);
  expect(codes(directory.byName('Elrgate & Wistow Medical Centre', null))).toEqual([]);
});

test('a misspelling between two names of their own finds neither', async () => {
  const directory = await createDirectory([
    [organisation({ code: 'XA-007', name: 'OTTERBECK SURGERY' }), organisation({ code: 'XA-008', name: 'OTTERDECK SURGERY' })],
  ]);
  expect(directory.byName('Ottereck Surgery', null)).toEqual([]);
});

test('asking a name twice gives the same answer', async () => {
  const directory = await build();
  for (const name of ['heron lane surgery', 'Elergate & Wistow Medical Centre', 'Park Surgery'])
    expect(directory.byName(name, null)).toEqual(directory.byName(name, null));
});

test('a closed practice answers for the time when it was open, and not for today', async () => {
  const directory = await build();
  expect(codes(directory.byName('Quillby Medical Centre', '2022-05-01T09:00:00.000Z'))).toEqual(['XA-002']);
  expect(codes(directory.byName('Quillby Medical Centre', '2024-07-19T09:00:00.000Z'))).toEqual([]);
  expect(codes(directory.byName('Quillby Medical Centre', null))).toEqual([]);
});

test('a name that means something to JavaScript is a name', async () => {
  const directory = await createDirectory([[organisation({ code: 'XA-009', name: 'CONSTRUCTOR PRACTICE' })]]);
  expect(codes(directory.byName('The Constructor Prac', null))).toEqual(['XA-009']);
});
