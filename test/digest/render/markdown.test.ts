import { expect, test } from 'vitest';
import { renderMarkdown } from '../../../src/digest/render/markdown.ts';
import { digestWith, hostile, makeDigest } from '../digest.ts';

test('headings, lists, tables and quotes are Markdown', () => {
  const page = renderMarkdown(makeDigest());
  expect(page).toMatch(/^# Ripplewatch digest: Friday 19 July 2024\n/);
  expect(page).toContain('\n## Where\n');
  expect(page).toContain('\n| Greater Manchester | 09:10 |');
  expect(page).toContain('> “EMIS is down.”\n>\n> – [Alder Lane, 09:10](<https://alder.example/1>)');
});

test('hours without posts are left out, hours that could not be seen are not', () => {
  const page = renderMarkdown(makeDigest());
  expect(page).toContain('| 09:00 | 12 | 0 | 0 |');
  expect(page).toContain('| 04:00 × | 0 | 0 | 0 |');
  expect(page).not.toContain('| 05:00');
});

test.each(hostile)('%j makes no element of its own', (text) => {
  const page = renderMarkdown(digestWith(text));
  const pipes = (of: string): number[] => of.split('\n').map((line) => line.match(/(?<!\\)\|/g)?.length ?? 0);
  expect(pipes(page)).toEqual(pipes(renderMarkdown(digestWith('harmless'))));
  expect(page).not.toMatch(/(?<!\\)<(?!https:\/\/watch\.example)/);
  expect(page).not.toMatch(/(?<!\\)\](?!\(<https:\/\/watch\.example)/);
  expect(page).not.toMatch(/(?<!<)https?:\/\//);
});
