import type { Area, BlindPeriod, Instant, Sight } from '../core/types.ts';
import { blindAfterIntervals, notWatched } from '../core/types.ts';
import type { BlindFilter, ChannelScope, RunResult, SightFilter } from './contract.ts';
import { rollUp } from './rollup.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import type { Looked, Watch } from './watch.ts';
import { watchOn } from './watch.ts';

type Ended = Looked & Pick<RunResult, 'channel'>;

/** Keeps a Channel's blind spans up to date with a Run that has ended. */
export function noteSight(sql: Sql, { channel, ...looked }: Ended): void {
  const row = sql.get(
    'SELECT dataset, every_minutes, seen_at, blind_from, blind_why, asked_why FROM channels WHERE id = ?',
    channel,
  );
  if (row === undefined) return;
  const { watch, blind } = watchOn(readWatch(row), Number(row['every_minutes']), looked);
  if (blind !== null) {
    const closed = [channel, String(row['dataset']), blind.from, blind.to, blind.why];
    sql.run('INSERT OR REPLACE INTO blinds (channel, dataset, began, ended, why) VALUES (?, ?, ?, ?, ?)', ...closed);
  }
  const { seenAt, blindFrom, blindWhy, askedWhy } = watch;
  sql.run(
    'UPDATE channels SET seen_at = ?, blind_from = ?, blind_why = ?, asked_why = ? WHERE id = ?',
    ...[seenAt, blindFrom, blindWhy, askedWhy, channel],
  );
}

function readWatch(row: Row): Watch {
  return {
    seenAt: row['seen_at'] as Instant | null,
    blindFrom: row['blind_from'] as Instant | null,
    blindWhy: row['blind_why'] as string | null,
    askedWhy: row['asked_why'] as string | null,
  };
}

/** Until when a Channel that was seen may go without another look. */
const lateAt = `strftime('%Y-%m-%dT%H:%M:%fZ', seen_at, '+' || (${blindAfterIntervals} * every_minutes * 60) || ' seconds')`;

export function blindPeriods(
  sql: Sql,
  areas: readonly Area[],
  filter: BlindFilter,
): { items: readonly BlindPeriod[]; total: number } {
  const { from, to, now, limit } = filter;
  const which = narrow(filter, areas);
  const inTime = 'AND (:to IS NULL OR began < :to)';
  const found = `
    SELECT b.channel, b.began, b.ended, b.why FROM blinds b JOIN channels c ON c.id = b.channel ${which.join}
    WHERE b.dataset = :dataset ${which.sql} AND (:from IS NULL OR b.ended > :from) ${inTime}
    UNION ALL
    SELECT * FROM (
      SELECT c.id AS channel, coalesce(c.blind_from, c.seen_at) AS began, NULL AS ended,
        coalesce(c.blind_why, c.asked_why, '${notWatched}') AS why
      FROM channels c ${which.join}
      WHERE c.dataset = :dataset ${which.sql} AND (c.blind_from IS NOT NULL OR ${lateAt.replaceAll('seen_at', 'c.seen_at')} < :now)
    ) WHERE true ${inTime}`;
  const values = { dataset: filter.dataset, from, to, ...which.values };
  const rows = sql.all(`SELECT * FROM (${found}) ORDER BY began, channel LIMIT :limit`, { ...values, now, limit });
  const total =
    rows.length < limit
      ? rows.length
      : Number(sql.get(`SELECT count(*) AS total FROM (${found})`, { ...values, now })?.['total']);
  return {
    items: rows.map((row) => ({
      channel: String(row['channel']),
      from: row['began'] as Instant,
      to: row['ended'] as Instant | null,
      why: String(row['why']),
    })),
    total,
  };
}

/** The last good look is on the Channel's own row; only where that was after the span are its Runs looked at. */
export function sight(sql: Sql, areas: readonly Area[], filter: SightFilter): readonly Sight[] {
  const { by, dataset, from, to } = filter;
  const which = narrow(filter, areas, by === 'area' || by === 'system');
  const since = from === null ? "strftime('%Y-%m-%dT%H:%M:%fZ', :to, '-' || (2 * c.every_minutes * 60) || ' seconds')" : ':from';
  const key = by === 'platform' ? 'c.platform' : by === null ? 'NULL' : `o.${by}`;
  const rows = sql.all(
    `SELECT key, count(*) AS channels, sum(seen) AS seen, count(DISTINCT organisation) AS organisations,
       count(DISTINCT CASE WHEN seen THEN organisation END) AS organisations_seen
     FROM (
       SELECT ${key} AS key, c.organisation,
         CASE WHEN c.seen_at IS NULL OR c.seen_at < ${since} THEN 0 WHEN c.seen_at < :to THEN 1 ELSE EXISTS (
           SELECT 1 FROM runs r WHERE r.channel = c.id AND r.outcome = 'ok' AND r.started_at >= ${since} AND r.started_at < :to
         ) END AS seen
       FROM channels c ${which.join} WHERE c.dataset = :dataset AND c.added_at < :to ${which.sql}
     )
     GROUP BY key ${by === null ? 'HAVING count(*) > 0' : 'HAVING key IS NOT NULL'} ORDER BY key`,
    { dataset, to, ...(from === null ? {} : { from }), ...which.values },
  );
  return rows.map((row) => ({
    key: row['key'] as string | null,
    channels: Number(row['channels']),
    seen: Number(row['seen']),
    organisations: Number(row['organisations']),
    organisationsSeen: Number(row['organisations_seen']),
  }));
}

interface Narrowed {
  readonly join: string;
  readonly sql: string;
  readonly values: Readonly<Record<string, string>>;
}

function narrow(
  { platform, areas: wanted, system, organisationKind }: ChannelScope,
  areas: readonly Area[],
  join = false,
): Narrowed {
  const parts = [
    ...(platform === undefined ? [] : ['c.platform = :platform']),
    ...(wanted === undefined ? [] : ['o.area IN (SELECT value FROM json_each(:areas))']),
    ...(system === undefined ? [] : ['o.system = :system']),
    ...(organisationKind === undefined ? [] : ['o.kind = :kind']),
  ];
  const joined = join || wanted !== undefined || system !== undefined || organisationKind !== undefined;
  return {
    join: joined ? 'JOIN organisations o ON o.code = c.organisation' : '',
    sql: parts.map((part) => `AND ${part}`).join(' '),
    values: {
      ...(platform === undefined ? {} : { platform }),
      ...(wanted === undefined ? {} : { areas: JSON.stringify(rollUp(wanted, areas)) }),
      ...(system === undefined ? {} : { system }),
      ...(organisationKind === undefined ? {} : { kind: organisationKind }),
    },
  };
}
