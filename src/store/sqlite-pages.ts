import type { Area } from '../core/types.ts';
import type { MentionQuery } from './filters.ts';
import type { StatementPart } from './part.ts';
import type { Position } from './position.ts';
import { readPosition } from './position.ts';
import type { ChunkOptions } from './sqlite-chunks.ts';
import { total } from './sqlite-counts.ts';
import type { ListTotals } from './sqlite-lists.ts';
import { listMentions } from './sqlite-lists.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import type { Where } from './sqlite-where.ts';
import { where } from './sqlite-where.ts';

/**
 * A Mention as stored: its JSON without the original, the original, a person's review, its part in a Statement, and the list of what it said
 * before it was edited. Parsed by whoever asked, so that this thread stays free.
 */
export type Packed = readonly [body: string, raw: string, review: string | null, part: StatementPart, versions: string | null];

export interface PackedPage {
  readonly items: readonly Packed[];
  readonly next: Position | null;
}

/** Characters after which a chunk ends early: posts with a huge original must not fill the memory. */
const chunkLength = 4_000_000;

export interface PageOptions {
  readonly limit: number;
  /** What `writePosition` made of the last one of the page before. */
  readonly after: string | null;
  readonly deleted?: true;
}

/** Newest first, undated last, with how many there are. One row more than asked is looked at, to know whether the page is the last. */
export function newestFirst(
  sql: Sql,
  options: ChunkOptions,
  query: MentionQuery,
  { limit, after, deleted }: PageOptions,
): PackedPage & ListTotals {
  return sql.snapshot(() => {
    const place = after === null ? null : readPosition(after);
    const list = listMentions(sql, options, query, { after: place, deleted: deleted === true });
    if (list !== null) return { ...takePage(sql, list.positions, limit), ...list.totals() };
    const condition = where(query, options.areas);
    const listed = deleted === true ? condition : { ...condition, sql: `${condition.sql} AND m.removed_why IS NOT 'deleted'` };
    const page = readPage(sql, listed, { limit, after: place, newest: true });
    return { ...page, ...total(sql, options.areas, query), atLeast: false };
  });
}

function takePage(sql: Sql, positions: Iterable<Position>, limit: number): PackedPage {
  const items: Packed[] = [];
  let length = 0;
  let last: Position | null = null;
  for (const position of positions) {
    if (items.length === limit || (length > chunkLength && items.length > 0)) return { items, next: last };
    const row = sql.get(`${select} WHERE m.key = ?`, position.key);
    if (row === undefined) continue;
    const packed = readPacked(row);
    items.push(packed);
    length += packed[0].length + packed[1].length + (packed[4]?.length ?? 0);
    last = position;
  }
  return { items, next: null };
}

/** Oldest first, undated last, only what is there up to the key `last`, so that a stream ends however fast others write. */
export function oldestFirst(
  sql: Sql,
  areas: readonly Area[],
  query: MentionQuery,
  chunk: { readonly limit: number; readonly after: Position | null; readonly last: number },
): PackedPage {
  const { sql: condition, values } = where(query, areas);
  const bounded = { sql: `${condition} AND m.key <= ?`, values: [...values, chunk.last] };
  return readPage(sql, bounded, { limit: chunk.limit, after: chunk.after, newest: false });
}

/** The newest key there is: where a stream that begins now will end. */
export function lastKey(sql: Sql): number {
  return Number(sql.get('SELECT max(key) AS last FROM mentions')?.['last'] ?? 0);
}

/** What `readPacked` needs of a row. */
export const packedColumns = `m.statement, m.statement_role, m.relayed, c.body, c.raw, c.review, iif(m.edits > 0,
  (SELECT '[' || group_concat(v.body, ',' ORDER BY v.key) || ']' FROM versions v WHERE v.mention = m.key), NULL) AS versions`;

export function readPacked(row: Row): Packed {
  const part = { statement: row['statement'], role: row['statement_role'], isRelay: row['relayed'] === 1 } as StatementPart;
  return [String(row['body']), String(row['raw']), row['review'] as string | null, part, row['versions'] as string | null];
}

interface ReadOptions {
  readonly limit: number;
  readonly after: Position | null;
  readonly newest: boolean;
}

/** Dated and undated are two walks along the index, since no single comparison of date and key spans both. */
function readPage(sql: Sql, condition: Where, { limit, after, newest }: ReadOptions): PackedPage {
  const items: Packed[] = [];
  let length = 0;
  let last: Position | null = null;
  for (const walk of [dated, undated]) {
    if (walk === dated && after?.postedAt === null) continue;
    const { sql: text, values } = walk(condition, after, newest);
    for (const row of sql.each(text, ...values, limit + 1 - items.length)) {
      if (items.length === limit || (length > chunkLength && items.length > 0)) return { items, next: last };
      const packed = readPacked(row);
      items.push(packed);
      length += packed[0].length + packed[1].length + (packed[4]?.length ?? 0);
      last = { postedAt: row['posted_at'] as number | null, key: Number(row['key']) };
    }
  }
  return { items, next: null };
}

function dated(condition: Where, after: Position | null, newest: boolean): Where {
  const direction = newest ? 'DESC' : 'ASC';
  const beyond = after === null ? '' : `AND (m.posted_at, m.key) ${newest ? '<' : '>'} (?, ?)`;
  return {
    sql: `${select} WHERE ${condition.sql} AND m.posted_at IS NOT NULL ${beyond} ORDER BY m.posted_at ${direction}, m.key ${direction} LIMIT ?`,
    values: [...condition.values, ...(after === null ? [] : [Number(after.postedAt), after.key])],
  };
}

function undated(condition: Where, after: Position | null, newest: boolean): Where {
  const begun = after?.postedAt === null;
  return {
    sql: `${select} WHERE ${condition.sql} AND m.posted_at IS NULL ${begun ? `AND m.key ${newest ? '<' : '>'} ?` : ''} ORDER BY m.key ${newest ? 'DESC' : 'ASC'} LIMIT ?`,
    values: [...condition.values, ...(begun ? [after.key] : [])],
  };
}

const select = `SELECT m.key, m.posted_at, ${packedColumns} FROM mentions m JOIN contents c ON c.mention = m.key`;
