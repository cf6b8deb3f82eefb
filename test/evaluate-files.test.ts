import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLabelled, readTraining } from '../src/evaluate-files.ts';
import type { TableOptions } from '../src/evaluate-table.ts';
import { makeFolder } from './cli.ts';

async function readCsv(text: string, options: TableOptions = {}) {
  const file = join(await makeFolder(), 'theirs.csv');
  await writeFile(file, text);
  return readLabelled(file, options);
}

const map = (given: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(given));

describe('a labelled file', () => {
  it('is read line by line, packed or not, and a bad line is named', async () => {
    const folder = await makeFolder();
    const text = '\ufeff{"text":"a","phase":"none"}\r\n\nnot json\n{"text":"c","phase":"disrupted","voice":"own"}';
    await writeFile(join(folder, 'a.ndjson'), text);
    await writeFile(join(folder, 'b.jsonl.gz'), gzipSync(text));
    for (const name of ['a.ndjson', 'b.jsonl.gz']) {
      const { labels, refused } = await readLabelled(join(folder, name));
      expect(labels.map((one) => [one.line, one.text])).toEqual([
        [1, 'a'],
        [4, 'c'],
      ]);
      expect(refused).toEqual([{ line: 3, field: null, why: expect.stringContaining('is not valid JSON') as string }]);
    }
  });

  it('that is none, or of an unknown kind, is named', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, 'sub.ndjson'));
    await writeFile(join(folder, 'c.ndjson.gz'), 'not packed at all');
    await expect(readLabelled(join(folder, 'nowhere.ndjson'))).rejects.toThrow('There is no file');
    await expect(readLabelled(join(folder, 'sub.ndjson'))).rejects.toThrow('is not a file');
    await expect(readLabelled(join(folder, 'a.txt'))).rejects.toThrow('is none of .ndjson, .jsonl or .csv');
    await expect(readLabelled(join(folder, 'c.ndjson.gz'))).rejects.toThrow('cannot be read to its end');
  });
});

describe("somebody else's table", () => {
  it('is read by a mapping of columns and of words', async () => {
    const { labels, refused } = await readCsv(
      'Message,Label,Which,Ref\n"EMIS is down, again",outage,emis-web | phones,7\nFlu clinic,other,,8\nAll fine now,better,,9\n',
      {
        columns: map({ text: 'Message', phase: 'Label', systems: 'Which', id: 'Ref' }),
        values: new Map([['phase', map({ outage: 'disrupted', other: 'none' })]]),
      },
    );
    expect(labels.map(({ line, id, text, phase, sets }) => ({ line, id, text, phase, systems: sets.systems }))).toEqual([
      { line: 2, id: '7', text: 'EMIS is down, again', phase: 'disrupted', systems: ['emis-web', 'phones'] },
      { line: 3, id: '8', text: 'Flu clinic', phase: 'none', systems: [] },
    ]);
    expect(refused).toEqual([{ line: 4, field: 'phase', why: expect.stringContaining('"phase" is "better"') as string }]);
  });

  it('may have nothing but a column of yes and no', async () => {
    const { labels, refused } = await readCsv('text,outage\na,Yes\nb,0\nc,perhaps\nd,\n');
    expect(labels.map(({ outage, phase }) => [outage, phase])).toEqual([
      [true, null],
      [false, null],
    ]);
    expect(refused.map(({ line, field }) => [line, field])).toEqual([
      [4, 'outage'],
      [5, 'phase'],
    ]);
  });

  it('finds columns that bear the names of the label guide, and reads windows-1252', async () => {
    const file = join(await makeFolder(), 'table.txt');
    await writeFile(
      file,
      Buffer.from('Text,Phase,systems_unaffected,author_kind\n"We\x92re fine",unaffected,phones,practice\n', 'latin1'),
    );
    const { labels } = await readLabelled(file, { isTable: true });
    expect(labels).toMatchObject([
      { text: 'We’re fine', authorKind: 'practice', sets: { systemsUnaffected: ['phones'], systems: null } },
    ]);
  });

  it.each([
    ['a,b\n1,2\n', {}, 'has no column for the text; its first line has a, b'],
    ['text,b\n1,2\n', {}, 'has no column for the phase or outage'],
    ['text,phase\n1,none\n', { columns: map({ text: 'Message' }) }, 'has no column "Message" for text'],
    ['text,phase\n1,none\n', { columns: map({ words: 'text' }) }, '"words" is no field; choose among text, id'],
  ])('%j is refused whole with a sentence', async (text, options, words) => {
    await expect(readCsv(text, options)).rejects.toThrow(words);
  });

  it('with a broken line loses that line alone', async () => {
    const { labels, refused } = await readCsv('text,phase\ngood,none\nbad "quote,none,more\nlast,none\n');
    expect(labels.map(({ text }) => text)).toEqual(['good', 'last']);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.why).toContain('is not valid CSV');
  });
});

describe('the training texts', () => {
  it('of this project are all readable, each with its incident', async () => {
    const labels = await readTraining();
    for (const { group, sets } of labels) {
      expect(group).toMatch(/^[a-z0-9-]+[/\\][a-z0-9-]+$/);
      expect(sets.systems).not.toBeNull();
    }
  });

  it('of somebody else count each file as an incident, and are refused where a row is wrong', async () => {
    const file = join(await makeFolder(), 'friday.ndjson');
    await writeFile(file, '{"text":"a","phase":"none"}\n{"text":"b","phase":"none","incident":"monday"}\n');
    expect((await readTraining([file])).map(({ group }) => group)).toEqual(['friday.ndjson', 'monday']);
    await writeFile(file, '{"text":"a","phase":"none"}\n{"text":"b"}\n');
    await expect(readTraining([file])).rejects.toThrow('line 2: "phase" and "outage" are both missing');
  });
});
