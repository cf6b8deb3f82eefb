import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { classify } from '../../analysis/classify.ts';
import { answerOf } from '../../analysis/evaluate/answer.ts';
import { evaluate } from '../../analysis/evaluate.ts';
import { readLabelled, readTraining } from '../../src/evaluate-files.ts';

// Posts of invented organisations that are never learned from: they only measure. The first by a writer who had read neither the training texts
// nor the rules, the others whole files of writers whose other files were learned from later. Beside each what the least F1 may be, a little
// below what docs/method.md says, and how many of those that say they are spared, or speak of planned work, may be called an outage.
const sets = [
  { name: 'posts', rows: 232, least: 0.92, spared: 5, planned: 1 },
  { name: 'hornbeam', rows: 348, least: 0.91, spared: 2, planned: 1 },
  { name: 'larch', rows: 268, least: 0.83, spared: 2, planned: 1 },
  { name: 'spruce', rows: 120, least: 0.87, spared: 2, planned: 1 },
  { name: 'acacia', rows: 158, least: 0.79, spared: 4, planned: 2 },
  { name: 'aspen', rows: 173, least: 0.79, spared: 3, planned: 6 },
  { name: 'beech', rows: 211, least: 0.82, spared: 1, planned: 2 },
  { name: 'cypress', rows: 192, least: 0.82, spared: 1, planned: 1 },
  { name: 'fig', rows: 148, least: 0.89, spared: 1, planned: 1 },
  { name: 'olive', rows: 181, least: 0.84, spared: 1, planned: 4 },
  { name: 'pear', rows: 168, least: 0.83, spared: 2, planned: 1 },
  { name: 'plum', rows: 195, least: 0.73, spared: 4, planned: 5 },
  { name: 'yew', rows: 185, least: 0.79, spared: 1, planned: 5 },
  { name: 'medlar', rows: 116, least: 0.82, spared: 1, planned: 1 },
  { name: 'quince', rows: 159, least: 0.84, spared: 1, planned: 2 },
  { name: 'sloe', rows: 186, least: 0.87, spared: 4, planned: 1 },
  { name: 'damson', rows: 109, least: 0.82, spared: 1, planned: 2 },
  { name: 'filbert', rows: 113, least: 0.91, spared: 1, planned: 1 },
  { name: 'gorse', rows: 79, least: 0.77, spared: 1, planned: 1 },
  { name: 'heather', rows: 45, least: 0.7, spared: 1, planned: 1 },
  { name: 'iris', rows: 52, least: 0.86, spared: 1, planned: 1 },
  { name: 'laurel', rows: 158, least: 0.82, spared: 7, planned: 1 },
  { name: 'myrtle', rows: 133, least: 0.88, spared: 1, planned: 1 },
  { name: 'nutmeg', rows: 251, least: 0.81, spared: 1, planned: 1 },
  { name: 'osier', rows: 111, least: 0.85, spared: 1, planned: 1 },
  { name: 'privet', rows: 120, least: 0.9, spared: 1, planned: 1 },
  { name: 'rosemary', rows: 122, least: 0.93, spared: 1, planned: 1 },
  { name: 'sorrel', rows: 99, least: 0.82, spared: 1, planned: 1 },
  { name: 'tansy', rows: 112, least: 0.88, spared: 1, planned: 1 },
  { name: 'teasel', rows: 120, least: 0.9, spared: 1, planned: 1 },
  { name: 'viburnum', rows: 108, least: 0.93, spared: 1, planned: 1 },
  { name: 'woodbine', rows: 122, least: 0.86, spared: 1, planned: 1 },
  { name: 'yarrow', rows: 58, least: 0.88, spared: 1, planned: 1 },
  { name: 'aconite', rows: 98, least: 0.95, spared: 1, planned: 1 },
  { name: 'bracken', rows: 111, least: 0.95, spared: 1, planned: 1 },
  { name: 'clover', rows: 102, least: 0.95, spared: 1, planned: 1 },
  { name: 'dogwood', rows: 100, least: 0.95, spared: 1, planned: 1 },
  { name: 'fennel', rows: 101, least: 0.9, spared: 1, planned: 1 },
  { name: 'ginger', rows: 98, least: 0.94, spared: 1, planned: 1 },
];

const learned = new Set((await readTraining()).map(({ text }) => text));

describe.each(sets)('$rows posts that nothing was learned from ($name)', async ({ name, rows, least, spared, planned }) => {
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
    expect(report.plannedAsOutage.wrong).toBeLessThanOrEqual(planned);
  });
});
