import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import { answerOf } from '../../analysis/evaluate/answer.ts';
import { evaluate } from '../../analysis/evaluate.ts';
import { readLabelled, readTraining } from '../../src/evaluate-files.ts';

// Posts of invented organisations that are never learned from: they only measure. The first by a writer who had read neither the training texts
// nor the rules, the others whole files of three writers whose other files were learned from later. What the least F1 may be stands
// beside each, a little below what docs/method.md says.
const sets = [
  { name: 'posts', rows: 232, least: 0.9, spared: 5 },
  { name: 'hornbeam', rows: 348, least: 0.89, spared: 4 },
  { name: 'larch', rows: 268, least: 0.81, spared: 3 },
  { name: 'spruce', rows: 120, least: 0.8, spared: 3 },
];

const learned = new Set((await readTraining()).map(({ text }) => text));

describe.each(sets)('$rows posts that nothing was learned from ($name)', async ({ name, rows, least, spared }) => {
  const { labels, refused } = await readLabelled(join(import.meta.dirname, 'heldout', `${name}.ndjson`));
  const report = evaluate(
    labels,
    labels.map(({ text, authorKind }) => answerOf(classify({ text, authorKind: authorKind ?? undefined }), [])),
  );

  test('are all there, and stand in no training file', () => {
    expect(refused).toEqual([]);
    expect(labels).toHaveLength(rows);
    expect(labels.filter(({ text }) => learned.has(text))).toEqual([]);
  });

  test('are told apart as outages and others as well as the documents say, give or take a few', () => {
    expect(report.outage.f1.value).toBeGreaterThan(least);
  });

  test('that say they are spared, or speak of planned work, are seldom called an outage', () => {
    expect(report.negation.unaffectedAsOutage.wrong).toBeLessThanOrEqual(spared);
    expect(report.plannedAsOutage.wrong).toBeLessThanOrEqual(1);
  });
});
