import { readDate } from '../scrapers/dates.ts';
import { hashText, tidyText } from '../scrapers/text.ts';
import type { HandPost, LoggedPost } from './api/deps.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { guessSite } from './byhand-site.ts';
import { InputError } from './core/errors.ts';
import { sealPost } from './core/privacy.ts';
import { oneLine } from './core/text.ts';
import { addMs, londonTime } from './core/time.ts';
import type { AuthorKind, Instant, Mention, Organisation, Post } from './core/types.ts';
import { authorKinds, phases } from './core/types.ts';
import { readKeys } from './keys.ts';

/** All posts by hand come under this name; it is no Channel, so nothing is watched there and nothing can be missed. */
export const handChannel = 'hand';

/**
 * Stores a post that somebody saw, through the same pipeline as any other. The same link is the same post: its words are replaced. Throws
 * InputError naming the field, with what would be right.
 */
export async function logPost(app: App, given: HandPost, who: string): Promise<LoggedPost> {
  const { store, now } = app;
  const at = now();
  const link = readLink(given.link);
  const text = tidyText(given.text);
  if (text === '') throw new InputError('Give the words of the post: copy them, or type what it says.', { field: 'text' });
  const postedAt = readPostedAt(given.postedAt, at);
  const organisation = await findOrganisation(app, given.organisation, postedAt);
  const kind = readKind(given.kind) ?? organisation?.kind ?? 'other';
  const isPrivate = organisation === null && (kind === 'patient' || kind === 'other');
  const site = guessSite(link);
  const post: Post = {
    platform: 'hand',
    id: hashText(link ?? `${organisation?.code ?? ''}\n${postedAt ?? ''}\n${text}`),
    channel: handChannel,
    url: link,
    text,
    author: { kind, name: organisation?.name ?? null, handle: null, private: isPrivate },
    postedAt,
    editedAt: null,
    seenAt: at,
    raw: { loggedBy: who, loggedAt: at, site: site?.id ?? null, postedAt: given.postedAt },
  };
  const pipeline = await app.pipeline();
  const judged = pipeline.judge(post, { organisation: organisation?.code ?? null, dataset: live.id, invented: false });
  if (isPrivate) await refusePrivate(app, judged);
  const saved = await pipeline.keep([judged]);
  const key = { platform: 'hand', id: sealPost(post, await readKeys(app.folder)).id, dataset: live.id };
  const mention = (await store.mention(key)) ?? judged;
  const outcome = saved.added > 0 ? 'added' : saved.changed > 0 ? 'updated' : 'unchanged';
  if (outcome !== 'unchanged')
    await store.recordChange({ at, who, what: `${outcome === 'added' ? 'logged' : 'changed'} the post ${key.id} by hand` });
  return { outcome, mention, says: sayLogged(outcome, mention, site?.title ?? null, postedAt) };
}

/** Every post that was logged by hand, the newest last. */
export async function handPosts({ store }: App): Promise<readonly Mention[]> {
  const query = { dataset: live.id, platforms: ['hand'], phases };
  const all = (await Array.fromAsync(store.stream(query))).flat();
  return all.filter(({ removed }) => removed === undefined);
}

/** Takes a post back that was logged by mistake, as if it had never been; false when there is none of that id. */
export async function takeBackPost({ store, now }: App, id: string, who: string): Promise<boolean> {
  const taken = await store.takeBack({ platform: 'hand', id, dataset: live.id });
  if (taken) await store.recordChange({ at: now(), who, what: `took back the post ${oneLine(id, 60)} that was logged by hand` });
  return taken;
}

function readLink(given: string | null): string | null {
  const text = given?.trim() ?? '';
  if (text === '') return null;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.') || text.length > 2000 || /\s/.test(text))
    throw new InputError(
      'The link has to be a web address, such as https://www.facebook.com/larkspur/posts/123; or leave it away.',
      {
        field: 'link',
      },
    );
  url.hash = '';
  url.username = '';
  url.password = '';
  // What says how somebody came there makes the same post look like another one.
  for (const name of [...url.searchParams.keys()])
    if (/^(?:utm_.*|fbclid|gclid|igsh|mibextid|rdid|ref|ref_src|s|t|__.*)$/i.test(name)) url.searchParams.delete(name);
  url.hostname = url.hostname.replace(/^(?:www|m|mobile|mbasic|en-gb)\.(?=(?:facebook|x|twitter|instagram)\.com$)/, '');
  if (url.hostname === 'twitter.com') url.hostname = 'x.com';
  return url.href.replace(/\/$/, '');
}

function readPostedAt(given: string | null, now: Instant): Instant | null {
  const text = given?.trim() ?? '';
  if (text === '') return null;
  const at = readDate(text);
  if (at === null)
    throw new InputError(
      `"${oneLine(text, 40)}" is no date with a time: give both, such as 19/07/2024 08:12 (London time), or leave it away where you do not know.`,
      { field: 'postedAt' },
    );
  if (at > addMs(now, 5 * 60_000))
    throw new InputError(`${londonTime(at)} has not come yet: give the time at which it was posted.`, { field: 'postedAt' });
  return at;
}

function readKind(given: string | null): AuthorKind | null {
  if (given === null || given === '') return null;
  const kind = authorKinds.find((one) => one === given);
  if (kind !== undefined) return kind;
  throw new InputError(`"${oneLine(given, 40)}" is no kind of author; it takes one of ${authorKinds.join(', ')}.`, {
    field: 'kind',
  });
}

async function findOrganisation(
  app: App,
  given: string | null,
  at: Instant | null,
): Promise<Pick<Organisation, 'code' | 'name' | 'kind'> | null> {
  const text = oneLine(given ?? '', 200);
  if (text === '') return null;
  const directory = await app.directory();
  const byCode = directory.byCode(text);
  if (byCode !== null) return byCode;
  const looksLikeCode = /^[a-z0-9]{3,8}$/i.test(text) && /\d/.test(text);
  if (looksLikeCode && directory.size === 0) return { code: text.toUpperCase(), name: text.toUpperCase(), kind: 'other' };
  const named = directory.byName(text, at);
  const [first, ...others] = named;
  if (first !== undefined && others.length === 0) return first;
  const fail = (why: string): never => {
    throw new InputError(why, { field: 'organisation' });
  };
  if (first !== undefined) {
    const some = named.slice(0, 5).map(({ code, name, town }) => `${code} (${name}${town === null ? '' : `, ${town}`})`);
    return fail(
      `Several organisations are called that: give the ODS code, such as ${some.join(', ')}${named.length > 5 ? ', …' : ''}.`,
    );
  }
  if (directory.size === 0)
    return fail(
      'The directory is empty, so names mean nothing yet: give the ODS code, or import the official files (docs/directory.md).',
    );
  return fail(
    `"${oneLine(text, 60)}" is neither an ODS code nor a name in the directory: check it, or leave it away where you do not know.`,
  );
}

/** A private person's words are kept on the same terms by hand as through a channel. */
async function refusePrivate({ store }: App, { verdict }: Mention): Promise<void> {
  if ((await store.governance()) === null)
    throw new InputError(
      'This looks like a private person’s post, which is only kept once the reasons are recorded ("ripplewatch governance"): name the organisation that wrote it, or its kind.',
      { field: 'organisation' },
    );
  if (verdict.phase === 'none')
    throw new InputError('It says nothing of a disruption, and a private person’s post is kept only when it does.', {
      field: 'text',
    });
}

function sayLogged(
  outcome: LoggedPost['outcome'],
  { verdict, post }: Mention,
  site: string | null,
  postedAt: Instant | null,
): string {
  const what = site === null ? 'The post' : `The post on ${site}`;
  const read = verdict.outage
    ? `it reads as a disruption (${verdict.phase})`
    : verdict.phase === 'none'
      ? 'it does not read as a disruption'
      : `it reads as ${verdict.phase}`;
  if (outcome === 'unchanged') return `${what} was logged before, with the same words; nothing was changed.`;
  const kept =
    outcome === 'updated' && postedAt !== null && post.postedAt !== postedAt && post.postedAt !== null
      ? ` The time stays the one logged first, ${londonTime(post.postedAt)}; take the post back and log it again to change that.`
      : '';
  if (outcome === 'updated') return `${what} was logged before: it was updated, and ${read}.${kept}`;
  return `${what} is stored: ${read}.${post.postedAt === null ? ' Without a time it is on no timeline.' : ''}`;
}
