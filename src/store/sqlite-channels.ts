import { randomUUID } from 'node:crypto';
import { addMs } from '../core/time.ts';
import type { Channel, ChannelState, FailureKind, Instant, Json } from '../core/types.ts';
import { changeable } from './channels.ts';
import type { ChannelFilter, Claim, ClaimedChannel } from './contract.ts';
import { governance, governed } from './sqlite-governance.ts';
import { readNotes } from './sqlite-runs.ts';
import type { Row, Sql } from './sqlite-sql.ts';
import { marks } from './sqlite-sql.ts';

export function saveChannel(sql: Sql, channel: Channel): 'added' | 'updated' | 'unchanged' {
  return sql.transaction(() => {
    const row = sql.get('SELECT body FROM channels WHERE id = ?', channel.id);
    if (row === undefined) {
      sql.run(
        'INSERT INTO channels (id, dataset, body, next_at) VALUES (?, ?, ?, ?)',
        channel.id,
        channel.dataset,
        JSON.stringify(channel),
        channel.addedAt,
      );
      return 'added';
    }
    const stored = readChannel(row);
    // Private people's stays so, even where somebody adds it again and forgets to say it.
    const given = stored.people === true ? { ...channel, people: true } : channel;
    if (changeable.every((field) => stored[field] === given[field])) return 'unchanged';
    const { id, platform, address, dataset, addedAt } = stored;
    sql.run(
      'UPDATE channels SET body = ? WHERE id = ?',
      JSON.stringify({ ...given, id, platform, address, dataset, addedAt }),
      id,
    );
    return 'updated';
  });
}

export function channels(sql: Sql, { dataset, ids, address, counted }: ChannelFilter = {}): readonly ChannelState[] {
  const parts = [
    'true',
    ...(dataset === undefined ? [] : ['c.dataset = ?']),
    ...(ids === undefined ? [] : [`c.id IN (${marks(ids)})`]),
    ...(address === undefined ? [] : ["json_extract(c.body, '$.address') = ?"]),
  ];
  const isGoverned = governance(sql) !== null;
  return sql
    .all(
      `SELECT c.*, ${counted === false ? 'NULL' : '(SELECT count(*) FROM mentions m WHERE m.channel = c.id)'} AS mentions
       FROM channels c WHERE ${parts.join(' AND ')} ORDER BY c.dataset, json_extract(c.body, '$.title'), c.id`,
      ...(dataset === undefined ? [] : [dataset]),
      ...(ids ?? []),
      ...(address === undefined ? [] : [address]),
    )
    .map((row) => toState(row, isGoverned));
}

export function removeChannel(sql: Sql, id: string): boolean {
  return sql.transaction(() => {
    sql.run('DELETE FROM blinds WHERE channel = ?', id);
    return sql.run('DELETE FROM channels WHERE id = ?', id).changes > 0;
  });
}

/**
 * Found and marked in one write transaction, so that two processes never get the same Channel. Without `force` only what is active and due;
 * with it also what is not due or off, and what is retired only when it was named. Private people's never while no Governance stands.
 */
export function claimDue(sql: Sql, claim: Claim): readonly ClaimedChannel[] {
  const { now, holder, leaseMs } = claim;
  return sql.transaction(() => {
    const rows = claim.oneAHost ? findOneAHost(sql, claim) : findDue(sql, claim, claim.limit);
    const claimed: ClaimedChannel[] = [];
    for (const { id } of rows) {
      sql.run(
        'UPDATE channels SET claimed_by = ?, claimed_until = ?, claim = ? WHERE id = ?',
        holder,
        addMs(now, leaseMs),
        randomUUID(),
        String(id),
      );
      const row = sql.get('SELECT body, claim, cursor, failures, last_post_at FROM channels WHERE id = ?', String(id));
      if (row !== undefined) claimed.push(toClaimed(row));
    }
    return claimed;
  });
}

/** Rows looked at for one claim: enough to find many hosts, and no reading of a whole backlog for a few places. */
const mostLooked = 1000;

/** The longest overdue of each host, in the order of `findDue`; hosts that are being asked by anybody are left out from the start. */
function findOneAHost(sql: Sql, claim: Claim): readonly Row[] {
  const found = new Map<unknown, Row>();
  for (const row of findDue(sql, claim, mostLooked)) {
    if (!found.has(row['host'])) found.set(row['host'], row);
    if (found.size === claim.limit) break;
  }
  return [...found.values()];
}

function findDue(sql: Sql, { now, dataset, ids, oneAHost, force = false }: Claim, limit: number): readonly Row[] {
  const due = force ? (ids === undefined ? "state <> 'retired'" : 'true') : "state = 'active' AND next_at <= ?";
  const wanted = ids === undefined ? '' : 'AND id IN (SELECT value FROM json_each(?))';
  const within = dataset === undefined ? '' : 'AND dataset = ?';
  const free = oneAHost ? 'AND host NOT IN (SELECT host FROM channels WHERE claimed_until > ?)' : '';
  return sql.all(
    // The host is worked out of the address for each row that the index of what is due does not give.
    `SELECT id${oneAHost === true ? ', host' : ''} FROM channels
     WHERE ${due} AND (people IS NULL OR ${governed}) AND (claimed_until IS NULL OR claimed_until <= ?) ${wanted} ${within} ${free}
     ORDER BY next_at NULLS LAST, id LIMIT ?`,
    ...(force ? [] : [now]),
    now,
    ...(ids === undefined ? [] : [JSON.stringify(ids)]),
    ...(dataset === undefined ? [] : [dataset]),
    ...(oneAHost ? [now] : []),
    limit,
  );
}

function toClaimed(row: Row): ClaimedChannel {
  return {
    channel: readChannel(row),
    claim: String(row['claim']),
    cursor: readJson(row['cursor']),
    failures: Number(row['failures']),
    lastPostAt: row['last_post_at'] as Instant | null,
  };
}

function readChannel(row: Row): Channel {
  return JSON.parse(String(row['body'])) as Channel;
}

function readJson(value: Row[string] | undefined): Json | null {
  return typeof value === 'string' ? (JSON.parse(value) as Json) : null;
}

function toState(row: Row, isGoverned: boolean): ChannelState {
  const channel = readChannel(row);
  const state = row['state'] as ChannelState['state'];
  return {
    channel,
    state: state === 'active' && channel.people === true && !isGoverned ? 'withheld' : state,
    nextAt: row['next_at'] as Instant | null,
    lastRunAt: row['last_run_at'] as Instant | null,
    lastSuccessAt: row['last_success_at'] as Instant | null,
    lastPostAt: row['last_post_at'] as Instant | null,
    failures: Number(row['failures']),
    failure: row['failure'] as FailureKind | null,
    message: row['message'] as string | null,
    notes: readNotes(row['notes']),
    mentions: row['mentions'] === null ? null : Number(row['mentions']),
  };
}
