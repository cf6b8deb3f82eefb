import type { Instant, Proposal, ProposalState, Site, SiteState } from '../core/types.ts';
import type { FoundProposal, NewSite, ProposalDecision, SiteResult } from './discovery.ts';
import { addFound, join } from './proposal.ts';
import type { Row, Sql } from './sqlite-sql.ts';

export function addSites(sql: Sql, given: readonly NewSite[]): number {
  return sql.transaction(() => {
    let added = 0;
    for (const { url, organisations } of given) {
      const row = sql.get('SELECT organisations FROM sites WHERE url = ?', url);
      if (row === undefined) {
        sql.run("INSERT INTO sites (url, organisations, state) VALUES (?, ?, 'waiting')", url, JSON.stringify(organisations));
        added += 1;
        continue;
      }
      const all = join(readList(row['organisations']), organisations);
      sql.run('UPDATE sites SET organisations = ? WHERE url = ?', JSON.stringify(all), url);
    }
    return added;
  });
}

export function sites(
  sql: Sql,
  { urls, states }: { readonly urls?: readonly string[]; readonly states?: readonly SiteState[] } = {},
): readonly Site[] {
  const parts = [
    'true',
    ...(urls === undefined ? [] : ['url IN (SELECT value FROM json_each(?))']),
    ...(states === undefined ? [] : ['state IN (SELECT value FROM json_each(?))']),
  ];
  const values = [urls, states].flatMap((list) => (list === undefined ? [] : [JSON.stringify(list)]));
  return sql.all(`SELECT * FROM sites WHERE ${parts.join(' AND ')} ORDER BY url`, ...values).map((row) => ({
    url: String(row['url']),
    organisations: readList(row['organisations']),
    state: row['state'] as SiteState,
    says: row['says'] as string | null,
    supplier: row['supplier'] as string | null,
    checkedAt: row['checked_at'] as Instant | null,
  }));
}

export function finishSite(sql: Sql, { url, state, says, supplier, checkedAt, found }: SiteResult): void {
  sql.transaction(() => {
    sql.run(
      'UPDATE sites SET state = ?, says = ?, supplier = ?, checked_at = ? WHERE url = ?',
      state,
      says,
      supplier,
      checkedAt,
      url,
    );
    for (const one of found) keepProposal(sql, one, checkedAt);
  });
}

function keepProposal(sql: Sql, found: FoundProposal, foundAt: Instant): void {
  const row = sql.get('SELECT body FROM proposals WHERE id = ?', found.id);
  if (row === undefined) {
    sql.run(
      "INSERT INTO proposals (id, site, platform, address, state, found_at, body) VALUES (?, ?, ?, ?, 'open', ?, ?)",
      found.id,
      found.site,
      found.platform,
      found.address,
      foundAt,
      JSON.stringify(found),
    );
    return;
  }
  const known = JSON.parse(String(row['body'])) as FoundProposal;
  const body = addFound(known, found);
  sql.run('UPDATE proposals SET body = ? WHERE id = ?', JSON.stringify(body), found.id);
}

export function proposals(
  sql: Sql,
  { states, ids }: { readonly states?: readonly ProposalState[]; readonly ids?: readonly string[] } = {},
): readonly Proposal[] {
  const parts = [
    'true',
    ...(states === undefined ? [] : ['state IN (SELECT value FROM json_each(?))']),
    ...(ids === undefined ? [] : ['id IN (SELECT value FROM json_each(?))']),
  ];
  const values = [states, ids].flatMap((list) => (list === undefined ? [] : [JSON.stringify(list)]));
  return sql
    .all(`SELECT * FROM proposals WHERE ${parts.join(' AND ')} ORDER BY site, platform, address`, ...values)
    .map((row) => ({
      ...(JSON.parse(String(row['body'])) as FoundProposal),
      foundAt: row['found_at'] as Instant,
      state: row['state'] as ProposalState,
      decidedAt: row['decided_at'] as Instant | null,
      decidedBy: row['decided_by'] as string | null,
    }));
}

export function decideProposals(sql: Sql, { ids, state, at, who }: ProposalDecision): number {
  const [decidedAt, decidedBy] = state === 'open' ? [null, null] : [at, who];
  return sql.run(
    `UPDATE proposals SET state = ?1, decided_at = ?2, decided_by = ?3
     WHERE state <> ?1 AND id IN (SELECT value FROM json_each(?4))`,
    state,
    decidedAt,
    decidedBy,
    JSON.stringify(ids),
  ).changes;
}

function readList(value: Row[string] | undefined): string[] {
  return typeof value === 'string' ? (JSON.parse(value) as string[]) : [];
}
