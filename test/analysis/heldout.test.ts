import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import type { AuthorKind, Phase } from '../../src/core/types.ts';

interface Labelled {
  readonly text: string;
  readonly author_kind: AuthorKind;
  readonly phase: Phase;
  readonly outage: boolean;
}

const posts = readLines(join(import.meta.dirname, 'heldout', 'posts.ndjson')) as readonly Labelled[];
const answers = posts.map(({ text, author_kind: authorKind }) => classify({ text, authorKind }));

// Posts of invented practices by a writer who had read neither the training texts nor the rules. Never learned from: they only measure.
describe('232 posts that nothing was learned from', () => {
  test('stand in no training file', () => {
    const root = join(import.meta.dirname, '..', '..', 'analysis', 'training');
    const files = globSync('**/*.ndjson', { cwd: root }).map((file) => join(root, file));
    expect(files.length).toBeGreaterThan(100);
    const learned = new Set(files.flatMap(readLines).map((row) => (row as { text: string }).text));
    expect(posts.filter(({ text }) => learned.has(text))).toEqual([]);
  });

  test('are told apart as outages and others as well as the README says, give or take a few', () => {
    const found = posts.filter(({ outage }, at) => outage && answers[at]?.outage === true).length;
    const wrong = posts.filter(({ outage }, at) => !outage && answers[at]?.outage === true).length;
    const missed = posts.filter(({ outage }, at) => outage && answers[at]?.outage === false).length;
    expect((2 * found) / (2 * found + wrong + missed)).toBeGreaterThan(0.89);
  });

  test('that say they are spared, or speak of planned work, are seldom called an outage', () => {
    const called = (phase: Phase): number =>
      posts.filter((post, at) => post.phase === phase && answers[at]?.outage === true).length;
    expect(called('unaffected')).toBeLessThanOrEqual(5);
    expect(called('planned')).toBeLessThanOrEqual(1);
  });
});

function readLines(file: string): readonly unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}
