import { z } from 'zod';
import { fromMs, readInstant, toMs } from '../../src/core/time.ts';
import { collection } from './record.ts';

/** One event of a Jetstream, whichever version it speaks. */
export type Event =
  | {
      readonly kind: 'post';
      readonly did: string;
      readonly rkey: string;
      readonly cid: string;
      readonly edited: boolean;
      readonly record: unknown;
    }
  | { readonly kind: 'delete'; readonly did: string; readonly rkey: string }
  | { readonly kind: 'account' | 'identity'; readonly did: string }
  /** The place that was asked for is not there any more, or not yet: events are missing. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'other' };

export interface Frame {
  readonly event: Event;
  /** When the Jetstream saw it, in microseconds since 1970; null for a frame that has no place in the order. */
  readonly timeUs: number | null;
  /** Its number, where the version counts. */
  readonly seq: number | null;
}

export type Version = 'v1' | 'v2';

/** Throws Error for what is no frame of that version. */
export function readFrame(text: string, version: Version): Frame {
  const value: unknown = JSON.parse(text);
  return version === 'v1' ? readV1(v1.parse(value)) : readV2(v2.parse(value));
}

const operations = z.enum(['create', 'update', 'delete']);

/** https://github.com/bluesky-social/jetstream-legacy: `time_us` is the cursor. */
const v1 = z.object({
  did: z.string(),
  time_us: z.number(),
  kind: z.string(),
  commit: z
    .object({
      operation: operations,
      collection: z.string(),
      rkey: z.string(),
      cid: z.string().optional(),
      record: z.unknown().optional(),
    })
    .optional(),
});

function readV1({ did, time_us: timeUs, kind, commit }: z.output<typeof v1>): Frame {
  const event: Event =
    kind === 'commit' && commit !== undefined
      ? readCommit(did, commit)
      : kind === 'account' || kind === 'identity'
        ? { kind, did }
        : other;
  return { event, timeUs, seq: null };
}

/** https://github.com/bluesky-social/jetstream/blob/main/lexicons/network/bsky/jetstream/subscribeEvents.json: `seq` is the cursor. */
const v2 = z.object({
  $type: z.string(),
  error: z.string().optional(),
  message: z.string().optional(),
  payload: z
    .object({
      $type: z.string(),
      name: z.string().optional(),
      seq: z.number().optional(),
      did: z.string().optional(),
      time: z.string().optional(),
      witnessedAt: z.string().optional(),
      operation: operations.optional(),
      collection: z.string().optional(),
      rkey: z.string().optional(),
      cid: z.string().optional(),
      record: z.unknown().optional(),
    })
    .optional(),
});

function readV2({ $type, error, message, payload }: z.output<typeof v2>): Frame {
  if ($type === 'error' || payload === undefined) throw new Error(`${error ?? $type}: ${message ?? 'no message'}`);
  const name = payload.$type.split('#')[1];
  const { seq = null, did = '', witnessedAt, time, operation, collection: of = '', rkey = '', cid, record } = payload;
  const at = readMicroseconds(witnessedAt ?? time);
  if (name === 'info') return { event: { kind: 'moved' }, timeUs: null, seq: null };
  if (name === 'commit' && operation !== undefined) {
    return {
      event: readCommit(did, { operation, collection: of, rkey, record, ...(cid === undefined ? {} : { cid }) }),
      timeUs: at,
      seq,
    };
  }
  // A sync says that the account's history was rewritten: only a look at it shows what it is now.
  const event: Event =
    name === 'account' || name === 'sync' ? { kind: 'account', did } : name === 'identity' ? { kind: name, did } : other;
  return { event, timeUs: at, seq };
}

const other: Event = { kind: 'other' };

type Commit = NonNullable<z.output<typeof v1>['commit']>;

function readCommit(
  did: string,
  { operation, collection: of, rkey, cid, record }: Omit<Commit, 'cid'> & { cid?: string | undefined },
): Event {
  if (of !== collection) return other;
  if (operation === 'delete') return { kind: 'delete', did, rkey };
  return { kind: 'post', did, rkey, cid: cid ?? '', edited: operation === 'update', record };
}

function readMicroseconds(text: string | undefined): number | null {
  const at = text === undefined ? null : readInstant(text);
  return at === null ? null : toMs(at) * 1000;
}

export function fromMicroseconds(timeUs: number): ReturnType<typeof fromMs> {
  return fromMs(Math.floor(timeUs / 1000));
}
