import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import type { OrganisationUpdate } from '../../src/core/types.ts';
import { importDirectory } from '../../src/directory/import.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-import-'));
});
afterAll(() => rm(folder, { recursive: true }));

function createSink(): { rows: OrganisationUpdate[]; saveOrganisations(rows: readonly OrganisationUpdate[]): Promise<void> } {
  const rows: OrganisationUpdate[] = [];
  return {
    rows,
    saveOrganisations(more) {
      rows.push(...more);
      return Promise.resolve();
    },
  };
}

test('epraccur with status letters gives practices, prisons as other, and Welsh boards from the commissioner column', async () => {
  const sink = createSink();
  const report = await importDirectory(join(fixtures, 'epraccur.csv'), sink);
  expect(report).toMatchObject({ kind: 'epraccur', read: 6, kept: 4, asOf: '2001-01-01' });
  expect(report.skipped).toEqual([
    { why: '3 columns instead of 27', count: 1, firstLines: [4] },
    { why: 'unknown status in column 13', count: 1, firstLines: [6] },
  ]);
  expect(sink.rows[0]).toEqual({
    code: 'XA-001',
    name: 'THE HERON LANE SURGERY',
    kind: 'practice',
    town: 'Wilmslow',
    postcode: 'SK9 0ZZ',
    area: 'QYG',
    status: 'active',
    openedOn: '1974-04-01',
    closedOn: null,
    source: 'epraccur.csv',
  });
  expect(sink.rows.map(({ code, kind, status, area, town }) => [code, kind, status, area, town])).toEqual([
    ['XA-001', 'practice', 'active', 'QYG', 'Wilmslow'],
    ['XA-002', 'practice', 'closed', 'QWO', 'Leeds'],
    ['XA-003', 'other', 'active', 'QJ2', 'Derby'],
    ['XA-005', 'practice', 'active', '7A1', 'Llangefni'],
  ]);
});

test('epraccur in the dialect of 2026 reads ACTIVE and RO76', async () => {
  const sink = createSink();
  expect(await importDirectory(join(fixtures, 'epraccur-2026.csv'), sink)).toMatchObject({ kind: 'epraccur', read: 3, kept: 3 });
  expect(sink.rows.map(({ kind, status }) => [kind, status])).toEqual([
    ['practice', 'active'],
    ['other', 'closed'],
    ['practice', 'active'],
  ]);
});

test('edispensary gives pharmacies, told from practices by content whatever the file is called, gzipped or not', async () => {
  const renamed = join(folder, 'epraccur-not.csv.gz');
  await writeFile(renamed, gzipSync(await readFile(join(fixtures, 'edispensary.csv'))));
  const sink = createSink();
  expect(await importDirectory(renamed, sink)).toMatchObject({ kind: 'edispensary', kept: 2, skipped: [] });
  expect(sink.rows.map(({ code, kind }) => [code, kind])).toEqual([
    ['XF-01', 'pharmacy'],
    ['XF-02', 'other'],
  ]);
});

test('the practice map gives systems with their date, and none where two or an unknown supplier stand', async () => {
  const sink = createSink();
  const report = await importDirectory(join(fixtures, 'map.csv'), sink);
  expect(report).toMatchObject({ kind: 'gp-reg-pat-prac-map', read: 5, kept: 4, asOf: '2026-08-01', withoutSystem: 2 });
  expect(report.skipped).toEqual([{ why: 'no readable EXTRACT_DATE', count: 1, firstLines: [6] }]);
  expect(sink.rows.map(({ code, system, systemAsOf, area }) => [code, system, systemAsOf, area])).toEqual([
    ['XA-001', 'emis-web', '2026-08-01', 'QYG'],
    ['XA-008', 'systmone', '2026-04-01', 'S9B9J'],
    ['XA-009', null, '2026-08-01', 'S9B9J'],
    ['XA-010', null, '2026-08-01', 'S9B9J'],
  ]);
  expect(sink.rows[0]).not.toHaveProperty('town');
});

test('the patients file gives totals and touches nothing else', async () => {
  const sink = createSink();
  const report = await importDirectory(join(fixtures, 'patients.csv'), sink);
  expect(report).toMatchObject({ kind: 'gp-reg-pat-prac-all', read: 3, kept: 1, asOf: '2026-07-01' });
  expect(sink.rows).toEqual([{ code: 'XA-001', patients: 9800, patientsAsOf: '2026-07-01', source: 'patients.csv' }]);
});

test('a line that is no CSV is reported with its number and the rest go on', async () => {
  const [first = '', ...others] = (await readFile(join(fixtures, 'edispensary.csv'), 'utf8')).trim().split('\n');
  const file = join(folder, 'broken.csv');
  await writeFile(file, [first, '"XF-03","SAYS "HELLO" PHARMACY","Y62"', ...others].join('\n'));
  const sink = createSink();
  const report = await importDirectory(file, sink);
  expect(report).toMatchObject({ read: 3, kept: 2, skipped: [{ why: 'not readable as CSV', count: 1, firstLines: [2] }] });
  expect(sink.rows.map(({ code }) => code)).toEqual(['XF-01', 'XF-02']);
});

test.each([
  ['a file of another kind', 'name,colour\nduck,white\n', /is none of the files that can be imported: epraccur\.csv/],
  ['an empty file', '', /is none of the files that can be imported/],
])('%s is refused and nothing is saved', async (_, content, message) => {
  const file = join(folder, 'other.csv');
  await writeFile(file, content);
  const sink = createSink();
  await expect(importDirectory(file, sink)).rejects.toThrow(message);
  await expect(importDirectory(file, sink)).rejects.toBeInstanceOf(InputError);
  expect(sink.rows).toEqual([]);
});

test('a missing file and a damaged archive are input errors', async () => {
  await expect(importDirectory(join(folder, 'absent.csv'), createSink())).rejects.toBeInstanceOf(InputError);
  const whole = gzipSync(await readFile(join(fixtures, 'edispensary.csv')));
  const cut = join(folder, 'cut.csv.gz');
  await writeFile(cut, whole.subarray(0, whole.length - 20));
  await expect(importDirectory(cut, createSink())).rejects.toThrow(/breaks off or is damaged/);
});

test('a file of a hundred thousand lines is handed over in portions while it is read', async () => {
  const header = 'EXTRACT_DATE,TYPE,CODE,SEX,AGE,NUMBER_OF_PATIENTS\n';
  const file = join(folder, 'many.csv');
  const lines = Array.from(
    { length: 100_000 },
    (_, index) => `01JUL2026,GP,X-${String(index).padStart(5, '0')},ALL,ALL,${index}\n`,
  );
  await writeFile(file, header + lines.join(''));
  const sizes: number[] = [];
  const sink = {
    saveOrganisations(rows: readonly OrganisationUpdate[]) {
      sizes.push(rows.length);
      return Promise.resolve();
    },
  };
  expect(await importDirectory(file, sink)).toMatchObject({ read: 100_000, kept: 100_000 });
  expect(Math.max(...sizes)).toBe(1000);
  expect(sizes).toHaveLength(100);
});
