import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { makeMentions } from '../../bench/mentions.ts';
import type { MentionQuery } from '../../src/store/filters.ts';
import { writePosition } from '../../src/store/position.ts';
import { chunkOptions } from '../../src/store/sqlite-chunks.ts';
import { bindCalls } from '../../src/store/sqlite-engine.ts';
import { openDatabase } from '../../src/store/sqlite-open.ts';
import { createSql } from '../../src/store/sqlite-sql.ts';

const count = 3000;

/** Two views of one database: one reads sets of 64 Mentions each, the other believes there are none. */
function openBoth() {
  const sql = createSql(openDatabase(':memory:'));
  const sets = bindCalls(sql, chunkOptions(areas, 64));
  const plain = bindCalls(sql, { ...chunkOptions(areas, 64), version: 'none' });
  return { sql, sets, plain };
}

const some = <Value>(...values: readonly Value[]) =>
  fc.option(fc.subarray([...values], { minLength: 1, maxLength: 3 }), { nil: undefined });
const asked = fc.record({
  phases: fc.constantFrom(
    ['disrupted', 'recovering', 'restored'],
    ['disrupted', 'recovering', 'restored', 'unaffected', 'planned', 'none'],
    ['none'],
    ['planned', 'restored'],
  ),
  systems: some('emis-web', 'eps', 'phones', 'swan', 'other:invented booking', 'nobody-has-it'),
  role: fc.option(fc.constantFrom('affected', 'unaffected', 'cause', 'planned'), { nil: undefined }),
  areas: some('QYG', 'Y62', 'GB-ENG', 'GB-SCT', 'QKK', 'QMJ'),
  services: some('phones', 'prescriptions', 'check-in'),
  causes: some('supplier', 'third-party-update', 'power'),
  voice: fc.option(fc.constantFrom('own', 'relayed'), { nil: undefined }),
  authorKinds: some('practice', 'patient', 'media'),
  platforms: some('feed', 'bluesky', 'reddit'),
  organisations: fc.option(fc.constant(['BENCH-1', 'BENCH-2', 'BENCH-7']), { nil: undefined, freq: 6 }),
  reviewed: fc.option(fc.constantFrom('yes', 'no'), { nil: undefined }),
  text: fc.option(fc.constantFrom('patience', 'system phones', 'update: thank', 'nowhere-to-be-found'), { nil: undefined }),
  from: fc.option(fc.constantFrom('2024-07-03T00:00:00.000Z', '2025-03-01T10:11:12.345Z', '2030-01-01T00:00:00.000Z'), {
    nil: undefined,
  }),
  to: fc.option(fc.constantFrom('2024-09-01T00:00:00.000Z', '2026-01-01T12:00:00.000Z', '2001-01-01T00:00:00.000Z'), {
    nil: undefined,
  }),
});

describe('a page read from sets', () => {
  const both = openBoth();
  for (const { mentions, removed, reviews } of makeMentions(count)) {
    for (let from = 0; from < mentions.length; from += 50) {
      const some = mentions.slice(from, from + 50);
      both.sets.saveBatch({ mentions: some, removed: [], notices: [], channel: null, cursor: null });
    }
    both.sets.saveBatch({ mentions: [], removed, notices: [], channel: null, cursor: null });
    if (reviews.length > 0) both.sets.saveReviews(reviews);
  }

  it('is the one that is read row by row, whatever is asked, page after page', () => {
    expect(Number(both.sql.get('SELECT count(*) AS chunks FROM chunks')?.['chunks'])).toBeGreaterThan(40);
    const check = ({ limit, deleted, ...rest }: { limit: number; deleted: boolean } & Record<string, unknown>) => {
      const query = { dataset: 'live', ...JSON.parse(JSON.stringify(rest)) } as MentionQuery;
      let after: string | null = null;
      for (let pages = 0; pages < 8; pages += 1) {
        const page = { limit, after, ...(deleted ? { deleted: true as const } : {}) };
        const [one, other] = [both.sets.newestFirst(query, page), both.plain.newestFirst(query, page)];
        expect(one).toEqual(other);
        if (one.next === null) break;
        after = writePosition(one.next);
      }
    };
    fc.assert(
      fc.property(
        fc
          .record({ limit: fc.integer({ min: 1, max: 200 }), deleted: fc.boolean() })
          .chain((page) => asked.map((query) => ({ ...query, ...page }))),
        check,
      ),
      {
        numRuns: 300,
      },
    );
  }, 120_000);
});
