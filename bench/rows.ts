import type { Mention, Post, Review } from '../src/core/types.ts';
import { fingerprint } from '../src/store/fingerprint.ts';
import { applyReview, writeCorrection } from '../src/store/review.ts';
import { decide } from '../src/store/saving.ts';
import { bareOf } from '../src/store/sqlite-bare.ts';
import type { Value } from '../src/store/sqlite-encode.ts';
import { columnsOf, contentsOf, listsOf, mentionColumns } from '../src/store/sqlite-encode.ts';
import { wordsIn } from '../src/store/sqlite-words.ts';
import { makeVersion } from '../src/store/versions.ts';
import type { Load } from './mentions.ts';
import { changedAfter } from './mentions.ts';

/** The columns of `mentions` in a `RowBatch`. The generator names Statements itself, so nothing waits to be compared: `grouped` is 2. */
export const bulkColumns = [...mentionColumns, 'statement', 'key', 'grouped', 'edits'] as const;

/** Rows that are final, table by table in the order of their keys; lists of values lie flat, so that they go quickly from thread to thread. */
export interface RowBatch {
  readonly count: number;
  /** How many calls of the store would have announced a change. */
  readonly calls: number;
  /** `bulkColumns` of one Mention after the other. */
  readonly mentions: readonly Value[];
  /** Key, body, original, review. */
  readonly contents: readonly Value[];
  /** Key, role, system; key, area; key, service. */
  readonly systems: readonly Value[];
  readonly areas: readonly Value[];
  readonly services: readonly Value[];
  /** Key, body; key, correction, reviewer, moment. */
  readonly versions: readonly Value[];
  readonly reviews: readonly Value[];
  /** Key, words. */
  readonly words: readonly Value[];
  /** For each Mention the JSON arrays of its affected systems and its areas, for the counts. */
  readonly sets: readonly string[];
}

/** A Mention and what became of it while later ones came in: one thing at most. */
interface Entry {
  readonly mention: Mention;
  edit?: Mention;
  removal?: Load['removed'][number];
  review?: Review;
}

/** The rows that the store would hold after all of these, without writing any of them twice: each Mention waits until nothing can become of it any more. */
export function* encodeLoads(loads: Iterable<Load>): Generator<RowBatch> {
  const known = new Map<string, Entry>();
  const waiting: Entry[][] = [];
  let [key, calls] = [1, 0];
  const encodeOldest = (): RowBatch => {
    const entries = waiting.shift() ?? [];
    for (const { mention } of entries) known.delete(nameOf(mention.post));
    const batch = encode(entries, key, calls);
    key += entries.length;
    calls = 0;
    return batch;
  };
  for (const load of loads) {
    waiting.push(take(load, known));
    calls += load.reviews.length > 0 ? 2 : 1;
    if (waiting.length > changedAfter) yield encodeOldest();
  }
  while (waiting.length > 0) yield encodeOldest();
}

/** The load's new Mentions; what it says of earlier ones is noted with them. */
function take({ mentions, removed, reviews }: Load, known: Map<string, Entry>): Entry[] {
  const added: Entry[] = [];
  const change = (named: { readonly platform: string; readonly id: string }, what: Omit<Entry, 'mention'>): void => {
    const entry = known.get(nameOf(named));
    if (entry === undefined || Object.keys(entry).length > 1) {
      throw new Error(`${nameOf(named)} cannot be changed: it came too long ago, or has been changed before`);
    }
    Object.assign(entry, what);
  };
  for (const mention of mentions) {
    if (known.has(nameOf(mention.post))) change(mention.post, { edit: mention });
    else {
      const entry = { mention };
      added.push(entry);
      known.set(nameOf(mention.post), entry);
    }
  }
  for (const removal of removed) change(removal, { removal });
  for (const review of reviews) change(review, { review });
  return added;
}

function nameOf({ platform, id }: Pick<Post, 'platform' | 'id'>): string {
  return `${platform} ${id}`;
}

function encode(entries: readonly Entry[], first: number, calls: number): RowBatch {
  const batch = { mentions: [], contents: [], systems: [], areas: [], services: [], versions: [], reviews: [], words: [] };
  const out: { readonly [Table in keyof typeof batch]: Value[] } = batch;
  const sets: string[] = [];
  for (const [index, { mention: saved, edit, removal, review }] of entries.entries()) {
    const key = first + index;
    const hash = fingerprint(edit ?? saved);
    let mention = saved;
    if (edit !== undefined) {
      const edited = settleEdit(saved, edit, hash);
      mention = edited.mention;
      if (edited.version !== null) out.versions.push(key, edited.version);
    } else if (review?.correction != null) {
      mention = applyReview(saved, { ...review, correction: review.correction }, []);
      out.reviews.push(key, writeCorrection(review.correction), review.reviewer, review.reviewedAt);
    }
    const row = [...columnsOf(mention, hash), mention.statement, key, 2, edit === undefined ? 0 : 1];
    if (removal === undefined) {
      out.contents.push(key, ...contentsOf(mention));
      out.words.push(key, wordsIn(mention));
    } else {
      const { body, raw, columns } = bareOf(mention, { why: 'deleted', at: removal.at });
      for (const [column, value] of Object.entries(columns)) row[bulkColumns.indexOf(column)] = value;
      out.contents.push(key, body, raw, null);
    }
    // One by one: V8 makes a list of arguments for a spread.
    for (const value of row) out.mentions.push(value);
    const { systems, areas, services } = listsOf(mention);
    for (const [role, system] of systems) out.systems.push(key, role, system);
    for (const area of areas) out.areas.push(key, area);
    for (const service of services) out.services.push(key, service);
    sets.push(JSON.stringify(mention.verdict.systems), JSON.stringify(areas));
  }
  return { ...out, sets, count: entries.length, calls };
}

/** As the store decides it, with the version that it keeps. */
function settleEdit(saved: Mention, edit: Mention, hash: string): { readonly mention: Mention; readonly version: string | null } {
  const stored = {
    ...{ hash: fingerprint(saved), channel: saved.post.channel, organisation: saved.organisation, removedWhy: null },
    postedAt: saved.post.postedAt === null ? null : Date.parse(saved.post.postedAt),
    seenAt: Date.parse(saved.post.seenAt),
  };
  const decision = decide({
    ...{ mention: edit, hash, stored, twin: undefined, onlyStored: false },
    isForgotten: () => false,
    read: () => saved,
  });
  if (decision.outcome !== 'changed') return { mention: saved, version: null };
  const version = makeVersion(saved, edit, { last: undefined, seenAt: stored.seenAt });
  return { mention: decision.mention, version: version === null ? null : JSON.stringify(version) };
}
