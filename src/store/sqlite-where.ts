import { toMs } from '../core/time.ts';
import type { Area } from '../core/types.ts';
import { phases } from '../core/types.ts';
import type { Condition, ConditionField, MentionQuery } from './filters.ts';
import { conditions } from './filters.ts';
import { outagePhases, roles, systemFields } from './query.ts';
import { marks } from './sqlite-sql.ts';

/** A condition on `mentions AS m` with the values for its question marks; nothing from outside ever stands in the text. */
export interface Where {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Translates a query; the neutral conditions are all it knows of it. */
export function where(query: MentionQuery, areas: readonly Area[]): Where {
  const asked = conditions(query, { areas });
  const rare = asked.some((condition) => condition.op === 'in' && rareFields.has(condition.field));
  const parts = asked
    .map((condition) => (rare ? near(translate(condition, true)) : translate(condition, false)))
    .filter(({ sql }) => sql !== '');
  return {
    sql: parts.length === 0 ? 'true' : parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}

/**
 * The same for few rows that are looked at one by one: what lies in other tables is asked for by key, and words are looked for between two
 * keys alone.
 */
export function whereNear(query: MentionQuery, areas: readonly Area[], between: readonly [number, number]): Where {
  const parts = conditions(query, { areas })
    .map((condition): Where => {
      if (condition.op === 'words') {
        return {
          sql: 'm.key IN (SELECT rowid FROM mention_words WHERE mention_words MATCH ? AND rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER))',
          values: [quoteWords(condition.value), ...between],
        };
      }
      return near(translate(condition, false));
    })
    .filter(({ sql }) => sql !== '');
  return { sql: ['true', ...parts.map(({ sql }) => sql)].join(' AND '), values: parts.flatMap(({ values }) => values) };
}

/** What lies in another table, asked for each row by its key instead of all at once. */
function near({ sql, values }: Where): Where {
  return {
    sql: sql.replace(/^m\.key IN \(SELECT mention FROM (\w+) WHERE /u, 'EXISTS (SELECT 1 FROM $1 WHERE mention = m.key AND '),
    values,
  };
}

/** What only few Mentions share, each with an index; without table statistics SQLite would rather walk all outage posts by date. */
const rareFields: ReadonlySet<ConditionField> = new Set(['channel', 'organisation', 'statement']);

type Plain = Exclude<ConditionField, 'area' | 'service' | 'reviewed' | `systems${string}`>;

const columns: Readonly<Record<Plain, string>> = {
  dataset: 'dataset',
  phase: 'phase',
  voice: 'voice',
  authorKind: 'author_kind',
  platform: 'platform',
  channel: 'channel',
  organisation: 'organisation',
  statement: 'statement',
  cause: 'cause',
};

function translate(condition: Condition, rare: boolean): Where {
  switch (condition.op) {
    case 'gte':
      return { sql: 'm.posted_at >= ?', values: [toMs(condition.value)] };
    case 'lt':
      return { sql: 'm.posted_at < ?', values: [toMs(condition.value)] };
    case 'words':
      return {
        sql: 'm.key IN (SELECT rowid FROM mention_words WHERE mention_words MATCH ?)',
        values: [quoteWords(condition.value)],
      };
    case 'in':
      return isIn(condition.field, condition.values, rare);
  }
}

function isIn(field: ConditionField, values: readonly string[], rare: boolean): Where {
  switch (field) {
    case 'area':
      return { sql: `m.key IN (SELECT mention FROM mention_areas WHERE area IN (${marks(values)}))`, values };
    case 'service':
      return { sql: `m.key IN (SELECT mention FROM mention_services WHERE service IN (${marks(values)}))`, values };
    case 'reviewed':
      // Written out rather than given as a value: only so does SQLite see that the small index of reviewed Mentions will do.
      return { sql: `m.reviewed = ${values.includes('yes') ? 1 : 0}`, values: [] };
    case 'systemsAffected':
    case 'systemsUnaffected':
    case 'systemsCause':
    case 'systemsPlanned':
    case 'systemsSwitchedOff':
      return {
        sql: `m.key IN (SELECT mention FROM mention_systems WHERE system IN (${marks(values)}) AND role = ?)`,
        values: [...values, roles.find((role) => systemFields[role] === field) ?? field],
      };
    case 'phase':
      if (sameValues(values, outagePhases)) return { sql: rare ? '+m.outage = 1' : 'm.outage = 1', values: [] };
      if (sameValues(values, phases)) return { sql: '', values: [] };
      return { sql: `m.phase IN (${marks(values)})`, values };
    default:
      return { sql: `m.${columns[field]} IN (${marks(values)})`, values };
  }
}

/** Each word in quotes is a plain string to FTS5 whatever it holds; words side by side must all occur. */
export function quoteWords(text: string): string {
  return text
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => `"${word.replaceAll('"', '""')}"`)
    .join(' ');
}

/** The same values, in whatever order. */
export function sameValues(values: readonly string[], all: readonly string[]): boolean {
  return new Set(values).size === all.length && all.every((one) => values.includes(one));
}
