import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Area } from '../../src/core/types.ts';
import { columns } from '../../src/export/columns.ts';
import type { ExportOptions } from '../../src/export/contract.ts';
import { csv } from '../../src/export/csv.ts';
import { join, makeMention, patient, stream } from './mention.ts';

const options: ExportOptions = { areas: [], showHandles: false, salt: 'grain', sealKey: 'ab'.repeat(32) };
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

async function roundTrip(...chunks: Parameters<typeof stream>): Promise<Record<string, string>[]> {
  return parse(await join(csv(stream(...chunks), options)), { columns: true });
}

test('the header comes once, however many chunks there are', async () => {
  const rows = await roundTrip([makeMention(), makeMention()], [], [makeMention()]);
  expect(rows).toHaveLength(3);
  expect(rows.every((row) => row['platform'] === 'feed')).toBe(true);
});

test('no mentions make a file with a header and nothing else', async () => {
  const file = await join(csv(stream(), options));
  expect(file).toBe(`${columns.map((column) => column.name).join(',')}\r\n`);
});

test('records end with CRLF and a line break inside a text stays within quotes', async () => {
  const text = 'Dear patients,\nEMIS is "down".\r\nSorry, all.';
  const file = await join(csv(stream([makeMention({ post: { text } })]), options));
  expect(file).toContain('"Dear patients,\nEMIS is ""down"".\r\nSorry, all.",,\r\n');
  expect((await roundTrip([makeMention({ post: { text } })]))[0]).toMatchObject({ text });
});

test('booleans, numbers and what is missing read as such', async () => {
  const [row] = await roundTrip([makeMention({ post: { url: null }, organisation: null })]);
  expect(row).toMatchObject({ outage: 'true', reviewed: 'false', invented: 'false', score: '0.97', url: '', ods_code: '' });
});

test('a byte order mark stands at the very start when asked for, and only then', async () => {
  const marked = await join(csv(stream([makeMention()]), { ...options, bom: true }));
  const plain = await join(csv(stream([makeMention()]), options));
  expect(marked).toBe(`\ufeff${plain}`);
  expect(plain.startsWith('id,')).toBe(true);
});

test('an area is called by its official name where the list knows its code', async () => {
  const area = { code: 'QYG', name: 'NHS Cheshire and Merseyside Integrated Care Board' } as Area;
  const file = await join(csv(stream([makeMention()]), { ...options, areas: [area] }));
  expect(file).toContain('NHS Cheshire and Merseyside Integrated Care Board');
});

test('a private person leaves neither id nor address behind', async () => {
  const post = { author: patient, id: 'at://did:plc:jo/1', url: 'https://bsky.app/profile/jo.bloggs/post/1' };
  const file = await join(csv(stream([makeMention({ post })]), options));
  expect(file).not.toMatch(/jo\.bloggs|did:plc:jo|Jo Bloggs/);
  expect(file).toContain('\r\nprivate-');
});

test('any text survives, byte for byte or with one apostrophe before it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText(), { minLength: 1, maxLength: 5 }), async (texts) => {
      const rows = await roundTrip(texts.map((text) => makeMention({ post: { text } })));
      expect(rows).toHaveLength(texts.length);
      for (const [index, text] of texts.entries()) expect([text, `'${text}`]).toContain(rows[index]!['text']);
    }),
    { numRuns: 300 },
  );
});

test('no cell can start a formula, whatever came from outside and wherever it lands', async () => {
  await fc.assert(
    fc.asyncProperty(anyText(), async (text) => {
      const mention = makeMention({
        post: { text, id: text, url: text, platform: text },
        organisationName: text,
        organisation: text,
        statement: text,
        verdict: { systems: [text], version: text },
        places: [{ text, code: text, name: text, kind: 'icb', method: 'area', confidence: 1 }],
      });
      const [row = {}] = await roundTrip([mention]);
      for (const cell of Object.values(row)) {
        expect(cell).not.toMatch(formula);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@]/);
      }
    }),
    { numRuns: 300 },
  );
});

test.each(['=1+1', '+44', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u200b=1', '＝1+1', '＋1', '－1', '＠x'])(
  'the formula %j is disarmed',
  async (text) => {
    expect((await roundTrip([makeMention({ post: { text } })]))[0]!['text']).toBe(`'${text}`);
  },
);

function anyText(): fc.Arbitrary<string> {
  const nasty = fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '"',
    ',',
    ';',
    "'",
    ' ',
    '\ufeff',
    '\u200b',
    '＝',
    '＋',
    '－',
    '＠',
    '\0',
  );
  return fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.oneof(nasty, fc.string({ maxLength: 3 })), { maxLength: 12 }).map((parts) => parts.join('')),
  );
}
