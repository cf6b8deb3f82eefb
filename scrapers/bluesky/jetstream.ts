import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import { sayUrl } from '../../src/core/http/say.ts';
import type { Opened, Refused } from '../../src/core/http/stream.ts';
import { toMs } from '../../src/core/time.ts';
import type { Cursor, StreamContext } from '../collector.ts';
import { readFrame, type Version } from './frames.ts';
import { collection } from './record.ts';

/** Where a stream stopped. */
export type Place = {
  /** Numbers mean something to the server that gave them alone. */
  readonly address: string;
  readonly timeUs: number;
  readonly seq: number | null;
};

export interface Connection {
  readonly opened: Opened;
  readonly version: Version;
  /** The server no longer has everything since the place: what lies between is missing. */
  readonly gap: boolean;
}

export function readPlace(cursor: Cursor | null): Place | null {
  return cursor === null ? null : (cursor as unknown as Place);
}

export function versionOf(address: string): Version {
  return address.endsWith('.subscribeEvents') ? 'v2' : 'v1';
}

/**
 * Connects where the stream stopped, a few seconds before it. `dids` null: everybody's posts. A place that the server no longer has is
 * noticed: the second version refuses it or says so, the first begins later without a word, so there it is asked what it begins with.
 */
export async function connect(
  address: string,
  dids: readonly string[] | null,
  place: Place | null,
  context: StreamContext,
): Promise<Connection> {
  const version = versionOf(address);
  if (version === 'v1') {
    const gap = place !== null && (await beginsLater(address, place, context));
    return { opened: await open(v1Url(address, dids, place), v1Options(dids), context), version, gap };
  }
  const first = await context.sockets.open(v2Url(address, dids, place), { ...v2Options, signal: context.signal });
  if (!first.refused) return { opened: first, version, gap: false };
  if (place === null || readRefusal(first) !== 'CursorTooOld') throw refuse(address, first);
  return { opened: await open(v2Url(address, dids, null), v2Options, context), version, gap: true };
}

/** Most accounts that one connection takes, in either version. */
export const mostDids = 10_000;
/** Beyond it an address is longer than proxies let through; the first version then takes the list as a message. */
const mostInUrl = 100;
const rewindUs = 5_000_000;

/** https://github.com/bluesky-social/jetstream-legacy#consuming-jetstream */
function v1Url(address: string, dids: readonly string[] | null, place: Place | null): string {
  const url = new URL(address);
  url.searchParams.append('wantedCollections', collection);
  if (place !== null) url.searchParams.append('cursor', String(place.timeUs - rewindUs));
  if (dids !== null && dids.length > mostInUrl) url.searchParams.append('requireHello', 'true');
  else for (const did of dids ?? []) url.searchParams.append('wantedDids', did);
  return url.href;
}

function v1Options(dids: readonly string[] | null): { hello?: string } {
  if (dids === null || dids.length <= mostInUrl) return {};
  const payload = { wantedCollections: [collection], wantedDids: dids, maxMessageSizeBytes: 0 };
  return { hello: JSON.stringify({ type: 'options_update', payload }) };
}

function v2Url(address: string, dids: readonly string[] | null, place: Place | null): string {
  const url = new URL(address);
  for (const kind of ['commit', 'account', 'identity', 'sync']) url.searchParams.append('kinds', kind);
  url.searchParams.append('collections', collection);
  for (const did of dids ?? []) url.searchParams.append('dids', did);
  // Its own numbers are exact; the time is what holds between servers.
  const own = place !== null && place.address === address ? place.seq : null;
  if (place !== null) url.searchParams.append('cursor', String(own ?? place.timeUs - rewindUs));
  return url.href;
}

const v2Options = { subprotocol: 'xrpc.v1.json', answers: [400] };

async function open(
  url: string,
  options: { hello?: string; subprotocol?: string; answers?: readonly number[] },
  context: StreamContext,
): Promise<Opened> {
  const opened = await context.sockets.open(url, { ...options, signal: context.signal });
  if (opened.refused) throw refuse(url, opened);
  return opened;
}

/** A network in which nobody did anything for so long is not Bluesky's. */
const silenceUs = 60_000_000;
const patienceMs = 10_000;

/** Looks at the first thing that a server of the first version has after a place, from anybody. */
async function beginsLater(address: string, place: Place, context: StreamContext): Promise<boolean> {
  const sinceUs = place.timeUs - rewindUs;
  if (toMs(context.now()) * 1000 - place.timeUs < silenceUs) return false;
  const opened = await open(`${address}?cursor=${sinceUs}`, {}, context);
  const end = toMs(context.now()) + patienceMs;
  for await (const [text] of opened.messages()) {
    if (text !== undefined) return (readFrame(text, 'v1').timeUs ?? sinceUs) - sinceUs > silenceUs;
    if (toMs(context.now()) > end) break;
  }
  return true;
}

const refusal = z.object({ error: z.string() });

function readRefusal({ text }: Refused): string {
  try {
    return refusal.parse(JSON.parse(text)).error;
  } catch {
    return '';
  }
}

function refuse(address: string, { status, text }: Refused): CollectError {
  const said = text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200);
  return new CollectError('changed', `${sayUrl(address)} refused the stream (status ${status}: ${said}).`);
}
