import { describe, expect, test } from 'vitest';
import { read } from '../../analysis/classify/reading.ts';
import { phrases } from '../../analysis/phrases.ts';

test('ids are unique', () => {
  const ids = phrases.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(phrases)('$id', (row) => {
  test('has at least two hits and two misses', () => {
    expect(row.hits.length).toBeGreaterThanOrEqual(2);
    expect(row.misses.length).toBeGreaterThanOrEqual(2);
  });
  test.each(row.hits)('is found in: %s', (text) => {
    expect(read(text, null).findings.map((one) => one.row.id)).toContain(row.id);
  });
  test.each(row.misses)('is not found in: %s', (text) => {
    expect(read(text, null).findings.map((one) => one.row.id)).not.toContain(row.id);
  });
});
