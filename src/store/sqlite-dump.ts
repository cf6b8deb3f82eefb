import { fromMs } from '../core/time.ts';
import type { Channel, Instant, Json, Mention, Notice, Organisation, StatementRole, Version } from '../core/types.ts';
import type { Copied, CopiedMention, CopyKind, CopyPage } from './copying.ts';
import { copiedSteps, copyKinds } from './copying.ts';
import type { FoundProposal } from './discovery.ts';
import type { Said } from './review.ts';
import { toDigest } from './sqlite-leases.ts';
import { readNotes, toRun } from './sqlite-runs.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import { readSaid } from './sqlite-standing.ts';
import { toWarning } from './sqlite-warnings.ts';

const pageRows = 500;
/** Characters after which a page ends early: posts with a huge original must not fill the memory. */
const pageLength = 4_000_000;

interface Source<Kind extends CopyKind> {
  readonly table: string;
  /** What stands for the table where its rows alone are not all there is. */
  readonly from?: string;
  /** Columns that name a row, in whose order it is read. */
  readonly key: readonly string[];
  /** Further columns than the table's own. */
  readonly also?: string;
  readonly read: (row: Row) => Copied[Kind];
}

const text = (value: unknown): string => String(value);
const parse = (value: unknown): unknown => JSON.parse(String(value));

/** Where each kind lies, and how a row of it becomes a neutral one. */
const sources: { readonly [Kind in CopyKind]: Source<Kind> } = {
  datasets: {
    table: 'datasets',
    key: ['id'],
    read: (row) => ({
      id: text(row['id']),
      title: text(row['title']),
      invented: row['invented'] === 1,
      createdAt: row['created_at'] as Instant,
    }),
  },
  organisations: { table: 'organisations', key: ['code'], read: (row) => parse(row['body']) as Organisation },
  governance: {
    table: 'governance',
    key: ['key'],
    read: (row) => ({
      number: Number(row['key']),
      at: row['at'] as Instant,
      who: text(row['who']),
      decided: parse(row['decided']) as Copied['governance']['decided'],
    }),
  },
  forgotten: { table: 'forgotten', key: ['person'], read: (row) => ({ person: text(row['person']), at: row['at'] as Instant }) },
  channels: { table: 'channels', key: ['id'], read: readChannel },
  runs: {
    table: 'runs',
    key: ['rowid'],
    read: (row) => ({ ...toRun(row), dataset: row['dataset'] as string | null }),
  },
  blinds: {
    table: 'blinds',
    key: ['channel', 'began'],
    read: (row) => ({
      channel: text(row['channel']),
      dataset: text(row['dataset']),
      from: row['began'] as Instant,
      to: row['ended'] as Instant,
      why: text(row['why']),
    }),
  },
  warnings: {
    table: 'warnings',
    key: ['dataset', 'kind', 'subject'],
    read: (row) => ({ ...toWarning(row), dataset: text(row['dataset']) }),
  },
  wordings: {
    table: 'wordings',
    key: ['key'],
    read: (row) => ({
      number: Number(row['key']),
      dataset: text(row['dataset']),
      form: text(row['form']),
      signature: text(row['signature']),
      statement: text(row['statement']),
      bands: parse(row['bands']) as readonly number[],
      compared: row['compared'] === 1,
    }),
  },
  mentions: {
    table: 'mentions',
    key: ['key'],
    also: `(SELECT body FROM contents WHERE mention = mentions.key) AS body, (SELECT raw FROM contents WHERE mention = mentions.key) AS raw,
      (SELECT review FROM contents WHERE mention = mentions.key) AS review,
      (SELECT '[' || group_concat(body, ',' ORDER BY key) || ']' FROM versions WHERE mention = mentions.key) AS versions`,
    read: readMention,
  },
  reviews: {
    table: 'reviews',
    key: ['key'],
    read: (row) => ({ number: Number(row['key']), mention: Number(row['mention']), ...readSaid(row) }),
  },
  statements: {
    table: 'statements',
    key: ['dataset', 'statement'],
    read: (row) => ({
      dataset: text(row['dataset']),
      statement: text(row['statement']),
      first: Number(row['first']),
      origin: row['origin'] === 1,
    }),
  },
  statementChecks: {
    table: 'statement_checks',
    key: ['dataset', 'statement'],
    read: (row) => ({ dataset: text(row['dataset']), statement: text(row['statement']) }),
  },
  notices: {
    table: 'notices',
    key: ['channel', 'id'],
    read: (row) => ({ notice: parse(row['body']) as Notice, dataset: row['dataset'] as string | null }),
  },
  digests: { table: 'digests', key: ['"window"', 'dataset', 'target'], read: toDigest },
  changes: {
    table: 'changes',
    key: ['key'],
    read: (row) => ({
      number: Number(row['key']),
      at: row['at'] as Instant,
      who: text(row['who']),
      what: text(row['what']),
    }),
  },
  budgets: {
    table: 'budgets',
    // Nothing may have been spent yet of a budget that something is set aside from.
    from: `(SELECT budget, period, max(spent) AS spent FROM (
      SELECT budget, period, spent FROM budgets UNION ALL SELECT budget, period, 0 FROM reservations
    ) GROUP BY budget, period) AS budgets`,
    key: ['budget', 'period'],
    read: (row) => ({ budget: text(row['budget']), period: text(row['period']), spent: Number(row['spent']) }),
  },
  reservations: {
    table: 'reservations',
    key: ['id'],
    read: (row) => ({
      id: text(row['id']),
      budget: text(row['budget']),
      period: text(row['period']),
      amount: Number(row['amount']),
      at: row['at'] as Instant,
    }),
  },
  sites: {
    table: 'sites',
    key: ['url'],
    read: (row) => ({
      url: text(row['url']),
      organisations: parse(row['organisations']) as string[],
      state: row['state'] as Copied['sites']['state'],
      says: row['says'] as string | null,
      supplier: row['supplier'] as string | null,
      checkedAt: row['checked_at'] as Instant | null,
    }),
  },
  proposals: {
    table: 'proposals',
    key: ['id'],
    read: (row) => ({
      ...(parse(row['body']) as FoundProposal),
      foundAt: row['found_at'] as Instant,
      state: row['state'] as Copied['proposals']['state'],
      decidedAt: row['decided_at'] as Instant | null,
      decidedBy: row['decided_by'] as string | null,
    }),
  },
  streams: {
    table: 'streams',
    key: ['platform'],
    read: (row) => ({ platform: text(row['platform']), cursor: parse(row['cursor']) as Json }),
  },
};

/** One page of a kind, by key; a table that grows meanwhile gives what was added as well. */
export function dump(sql: Sql, kind: CopyKind, after: string | null): CopyPage {
  const { table, from: rowsOf = table, key, also, read } = sources[kind];
  const keys = key.map((column, index) => `${table}.${column} AS key_${index}`).join(', ');
  const from = after === null ? null : (JSON.parse(after) as (string | number)[]);
  const beyond =
    from === null ? '' : `WHERE (${key.map((column) => `${table}.${column}`).join(', ')}) > (${from.map(() => '?').join(', ')})`;
  const select = `SELECT ${table}.*, ${keys}${also === undefined ? '' : `, ${also}`} FROM ${rowsOf} ${beyond}
    ORDER BY ${key.map((column) => `${table}.${column}`).join(', ')} LIMIT ?`;
  const rows: Copied[CopyKind][] = [];
  let length = 0;
  let last: string | null = null;
  let more = false;
  for (const row of sql.each(select, ...(from ?? []), pageRows + 1)) {
    more = rows.length === pageRows || length > pageLength;
    if (more) break;
    rows.push(read(row));
    length += String(row['body'] ?? '').length + String(row['raw'] ?? '').length + String(row['versions'] ?? '').length;
    last = JSON.stringify(key.map((_, index) => row[`key_${index}`]));
  }
  return { kind, rows, next: more ? last : null } as CopyPage;
}

export function holdings(sql: Sql): Readonly<Record<CopyKind, number>> {
  const counts = copyKinds.map((kind) => [
    kind,
    Number(sql.get(`SELECT count(*) AS rows FROM ${sources[kind].from ?? sources[kind].table}`)?.['rows']),
  ]);
  return Object.fromEntries(counts) as Record<CopyKind, number>;
}

function readChannel(row: Row): Copied['channels'] {
  return {
    channel: parse(row['body']) as Channel,
    state: row['state'] as Copied['channels']['state'],
    cursor: row['cursor'] === null ? null : (parse(row['cursor']) as Json),
    nextAt: row['next_at'] as Instant | null,
    lastRunAt: row['last_run_at'] as Instant | null,
    lastSuccessAt: row['last_success_at'] as Instant | null,
    lastPostAt: row['last_post_at'] as Instant | null,
    failures: Number(row['failures']),
    failure: row['failure'] as Copied['channels']['failure'],
    message: row['message'] as string | null,
    notes: readNotes(row['notes']),
    seenAt: row['seen_at'] as Instant | null,
    blindFrom: row['blind_from'] as Instant | null,
    blindWhy: row['blind_why'] as string | null,
    askedWhy: row['asked_why'] as string | null,
  };
}

/** When it was posted and seen is the row's to say: what the platform said later never moved it. */
function readMention(row: Row): CopiedMention {
  const mention = parse(row['body']) as Mention;
  const raw = parse(row['raw']) as Json;
  const postedAt = row['posted_at'] === null ? null : fromMs(Number(row['posted_at']));
  const post = { ...mention.post, raw, postedAt, seenAt: fromMs(Number(row['seen_at'])) };
  return {
    number: Number(row['key']),
    mention: {
      ...mention,
      post,
      statement: row['wording'] as string | null,
      ...(row['versions'] === null ? {} : { versions: parse(row['versions']) as readonly Version[] }),
    },
    said: row['review'] === null ? null : (parse(row['review']) as Said),
    hash: text(row['hash']),
    sealed: row['sealed'] === 1,
    form: row['form'] as number | null,
    statement: row['statement'] as string | null,
    role: row['statement_role'] as StatementRole | null,
    relayed: row['relayed'] === 1,
    step: copiedSteps[Number(row['grouped'])] ?? 'new',
  };
}
