import { readInstant } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Cursor } from '../collector.ts';
import type { Status } from './shapes.ts';
import { hashStatus } from './status.ts';
import type { TermsLook } from './terms.ts';

/** A status we have seen: enough to know it again, to see that it was edited, and to ask whether it is still there. */
export interface Known {
  readonly id: string;
  /** Empty for what we do not take. */
  readonly hash: string;
  readonly uri: string;
  readonly account: string;
  readonly createdAt: string;
  /** When the server last showed it to us. */
  readonly seenAt: Instant;
  /** When we asked about it because it was missing from the page, and it was there; null while nothing was missing. */
  readonly askedAt: Instant | null;
}

/** What is kept between two Runs. Ids are compared for equality alone: on compatible servers they are neither numbers nor in any order. */
export interface Memory {
  /** Id of the newest status that has been yielded, by the server's own order; null before the first. */
  newest: string | null;
  /** By id, in the order in which they were first seen. */
  readonly known: Map<string, Known>;
  terms: TermsLook | null;
  account: { readonly id: string; readonly lookedAt: Instant } | null;
}

const mostKnown = 300;

export function readMemory(cursor: Cursor | null): Memory {
  const { newest = null, known = [], terms = null, account = null } = (cursor ?? {}) as Partial<Stored>;
  return { newest, terms, account, known: new Map(known.map((one) => [one[0], unpack(one)])) };
}

export function writeMemory({ newest, known, terms, account }: Memory): Cursor {
  const stored: Stored = { newest, terms, account, known: [...known.values()].slice(-mostKnown).map(pack) };
  return stored;
}

/** True when its words are not those we know. */
export function isNews(memory: Memory, status: Status): boolean {
  return memory.known.get(status.id)?.hash !== hashStatus(status);
}

/** `askedAt`: it was asked for by itself. */
export function remember(memory: Memory, status: Status, seenAt: Instant, askedAt: Instant | null = null): void {
  const { id, uri, account } = status;
  const createdAt = readInstant(status.created_at) ?? status.created_at;
  memory.known.set(id, { id, hash: hashStatus(status), uri, account: account.id, createdAt, seenAt, askedAt });
}

type Packed = readonly [
  id: string,
  hash: string,
  uri: string,
  account: string,
  createdAt: string,
  seenAt: Instant,
  askedAt: Instant | null,
];
type Stored = {
  readonly newest: string | null;
  readonly known: readonly Packed[];
  readonly terms: TermsLook | null;
  readonly account: Memory['account'];
};

function pack({ id, hash, uri, account, createdAt, seenAt, askedAt }: Known): Packed {
  return [id, hash, uri, account, createdAt, seenAt, askedAt];
}

function unpack([id, hash, uri, account, createdAt, seenAt, askedAt]: Packed): Known {
  return { id, hash, uri, account, createdAt, seenAt, askedAt };
}
