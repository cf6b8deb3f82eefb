import type { Instant } from '../core/types.ts';
import { rankOf } from './candidates.ts';
import type { Copied, CopiedMention, CopyKind, CopyPage, CopyState } from './copying.ts';
import { copiedSteps } from './copying.ts';
import { applyReview } from './review.ts';
import { inserts } from './sqlite-encode.ts';
import { keepRelay } from './sqlite-roles.ts';
import { insertMention } from './sqlite-rows.ts';
import { writeNotes } from './sqlite-runs.ts';
import type { Sql } from './sqlite-sql.ts';
import type { NewWords } from './sqlite-words.ts';
import { gatherWords } from './sqlite-words.ts';

export function beginCopy(sql: Sql, { from, begunAt }: Pick<CopyState, 'from' | 'begunAt'>): CopyState {
  sql.transaction(() => {
    const { changes } = sql.run('INSERT OR IGNORE INTO copies (id, source, begun_at) VALUES (1, ?, ?)', from, begunAt);
    // An empty store was given its Dataset when it was made; what comes knows better when that was.
    if (changes > 0) sql.run('DELETE FROM datasets');
  });
  return unfinishedCopy(sql) ?? { from, begunAt, kind: null, next: null };
}

export function unfinishedCopy(sql: Sql): CopyState | null {
  const row = sql.get('SELECT * FROM copies');
  if (row === undefined) return null;
  return {
    from: String(row['source']),
    kind: row['kind'] as CopyKind | null,
    next: row['after'] as string | null,
    begunAt: row['begun_at'] as Instant,
  };
}

export function finishCopy(sql: Sql): void {
  sql.run('DELETE FROM copies');
  sql.flush();
}

/** The page and the place after it in one transaction, so that a copy which is killed neither loses nor doubles a row. */
export function restore(sql: Sql, page: CopyPage): void {
  sql.transaction(() => {
    restoreRows(sql, page);
    sql.run('UPDATE copies SET kind = ?, after = ?', page.kind, page.next);
  });
}

function restoreRows(sql: Sql, page: CopyPage): void {
  if (page.kind === 'mentions') {
    const words = gatherWords(sql);
    for (const one of page.rows) restoreMention(sql, one, words);
    words.write();
    return;
  }
  const { table, write } = targets[page.kind];
  for (const one of page.rows) insert(sql, table, write(one as never));
  if (page.kind === 'wordings') for (const one of page.rows) restoreBands(sql, one);
}

type Values = Readonly<Record<string, string | number | null>>;

function insert(sql: Sql, table: string, values: Values): void {
  const columns = Object.keys(values);
  sql.run(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...Object.values(values),
  );
}

interface Target<Kind extends CopyKind> {
  readonly table: string;
  readonly write: (row: Copied[Kind]) => Values;
}

const flag = (value: boolean): number => (value ? 1 : 0);

const targets: { readonly [Kind in Exclude<CopyKind, 'mentions'>]: Target<Kind> } = {
  datasets: {
    table: 'datasets',
    write: ({ id, title, invented, createdAt }) => ({ id, title, invented: flag(invented), created_at: createdAt }),
  },
  organisations: { table: 'organisations', write: (row) => ({ code: row.code, body: JSON.stringify(row) }) },
  governance: {
    table: 'governance',
    write: ({ number, at, who, decided }) => ({ key: number, at, who, decided: JSON.stringify(decided) }),
  },
  forgotten: { table: 'forgotten', write: ({ person, at }) => ({ person, at }) },
  channels: {
    table: 'channels',
    write: (row) => ({
      id: row.channel.id,
      dataset: row.channel.dataset,
      body: JSON.stringify(row.channel),
      state: row.state,
      cursor: row.cursor === null ? null : JSON.stringify(row.cursor),
      next_at: row.nextAt,
      last_run_at: row.lastRunAt,
      last_success_at: row.lastSuccessAt,
      last_post_at: row.lastPostAt,
      failures: row.failures,
      failure: row.failure,
      message: row.message,
      notes: writeNotes(row.notes),
      seen_at: row.seenAt,
      blind_from: row.blindFrom,
      blind_why: row.blindWhy,
      asked_why: row.askedWhy,
    }),
  },
  runs: {
    table: 'runs',
    write: (row) => ({
      id: row.id,
      channel: row.channel,
      dataset: row.dataset,
      started_at: row.startedAt,
      finished_at: row.finishedAt,
      outcome: row.outcome,
      failure: row.failure,
      message: row.message,
      posts_seen: row.postsSeen,
      posts_new: row.postsNew,
      posts_changed: row.postsChanged,
      posts_removed: row.postsRemoved,
      mentions_new: row.mentionsNew,
      notices_new: row.noticesNew,
      bytes: row.bytes,
      status: row.status,
      notes: writeNotes(row.notes),
      next_at: row.nextAt,
    }),
  },
  blinds: {
    table: 'blinds',
    write: ({ channel, dataset, from, to, why }) => ({ channel, dataset, began: from, ended: to, why }),
  },
  warnings: {
    table: 'warnings',
    write: ({ dataset, kind, subject, platform, title, says, since }) => ({
      ...{ dataset, kind, subject, platform, title, says, since },
    }),
  },
  wordings: {
    table: 'wordings',
    write: ({ number, dataset, form, signature, statement, bands, compared }) => ({
      ...{ key: number, dataset, form, signature, statement, bands: JSON.stringify(bands), size: bands.length },
      compared: flag(compared),
    }),
  },
  reviews: {
    table: 'reviews',
    write: ({ number, mention, correction, reviewer, reviewedAt }) => ({
      ...{ key: number, mention, correction: JSON.stringify(correction), reviewer, reviewed_at: reviewedAt },
    }),
  },
  statements: {
    table: 'statements',
    write: ({ dataset, statement, first, origin }) => ({ dataset, statement, first, origin: flag(origin) }),
  },
  statementChecks: { table: 'statement_checks', write: ({ dataset, statement }) => ({ dataset, statement }) },
  notices: {
    table: 'notices',
    write: ({ notice, dataset }) => ({
      ...{ channel: notice.channel, id: notice.id, dataset, body: JSON.stringify(notice) },
      ...{ published_at: notice.publishedAt, updated_at: notice.updatedAt },
    }),
  },
  digests: {
    table: 'digests',
    write: ({ window, dataset, target, outcome, at, message }) => ({ '"window"': window, dataset, target, outcome, at, message }),
  },
  changes: { table: 'changes', write: ({ number, at, who, what }) => ({ key: number, at, who, what }) },
  budgets: { table: 'budgets', write: ({ budget, period, spent }) => ({ budget, period, spent }) },
  reservations: {
    table: 'reservations',
    write: ({ id, budget, period, amount, at }) => ({ id, budget, period, amount, at }),
  },
  sites: {
    table: 'sites',
    write: ({ url, organisations, state, says, supplier, checkedAt }) => ({
      ...{ url, organisations: JSON.stringify(organisations), state, says, supplier, checked_at: checkedAt },
    }),
  },
  proposals: {
    table: 'proposals',
    write: ({ state, decidedAt, decidedBy, foundAt, ...found }) => ({
      ...{ id: found.id, site: found.site, platform: found.platform, address: found.address, state, found_at: foundAt },
      ...{ decided_at: decidedAt, decided_by: decidedBy, body: JSON.stringify(found) },
    }),
  },
  streams: { table: 'streams', write: ({ platform, cursor }) => ({ platform, cursor: JSON.stringify(cursor) }) },
};

function restoreBands(sql: Sql, { number, dataset, form, bands }: Copied['wordings']): void {
  const values = 'INSERT OR IGNORE INTO wording_bands (dataset, band, rank, wording) VALUES (?, ?, ?, ?)';
  for (const band of bands) sql.run(values, dataset, band, rankOf(form), number);
}

/** Written as a newcomer is, so that words and lists are filed as ever; then what has become of it since. */
function restoreMention(sql: Sql, one: CopiedMention, words: NewWords): void {
  const { number: key, mention, said, hash, form, statement, role, relayed, step } = one;
  if (sql.get('SELECT 1 FROM mentions WHERE key = ?', key) !== undefined) return;
  const { removed, versions = [], ...written } = mention;
  // What has been removed has no words that could be looked for.
  const found = removed === undefined ? words : gatherWords(sql);
  insertMention(sql, said === null ? written : applyReview(written, said, []), hash, found, key);
  for (const version of versions) sql.run(inserts.versions, key, JSON.stringify(version));
  sql.run(
    'UPDATE mentions SET sealed = ?, form = ?, statement = ?, statement_role = ?, relayed = ?, grouped = ?, edits = ? WHERE key = ?',
    ...[flag(one.sealed), form, statement, role, flag(relayed), copiedSteps.indexOf(step), versions.length, key],
  );
  keepRelay(sql, key);
  if (removed === undefined) return;
  sql.run('UPDATE mentions SET removed_at = ?, removed_why = ? WHERE key = ?', removed.at, removed.why, key);
  sql.run("UPDATE contents SET body = json_set(body, '$.removed', json(?)) WHERE mention = ?", JSON.stringify(removed), key);
}
