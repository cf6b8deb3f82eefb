import type { Area } from '../core/types.ts';
import type { Saved, StoreBatch } from './contract.ts';
import type { MentionQuery } from './filters.ts';
import * as bare from './sqlite-bare.ts';
import * as channels from './sqlite-channels.ts';
import type { ChunkOptions } from './sqlite-chunks.ts';
import { chunkOptions, keepChunks } from './sqlite-chunks.ts';
import { renewClaims } from './sqlite-claims.ts';
import { count, counts, latest } from './sqlite-counts.ts';
import * as discovery from './sqlite-discovery.ts';
import { dump, holdings } from './sqlite-dump.ts';
import { explain } from './sqlite-errors.ts';
import * as governance from './sqlite-governance.ts';
import * as leases from './sqlite-leases.ts';
import { openDatabase } from './sqlite-open.ts';
import type { PageOptions } from './sqlite-pages.ts';
import { lastKey, newestFirst, oldestFirst } from './sqlite-pages.ts';
import * as records from './sqlite-records.ts';
import * as restoring from './sqlite-restore.ts';
import { findMention, reviews, saveReviews } from './sqlite-review.ts';
import { announce, revision } from './sqlite-revision.ts';
import { saveRelays, uncheckedCopies } from './sqlite-roles.ts';
import * as runs from './sqlite-runs.ts';
import { saveBatch, takeBack } from './sqlite-save.ts';
import { tidySome, untidy } from './sqlite-seal.ts';
import { blindPeriods, sight } from './sqlite-sight.ts';
import * as spending from './sqlite-spending.ts';
import type { Sql } from './sqlite-sql.ts';
import { createSql } from './sqlite-sql.ts';
import { groupPosts } from './sqlite-statements.ts';
import * as streams from './sqlite-streams.ts';
import { nextStretch } from './sqlite-stretch.ts';
import { tallyOf } from './sqlite-tally.ts';
import type { Call, Outcome } from './sqlite-together.ts';
import { doTogether } from './sqlite-together.ts';
import { checkStretch } from './sqlite-verify.ts';
import { versions } from './sqlite-versions.ts';
import { reviewWarnings, warnings } from './sqlite-warnings.ts';
import * as wordings from './sqlite-wordings.ts';

export interface EngineOptions {
  readonly file: string;
  readonly areas: readonly Area[];
  /** Mentions that share one set of bits: smaller ones are for tests. */
  readonly chunkRows?: number;
}

export interface Engine {
  readonly calls: EngineCalls;
  /** As `doTogether`. */
  together(calls: readonly Call[]): readonly Outcome[];
  /** One step of what can wait until nobody asks for anything; false where nothing is left. */
  upkeep(): boolean;
  close(): void;
}

/** Everything that runs in the worker: plain calls on one connection, and what closes it. Throws StoreError when the file cannot be opened. */
export function openEngine({ file, areas, chunkRows }: EngineOptions): Engine {
  try {
    const db = openDatabase(file);
    const sql = createSql(db);
    const chunks = chunkOptions(areas, chunkRows);
    const calls = bindCalls(sql, chunks);
    const run = ({ method, args }: Call): unknown =>
      (calls[method as keyof EngineCalls] as (...given: unknown[]) => unknown)(...args);
    return {
      calls,
      together: (some) => doTogether(sql, some, run),
      upkeep: () => keepChunks(sql, chunks),
      close: () => db.close(),
    };
  } catch (error) {
    throw explain(error, file);
  }
}

export type EngineCalls = ReturnType<typeof bindCalls>;

/** The calls on a connection that is open already. */
export function bindCalls(sql: Sql, chunks: ChunkOptions) {
  const { areas } = chunks;
  const on =
    <Args extends unknown[], Result>(call: (sql: Sql, ...args: Args) => Result) =>
    (...args: Args): Result =>
      call(sql, ...args);
  const query =
    <Args extends unknown[], Result>(call: (sql: Sql, areas: readonly Area[], ...args: Args) => Result) =>
    (...args: Args): Result =>
      call(sql, areas, ...args);
  tallyOf(sql);
  const { writes, writesInSteps } = announce(sql);
  const save = writes(
    ['mentions'],
    saveBatch,
    (saved, batch) => saved.added + saved.changed + saved.removed + batch.notices.length > 0,
  );
  return {
    revision: on(revision),
    count: query(count),
    counts: query(counts),
    latest: query(latest),
    newestFirst: (asked: MentionQuery, page: PageOptions) => newestFirst(sql, chunks, asked, page),
    oldestFirst: query(oldestFirst),
    lastKey: on(lastKey),
    saveBatch: (batch: StoreBatch): Saved => {
      const saved = save(batch);
      if (!sql.isOpen()) keepChunks(sql, chunks);
      return saved;
    },
    takeBack: writes(['mentions'], takeBack),
    retainSome: writes(['mentions', 'channels'], bare.retainSome),
    forget: writes(['mentions'], bare.forget),
    versions: on(versions),
    recordGovernance: writes(['channels'], governance.recordGovernance),
    governanceHistory: on(governance.governanceHistory),
    governance: on(governance.governance),
    unsealed: on(governance.unsealed),
    saveSealed: writes(['mentions'], governance.saveSealed),
    untidy: on(untidy),
    tidySome: on(tidySome),
    nextStretch: on(nextStretch),
    checkStretch: on(checkStretch),
    flush: () => sql.flush(),
    ungrouped: writesInSteps(['mentions'], wordings.ungrouped),
    fileWordings: on(wordings.fileWordings),
    wordingTexts: on(wordings.wordingTexts),
    groupPosts: writes(['mentions'], groupPosts),
    uncheckedCopies: on(uncheckedCopies),
    saveRelays: writes(['mentions'], saveRelays),
    findMention: on(findMention),
    saveReviews: writes(['mentions'], saveReviews),
    reviews: on(reviews),
    addDataset: writes(['mentions'], records.addDataset),
    datasets: on(records.datasets),
    removeDataset: writes(['mentions', 'channels'], records.removeDataset),
    saveChannel: writes(['channels'], channels.saveChannel),
    channels: on(channels.channels),
    removeChannel: writes(['channels'], channels.removeChannel),
    claimDue: on(channels.claimDue),
    renewClaims: on(renewClaims),
    startRun: writes(['channels'], runs.startRun),
    finishRun: writes(['channels'], runs.finishRun),
    runs: on(runs.runs),
    blindPeriods: query(blindPeriods),
    sight: query(sight),
    reviewWarnings: writes(['channels'], reviewWarnings),
    warnings: on(warnings),
    streamCursor: on(streams.streamCursor),
    saveStreamCursor: on(streams.saveStreamCursor),
    addSites: writes(['channels'], discovery.addSites),
    sites: on(discovery.sites),
    finishSite: writes(['channels'], discovery.finishSite),
    proposals: on(discovery.proposals),
    decideProposals: writes(['channels'], discovery.decideProposals),
    notices: on(records.notices),
    saveOrganisations: writes(['mentions'], records.saveOrganisations),
    organisationsAfter: on(records.organisationsAfter),
    organisationCount: on(records.organisationCount),
    reserve: on(spending.reserve),
    settle: on(spending.settle),
    spending: on(spending.spending),
    acquireLease: on(leases.acquireLease),
    releaseLease: on(leases.releaseLease),
    claimJob: on(leases.claimJob),
    holders: on(leases.holders),
    releaseHolder: on(leases.releaseHolder),
    claimDigest: on(leases.claimDigest),
    finishDigest: on(leases.finishDigest),
    digests: on(leases.digests),
    recordChange: on(records.recordChange),
    changes: on(records.changes),
    dump: on(dump),
    holdings: on(holdings),
    beginCopy: on(restoring.beginCopy),
    restore: on(restoring.restore),
    finishCopy: writesInSteps(['mentions', 'channels'], restoring.finishCopy),
    unfinishedCopy: on(restoring.unfinishedCopy),
  };
}
