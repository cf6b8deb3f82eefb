import type { Instant } from '../../src/core/types.ts';
import type { Cursor } from '../collector.ts';
import type { Entry } from './pages.ts';

/** What is remembered of a post between two visits. */
export type Item = {
  /** The end of its content's id: enough to see that it is another one. */
  readonly cid: string;
  readonly at: Instant;
  /** Only the account's own server shows it. */
  readonly hidden?: true;
};

/** Where a visit to an account stopped, and who the account is: the DID stays when the handle changes. */
export type AccountCursor = {
  readonly did: string | null;
  /** For show. */
  readonly handle: string | null;
  readonly name: string | null;
  /** Address of the account's own server. */
  readonly home: string | null;
  /** When the account itself was last looked at. */
  readonly checkedAt: Instant | null;
  /** Of the newest post met. */
  readonly newestAt: Instant | null;
  readonly items: { readonly [rkey: string]: Item };
};

export function readCursor(cursor: Cursor | null): AccountCursor {
  return cursor === null ? blank : { ...blank, ...(cursor as unknown as Partial<AccountCursor>) };
}

export function itemOf({ cid, at }: Pick<Entry, 'cid' | 'at'>, hidden: boolean): Item {
  return { cid: shortCid(cid), at, ...(hidden ? { hidden } : {}) };
}

export function shortCid(cid: string): string {
  return cid.slice(-12);
}

const blank: AccountCursor = { did: null, handle: null, name: null, home: null, checkedAt: null, newestAt: null, items: {} };
