import { createHash } from 'node:crypto';
import type { Found } from '../scrapers/collector.ts';
import { collectors } from '../scrapers/index.ts';
import { recognise } from '../scrapers/recognise.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { readSetting } from './config.ts';
import { CollectError, InputError } from './core/errors.ts';
import { hideSecrets } from './core/http/say.ts';
import { oneLine } from './core/text.ts';
import type { AuthorKind, Channel } from './core/types.ts';
import { authorKinds } from './core/types.ts';
import { howToRecord } from './governance.ts';

export interface ChannelRequest {
  /** A feed, a web page or an account, as a person would type it. */
  readonly address: string;
  readonly organisation?: string | null;
  readonly authorKind?: string | null;
  readonly title?: string | null;
  readonly selector?: string | null;
  /** A private person's own, a hashtag or a search. */
  readonly people?: boolean;
}

export interface AddedChannel {
  readonly stored: boolean;
  readonly channel: Channel | null;
  /** Further places of the same site that its main one leaves out, stored beside it. */
  readonly also: readonly Channel[];
  /** What was found, in a sentence. */
  readonly says: string;
}

/**
 * Recognises an address, tries it once and stores it. Private people's is stored as well, and looked at only where a Governance stands. Throws
 * InputError or CollectError with a sentence; then nothing is stored.
 */
export async function addChannel(
  app: App,
  request: ChannelRequest,
  who: string,
  stopping: AbortSignal | null = null,
): Promise<AddedChannel> {
  const given = await checkOrganisation(app, request.organisation ?? null);
  const givenKind = checkKind(request.authorKind ?? null);
  const { http, log, now } = app;
  const patience = AbortSignal.timeout(60_000);
  const signal = stopping === null ? patience : AbortSignal.any([patience, stopping]);
  const asked = request.people === true || givenKind === 'patient';
  const isGoverned = (await app.store.governance()) !== null;
  const mayLook = (people: boolean): boolean => isGoverned || !(people || asked);
  const context = { http, log, now, signal, setting: readSetting };
  const found = await recognise(request.address, context, mayLook).catch((error: unknown) => {
    if (stopping?.aborted) throw new CollectError('unreachable', 'Stopped; nothing was stored.', { cause: error });
    if (!patience.aborted) throw error;
    throw new CollectError('unreachable', 'It was not read within a minute, so nothing was stored.', { cause: error });
  });
  const linked = given.code === null && found.organisation !== undefined ? await linkFound(app, found.organisation) : null;
  const says = `${sentence(found.says)}${linked === null ? '' : ` ${linked.says}`}`;
  if (!found.storable) return { stored: false, channel: null, also: [], says };
  const store = async (one: Found, title: string, selector: string | null) => {
    const collector = collectors.find(({ platform }) => platform === one.platform);
    const channel: Channel = {
      id: await pickId(app, one.platform, one.address),
      platform: one.platform,
      address: one.address,
      title: oneLine(title, 120),
      organisation: given.code ?? linked?.code ?? null,
      authorKind: givenKind ?? given.kind ?? linked?.kind ?? one.authorKind ?? 'other',
      selector,
      everyMinutes: collector?.everyMinutes ?? 15,
      ...(asked || one.people === true ? { people: true } : {}),
      dataset: live.id,
      addedAt: now(),
    };
    const outcome = await app.store.saveChannel(channel);
    // What is written down here is kept for good, and a private person's address is their name.
    const shown = channel.people === true ? 'private people’s' : oneLine(hideSecrets(channel.address));
    const what = `${outcome} channel ${channel.id} (${shown})`;
    if (outcome !== 'unchanged') await app.store.recordChange({ at: now(), who, what });
    return { channel, outcome };
  };
  const [watched] = found.same === undefined ? [] : await app.store.channels({ dataset: live.id, address: found.same });
  if (watched !== undefined) {
    const { channel } = watched;
    const kept = `The same posts come through its feed, ${channel.id}, which is in the list already and stays; remove it first to read this instead.`;
    return { stored: true, channel, also: [], says: `${says} ${kept}` };
  }
  const { channel, outcome } = await store(found, request.title ?? found.title, request.selector ?? null);
  const also = await Promise.all((found.also ?? []).map(async (one) => (await store(one, one.title, null)).channel));
  const known = outcome === 'added' ? '' : ' It was in the list already.';
  return { stored: true, channel, also, says: `${says}${known}${sayWithheld(channel, isGoverned)}${sayAlso(found.also ?? [])}` };
}

function sayWithheld({ people }: Channel, isGoverned: boolean): string {
  return people === true && !isGoverned ? ` It is off, because private people post there: ${howToRecord}.` : '';
}

function sayAlso(also: readonly Found[]): string {
  if (also.length === 0) return '';
  const list = also.map(({ says }) => oneLine(says, 200)).join('; ');
  return ` What it leaves out is watched beside it: ${list}.`;
}

function sentence(words: string): string {
  const line = oneLine(words, 500);
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}${/[.!?]$/.test(line) ? '' : '.'}`;
}

/** False when there is no such Channel. */
export async function removeChannel({ store, now }: App, id: string, who: string): Promise<boolean> {
  const removed = await store.removeChannel(id);
  if (removed) await store.recordChange({ at: now(), who, what: `removed channel ${oneLine(id)}` });
  return removed;
}

/** The id of the Channel that is read from there already, even if it was added under another address; otherwise one made of the address. */
export async function pickId({ store, now }: App, platform: string, address: string): Promise<string> {
  const here = (await store.channels({ dataset: live.id, address })).find(({ channel }) => channel.platform === platform);
  if (here !== undefined) return here.channel.id;
  const id = channelId(platform, address);
  // That id may be one that has moved away from this address since: its posts are not this one's.
  return (await store.channels({ ids: [id] })).length === 0 ? id : channelId(platform, `${address} ${now()}`);
}

/** Stable, so that adding an address twice finds the first. */
export function channelId(platform: string, address: string): string {
  return `${platform}:${createHash('sha256').update(address).digest('hex').slice(0, 12)}`;
}

export async function checkOrganisation(
  app: App,
  given: string | null,
): Promise<{ code: string | null; kind: AuthorKind | null }> {
  if (given === null || given === '') return { code: null, kind: null };
  const code = given.trim().toUpperCase();
  if (!/^[A-Z0-9]{3,8}$/.test(code)) {
    throw new InputError(
      `"${oneLine(given, 40)}" is not an ODS code; a practice's is a letter and five digits, such as N81086.`,
      { field: 'organisation' },
    );
  }
  const directory = await app.directory();
  const known = directory.byCode(code);
  if (known === null && directory.size > 0) {
    throw new InputError(
      `${code} is not in the directory; check the code, or import a newer file with "ripplewatch directory import".`,
      { field: 'organisation' },
    );
  }
  return { code, kind: known?.kind ?? null };
}

/** What the page's own address says of whose it is; a code that the directory does not know is told and not believed. */
async function linkFound(app: App, code: string): Promise<{ code: string | null; kind: AuthorKind | null; says: string }> {
  const directory = await app.directory();
  const known = directory.byCode(code);
  const carries = `The ODS code ${code} stands in its addresses`;
  if (known !== null) return { code, kind: known.kind, says: `${carries}, so it is linked to ${known.name}.` };
  if (directory.size > 0)
    return { code: null, kind: null, says: `${carries}, but it is not in the directory, so nothing is linked.` };
  return { code, kind: 'practice', says: `${carries}, so it is linked to that practice.` };
}

export function checkKind(given: string | null): AuthorKind | null {
  if (given === null || given === '') return null;
  const kind = authorKinds.find((one) => one === given);
  if (kind === undefined)
    throw new InputError(`"${oneLine(given, 40)}" is no author kind; it takes one of ${authorKinds.join(', ')}.`, {
      field: 'kind',
    });
  return kind;
}
