import { clock } from '../core/time.ts';
import type { Area, Mention, Organisation } from '../core/types.ts';
import type { Retention, Store, StoreOptions } from './contract.ts';
import type { MentionQuery } from './filters.ts';
import { applyPart } from './part.ts';
import type { Position } from './position.ts';
import { writePosition } from './position.ts';
import type { Said } from './review.ts';
import { applyReview } from './review.ts';
import type { EngineOptions } from './sqlite-engine.ts';
import type { Packed, PackedPage } from './sqlite-pages.ts';
import type { Relay } from './sqlite-relay.ts';
import { startRelay } from './sqlite-relay.ts';
import type { CheckedCounts } from './upkeep.ts';

const streamedRows = 500;

export type SqliteOptions = StoreOptions & Pick<EngineOptions, 'chunkRows'>;

/**
 * Opens the store in one SQLite file, created when absent; `:memory:` is a store of its own that lives until it is closed.
 * Throws StoreError with a sentence when the file is newer, no store, damaged, or cannot be written.
 */
export async function openSqlite(file: string, { areas, chunkRows }: SqliteOptions): Promise<Store> {
  const relay = await startRelay({ file, areas, ...(chunkRows === undefined ? {} : { chunkRows }) });
  const { call } = relay;
  return {
    close: () => relay.close(),
    shared: false,
    // One computer has one clock, and the file's database is that computer.
    now: clock,
    addDataset: (dataset) => call('addDataset', dataset),
    datasets: () => call('datasets'),
    removeDataset: (id) => call('removeDataset', id),
    saveChannel: (channel) => call('saveChannel', channel),
    channels: (filter) => call('channels', filter),
    removeChannel: (id) => call('removeChannel', id),
    claimDue: (claim) => call('claimDue', claim),
    renewClaims: (renewal) => call('renewClaims', renewal),
    startRun: (run) => call('startRun', run),
    finishRun: (result) => call('finishRun', result),
    runs: (filter) => call('runs', filter),
    blindPeriods: (filter) => call('blindPeriods', filter),
    sight: (filter) => call('sight', filter),
    reviewWarnings: (review) => call('reviewWarnings', review),
    warnings: (dataset) => call('warnings', dataset),
    streamCursor: (platform) => call('streamCursor', platform),
    saveStreamCursor: (platform, cursor) => call('saveStreamCursor', platform, cursor),
    saveBatch: (batch) => call('saveBatch', batch),
    mentions: async (query, options) => {
      const { items, next, all, deleted, atLeast } = await call('newestFirst', query, options);
      return {
        items: items.map((packed) => unpack(packed, areas)),
        next: next === null ? null : writePosition(next),
        total: options.deleted === true ? all : all - deleted,
        deleted,
        ...(atLeast ? { atLeast } : {}),
      };
    },
    mention: async (key) => {
      const packed = await call('findMention', key);
      return packed === null ? null : unpack(packed, areas);
    },
    takeBack: (key) => call('takeBack', key),
    saveReviews: (reviews) => call('saveReviews', reviews),
    reviews: (filter) => call('reviews', filter),
    stream: (query) => streamMentions(relay, query, areas),
    ungrouped: (limit) => call('ungrouped', limit),
    fileWordings: (posts) => call('fileWordings', posts),
    wordingTexts: (wordings) => call('wordingTexts', wordings),
    groupPosts: (group) => call('groupPosts', group),
    uncheckedCopies: (limit) => call('uncheckedCopies', limit),
    saveRelays: (copies) => call('saveRelays', copies),
    count: (query) => call('count', query),
    counts: (query, by) => call('counts', query, by),
    latest: (query) => call('latest', query),
    tidyCounts: (tidying) => tidyCounts(relay, tidying),
    verifyCounts: ({ repair }) => verifyCounts(relay, repair),
    addSites: (sites) => call('addSites', sites),
    sites: (filter) => call('sites', filter),
    finishSite: (result) => call('finishSite', result),
    proposals: (filter) => call('proposals', filter),
    decideProposals: (decision) => call('decideProposals', decision),
    retain: (limits) => retain(relay, limits),
    forget: (request) => call('forget', request),
    unsealed: async (limit) => (await call('unsealed', limit)).map((packed) => unpack(packed, areas)),
    saveSealed: (posts) => call('saveSealed', posts),
    versions: (key) => call('versions', key),
    recordGovernance: (entry) => call('recordGovernance', entry),
    governanceHistory: () => call('governanceHistory'),
    governance: () => call('governance'),
    notices: (filter) => call('notices', filter),
    saveOrganisations: (rows) => call('saveOrganisations', rows),
    organisations: () => streamOrganisations(relay),
    organisationCount: () => call('organisationCount'),
    reserve: (ask) => call('reserve', ask),
    settle: (id, amount) => call('settle', id, amount),
    spending: (budget, period) => call('spending', budget, period),
    acquireLease: (lease) => call('acquireLease', lease),
    releaseLease: (name, holder) => call('releaseLease', name, holder),
    claimJob: (job) => call('claimJob', job),
    holders: () => call('holders'),
    releaseHolder: (holder) => call('releaseHolder', holder),
    claimDigest: (claim) => call('claimDigest', claim),
    finishDigest: (result) => call('finishDigest', result),
    digests: (limit) => call('digests', limit),
    recordChange: (change) => call('recordChange', change),
    changes: (limit) => call('changes', limit),
    revision: () => call('revision'),
    watchRevision: () => Promise.resolve(null),
    dump: (kind, after) => call('dump', kind, after),
    holdings: () => call('holdings'),
    beginCopy: (state) => call('beginCopy', state),
    restore: (page) => call('restore', page),
    finishCopy: () => call('finishCopy'),
    unfinishedCopy: () => call('unfinishedCopy'),
  };
}

/** A chunk is fetched when the one before has been taken, so memory stays flat however slow the reader is. */
async function* streamMentions({ call }: Relay, query: MentionQuery, areas: readonly Area[]): AsyncGenerator<readonly Mention[]> {
  const last = await call('lastKey');
  let after: Position | null = null;
  do {
    const page: PackedPage = await call('oldestFirst', query, { limit: streamedRows, after, last });
    if (page.items.length > 0) yield page.items.map((packed) => unpack(packed, areas));
    after = page.next;
  } while (after !== null);
}

/** Mentions that are counted in one transaction: others want to write too. */
const countedAtOnce = 2000;

async function tidyCounts({ call }: Relay, { signal, onStep }: Parameters<Store['tidyCounts']>[0] = {}): Promise<void> {
  while (signal?.aborted !== true) {
    if (onStep !== undefined) onStep(await call('untidy'));
    if (!(await call('tidySome', countedAtOnce))) return;
  }
}

async function* verifyCounts({ call }: Relay, repair: boolean): AsyncGenerator<CheckedCounts> {
  for (let next = await call('nextStretch', null); next !== null; next = await call('nextStretch', next)) {
    yield await call('checkStretch', next, repair);
  }
}

/** In small transactions, so that other processes can write in between. */
async function retain({ call }: Relay, limits: Retention): Promise<number> {
  for (let total = 0; ; ) {
    const { mentions, runs } = await call('retainSome', limits, streamedRows);
    total += mentions;
    if (mentions + runs > 0) continue;
    if (total > 0) await call('flush');
    return total;
  }
}

async function* streamOrganisations({ call }: Relay): AsyncGenerator<readonly Organisation[]> {
  for (let after = ''; ; ) {
    const rows = await call('organisationsAfter', after, streamedRows);
    const chunk = rows.map((row) => JSON.parse(row) as Organisation);
    const last = chunk.at(-1);
    if (last === undefined) return;
    yield chunk;
    after = last.code;
  }
}

/** The original and what a person said are kept apart from the rest, so they are put back in their places here. */
function unpack([body, raw, review, part, versions]: Packed, areas: readonly Area[]): Mention {
  const mention = applyPart(JSON.parse(body) as Mention, part);
  const whole: Mention = {
    ...mention,
    post: { ...mention.post, raw: JSON.parse(raw) as Mention['post']['raw'] },
    ...(versions === null ? {} : { versions: JSON.parse(versions) as NonNullable<Mention['versions']> }),
  };
  return review === null ? whole : applyReview(whole, JSON.parse(review) as Said, areas);
}
