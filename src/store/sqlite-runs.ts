import { StoreError } from '../core/errors.ts';
import type { FailureKind, Instant, Run, RunOutcome } from '../core/types.ts';
import type { RunFilter, RunResult } from './contract.ts';
import { takenOver } from './runs.ts';
import { isLost } from './sqlite-claims.ts';
import { noteSight } from './sqlite-sight.ts';
import type { Row, Sql } from './sqlite-sql.ts';

type NewRun = Pick<Run, 'id' | 'channel' | 'startedAt'> & Pick<RunResult, 'claim'>;

export function startRun(sql: Sql, { id, channel, startedAt, claim }: NewRun): boolean {
  return sql.transaction(() => {
    if (isLost(sql, channel, claim)) return false;
    sql.run(
      `UPDATE runs SET outcome = 'interrupted', finished_at = ?, message = 'The program stopped in the middle of it'
       WHERE channel = ? AND outcome = 'running'`,
      startedAt,
      channel,
    );
    sql.run(
      `INSERT INTO runs (id, channel, dataset, started_at, outcome)
       VALUES (?1, ?2, (SELECT dataset FROM channels WHERE id = ?2), ?3, 'running')`,
      id,
      channel,
      startedAt,
    );
    sql.run('UPDATE channels SET last_run_at = ? WHERE id = ?', startedAt, channel);
    return true;
  });
}

/** A Run that was closed as interrupted meanwhile has lost its Channel to another one, so it changes nothing any more. */
export function finishRun(sql: Sql, result: RunResult): void {
  sql.transaction(() => {
    const stored = sql.get('SELECT outcome, started_at FROM runs WHERE id = ? AND channel = ?', result.id, result.channel);
    if (stored === undefined) throw new StoreError(`The run ${result.id} of the channel ${result.channel} was never started.`);
    if (stored['outcome'] !== 'running') return;
    const lost = isLost(sql, result.channel, result.claim);
    closeRun(sql, lost ? { ...result, ...takenOver } : result);
    if (lost) return;
    noteSight(sql, { ...result, startedAt: stored['started_at'] as Instant });
    freeChannel(sql, result);
  });
}

function closeRun(sql: Sql, result: RunResult): void {
  sql.run(
    `UPDATE runs SET finished_at = ?, outcome = ?, failure = ?, message = ?, posts_seen = ?, posts_new = ?, posts_changed = ?,
         posts_removed = ?, mentions_new = ?, notices_new = ?, bytes = ?, status = ?, notes = ?, next_at = ? WHERE id = ?`,
    result.finishedAt,
    result.outcome,
    result.failure,
    result.message,
    result.postsSeen,
    result.postsNew,
    result.postsChanged,
    result.postsRemoved,
    result.mentionsNew,
    result.noticesNew,
    result.bytes,
    result.status,
    writeNotes(result.notes),
    result.nextAt,
    result.id,
  );
}

/** `waiting` and `interrupted` are no failures, and no successes either: the row of failures stands as it was. */
function freeChannel(sql: Sql, result: RunResult): void {
  const { channel, outcome, failure, message, finishedAt, nextAt, state, notes } = result;
  sql.run(
    `UPDATE channels SET claimed_by = NULL, claimed_until = NULL, claim = NULL, next_at = ?1, state = ?2, failure = ?3, message = ?4,
       failures = CASE ?5 WHEN 'ok' THEN 0 WHEN 'failed' THEN failures + 1 ELSE failures END,
       last_success_at = CASE ?5 WHEN 'ok' THEN ?6 ELSE last_success_at END,
       notes = CASE WHEN ?8 THEN ?9 ELSE notes END
     WHERE id = ?7`,
    nextAt,
    state,
    failure,
    message,
    outcome,
    finishedAt,
    channel,
    notes === null ? 0 : 1,
    writeNotes(notes),
  );
}

/** Most Channels have none, so none takes no room. */
export function writeNotes(notes: readonly string[] | null): string | null {
  return notes === null || notes.length === 0 ? null : JSON.stringify(notes);
}

export function readNotes(value: Row[string] | undefined): readonly string[] {
  return typeof value === 'string' ? (JSON.parse(value) as string[]) : [];
}

export function runs(sql: Sql, { channel, from, to, limit }: RunFilter): readonly Run[] {
  const parts = [
    { sql: 'true', values: [] },
    ...(channel === undefined ? [] : [{ sql: 'channel = ?', values: [channel] }]),
    ...(from === undefined ? [] : [{ sql: 'started_at >= ?', values: [from] }]),
    ...(to === undefined ? [] : [{ sql: 'started_at < ?', values: [to] }]),
  ];
  const condition = parts.map((part) => part.sql).join(' AND ');
  const values = parts.flatMap((part) => part.values);
  return sql
    .all(`SELECT * FROM runs WHERE ${condition} ORDER BY started_at DESC, rowid DESC LIMIT ?`, ...values, limit)
    .map(toRun);
}

export function toRun(row: Row): Run {
  return {
    id: String(row['id']),
    channel: String(row['channel']),
    startedAt: row['started_at'] as Instant,
    finishedAt: row['finished_at'] as Instant | null,
    outcome: row['outcome'] as RunOutcome,
    failure: row['failure'] as FailureKind | null,
    message: row['message'] as string | null,
    postsSeen: Number(row['posts_seen']),
    postsNew: Number(row['posts_new']),
    postsChanged: Number(row['posts_changed']),
    postsRemoved: Number(row['posts_removed']),
    mentionsNew: Number(row['mentions_new']),
    noticesNew: Number(row['notices_new']),
    bytes: Number(row['bytes']),
    status: row['status'] as number | null,
    notes: readNotes(row['notes']),
    nextAt: row['next_at'] as Instant | null,
  };
}
