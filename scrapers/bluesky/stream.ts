import { CollectError } from '../../src/core/errors.ts';
import { sayUrl } from '../../src/core/http/say.ts';
import { toMs } from '../../src/core/time.ts';
import type { Channel } from '../../src/core/types.ts';
import type { Cursor, Stream, StreamContext, Streamed } from '../collector.ts';
import { readNeed } from '../setting.ts';
import { resolveDid } from './account.ts';
import { readWords } from './address.ts';
import { type Frame, fromMicroseconds, readFrame, type Version } from './frames.ts';
import { createHearing, type Hearing } from './hearing.ts';
import { connect, mostDids, type Place, readPlace } from './jetstream.ts';
import { createProfiles, type Profiles } from './profiles.ts';
import { jetstream } from './settings.ts';

/** Bluesky's posts as they are written, through a Jetstream: of many accounts, or everybody's that contain certain words. */
export function createStream(): Stream {
  const profiles = createProfiles();
  return {
    switch: jetstream.name,
    only: ({ address }) => readWords(address) !== null,
    read: (channels, cursor, context) => readStream(channels, cursor, context, profiles),
  };
}

/** Between two steps; a post waits no longer. */
const stepMs = 1000;
const minuteMs = 60_000;
/** Who was asked and had nothing to say for so long has caught up: the place moves on, or it would grow older than what the server keeps. */
const quietMs = 10 * minuteMs;

async function* readStream(
  channels: readonly Channel[],
  cursor: Cursor | null,
  context: StreamContext,
  profiles: Profiles,
): AsyncGenerator<Streamed> {
  const address = readNeed(context, jetstream);
  if (address === null) throw new CollectError('unauthorised', `${jetstream.name} is not set, so there is no stream.`);
  const before = readPlace(cursor);
  const accounts = await findAccounts(channels, context);
  const authors = await profiles.of([...accounts.keys()], context);
  const listeners = channels.filter(({ address: of }) => readWords(of) !== null);
  const heard = new Map([...accounts].filter(([did]) => authors.has(did)).slice(0, mostDids));
  if (heard.size + listeners.length === 0) return;
  const hearing = createHearing({ accounts: heard, authors, listeners, profiles });
  const dids = listeners.length > 0 ? null : [...heard.keys()];
  const { opened, version, gap } = await connect(address, dids, before, context);
  let place = before;
  let step = first(heard, listeners, gap ? before : null, context);
  let steppedMs = 0;
  let heardMs = toMs(context.now());
  for await (const texts of opened.messages()) {
    for (const text of texts) {
      const frame = read(text, version, address);
      place = follow(frame, place, address);
      if (frame.event.kind === 'moved') step = first(heard, listeners, before, context);
      else hearing.hear(frame, context.now());
    }
    const nowMs = toMs(context.now());
    if (texts.length > 0) heardMs = nowMs;
    if (nowMs - heardMs > quietMs) place = startAt(address, nowMs - minuteMs);
    if (nowMs - steppedMs < stepMs) continue;
    steppedMs = nowMs;
    yield await take(step, hearing, place ?? startAt(address, nowMs), context);
    step = nothing;
  }
}

const nothing = { watches: null, look: [], missed: null } as const;

/** What is said once at the beginning: who is watched, and after a gap that all of them want a look. */
function first(
  accounts: ReadonlyMap<string, readonly Channel[]>,
  listeners: readonly Channel[],
  gapFrom: Place | null,
  context: StreamContext,
): Pick<Streamed, 'watches' | 'look' | 'missed'> {
  const watched = [...accounts.values()].flat();
  return {
    watches: new Set([...watched, ...listeners].map(({ id }) => id)),
    look: gapFrom === null ? [] : watched,
    missed: gapFrom === null ? null : { from: fromMicroseconds(gapFrom.timeUs), to: context.now() },
  };
}

async function take(
  step: Pick<Streamed, 'watches' | 'look' | 'missed'>,
  hearing: Hearing,
  place: Place,
  context: StreamContext,
): Promise<Streamed> {
  const { batches, look } = await hearing.take(context);
  return { ...step, batches, look: [...new Set([...step.look, ...look])], cursor: place };
}

/** Nothing has come yet: the next connection begins here. */
function startAt(address: string, nowMs: number): Place {
  return { address, timeUs: nowMs * 1000, seq: null };
}

function follow({ timeUs, seq }: Frame, place: Place | null, address: string): Place | null {
  return timeUs === null ? place : { address, timeUs, seq };
}

function read(text: string, version: Version, address: string): Frame {
  try {
    return readFrame(text, version);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/\s+/g, ' ').slice(0, 160) : '';
    throw new CollectError('changed', `${sayUrl(address)} sent a message that is not as documented: ${why}.`, { cause });
  }
}

/** Channels by DID; one that cannot be resolved now is left to being looked at. */
async function findAccounts(
  channels: readonly Channel[],
  context: StreamContext,
): Promise<ReadonlyMap<string, readonly Channel[]>> {
  const found = new Map<string, Channel[]>();
  for (const channel of channels.filter(({ address }) => readWords(address) === null)) {
    const did = await resolveDid(channel.address, context).catch((error: unknown) => {
      if (error instanceof CollectError) return null;
      throw error;
    });
    if (did !== null) found.set(did, [...(found.get(did) ?? []), channel]);
  }
  return found;
}
