import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mention } from '../../src/core/types.ts';
import { ndjson } from '../../src/export/ndjson.ts';
import { join, makeMention, patient, stream } from './mention.ts';

const options = { areas: [], showHandles: false, salt: 'grain', sealKey: 'ab'.repeat(32) };

function read(file: string): unknown[] {
  return file
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

test('what is written reads back as the same Mention, optional fields and the original included', async () => {
  const mentions: Mention[] = [
    makeMention({ post: { spoiler: 'IT', quoted: 'they said', replyTo: 'feed:x/2', lang: 'en', raw: { deep: [1, null, 'ü'] } } }),
    makeMention({ post: { postedAt: null, url: null }, places: [], organisation: null, statement: null }),
  ];
  const file = await join(ndjson(stream(mentions.slice(0, 1), [], mentions.slice(1)), options));
  expect(read(file)).toEqual(mentions);
  expect(file.endsWith('}\n')).toBe(true);
});

test('one mention is one line, whatever is in its text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      const mention = makeMention({ post: { text } });
      const file = await join(ndjson(stream([mention]), options));
      expect(file.split('\n')).toHaveLength(2);
      expect(read(file)).toEqual([mention]);
    }),
  );
});

test('private people leave under a pseudonym, and whole when the operator says so', async () => {
  const mention = makeMention({ post: { author: patient } });
  expect(await join(ndjson(stream([mention]), options))).not.toMatch(/jo\.bloggs|Jo Bloggs/);
  expect(read(await join(ndjson(stream([mention]), { ...options, showHandles: true })))).toEqual([mention]);
});
