import { describe, expect, test } from 'vitest';
import { trustOf } from '../../../analysis/learn/trust.ts';

describe('how far a feature is trusted', () => {
  // Feature 0 stands in every row, 1 in all that hold, 2 in all that do not.
  const rows = Array.from({ length: 40 }, (_, at) => Int32Array.of(0, at % 2 === 0 ? 1 : 2));
  const trust = trustOf(rows, 3, (at) => at % 2 === 0);

  test('what stands on one side only is trusted more than what stands on both', () => {
    expect(trust[1]).toBeGreaterThan(trust[0] ?? 0);
    expect(trust[2]).toBeCloseTo(trust[1] ?? 0, 10);
  });

  test('even what tells nothing keeps some trust, and no feature has none or endless trust', () => {
    for (const one of trust) {
      expect(one).toBeGreaterThanOrEqual(0.4);
      expect(one).toBeLessThanOrEqual(1.3);
    }
  });

  test('where no feature tells anything all are trusted alike', () => {
    const even = trustOf([Int32Array.of(0, 1), Int32Array.of(0, 1)], 2, (at) => at === 0);
    expect(even[0]).toBe(even[1]);
  });
});
