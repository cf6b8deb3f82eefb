import { expect, test } from 'vitest';
import { traceOf } from '../analysis/cluster.ts';
import { remember } from '../src/recent.ts';

test('a text that was read a moment ago is not read again, whatever it was read as, and what was remembered is bounded', () => {
  const read: string[] = [];
  const recent = remember((text) => {
    read.push(text);
    return traceOf(text);
  });
  const long = 'We cannot see any of your records this morning, please bear with us. '.repeat(60);
  const texts = ['EMIS is down', 'The phones at both of our surgeries are down this morning, please use the website'];
  for (const text of [...texts, ...texts, long, long]) expect(recent(text)).toEqual(traceOf(text));
  expect(read).toEqual([...texts, long, long]);
  for (let index = 0; index < 1100; index += 1) recent(`Post number ${index}`);
  read.length = 0;
  expect(recent(texts[1] ?? '')).toEqual(traceOf(texts[1] ?? ''));
  recent('Post number 1099');
  expect(read).toEqual([texts[1]]);
});
