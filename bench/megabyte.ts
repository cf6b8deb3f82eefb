// Reads one, two and four megabytes of each nasty text named, warm from plain posts: `node bench/megabyte.ts organisations.ndjson spaces tabs`.
// A line of JSON for each, as soon as it is done.
import { classify } from '../analysis/classify.ts';
import { traceOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { readTexts } from './days.ts';
import { readNames } from './names.ts';
import { makeNasty, nasty } from './units.ts';

/** Milliseconds of each part, the shortest of five: the others waited for something else. */
export interface Reading {
  readonly classify: number;
  readonly locate: number;
  readonly group: number;
}

const megabyte = 1_000_000;
const [file = '', ...names] = process.argv.slice(2);
const locate = createLocator({ directory: await createDirectory([readNames(file)]) });
// Plain is what comes every day: a megabyte of posts, each read by itself.
const posts = readTexts().map(({ text }) => text);
const plainMegabytes = posts.reduce((sum, { length }) => sum + length, 0) / megabyte;
measure(posts, 2);
tell('plain', [measure(posts, 5)], plainMegabytes);
for (const name of names) {
  const unit = nasty[name] ?? name;
  tell(
    name,
    [1, 2, 4].map((size) => measure([makeNasty(unit, size * megabyte)], size === 1 ? 5 : 3)),
    1,
  );
}

function tell(name: string, readings: readonly Reading[], megabytes: number): void {
  process.stdout.write(`${JSON.stringify({ name, readings, megabytes })}\n`);
}

function measure(texts: readonly string[], rounds: number): Reading {
  return {
    classify: time((text) => classify({ text, authorKind: 'practice' }), texts, rounds),
    locate: time((text) => locate({ text, postedAt: null }, null), texts, rounds),
    group: time(traceOf, texts, rounds),
  };
}

function time(read: (text: string) => unknown, texts: readonly string[], rounds: number): number {
  const times = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    for (const text of texts) read(text);
    return performance.now() - begun;
  });
  return Math.min(...times);
}
