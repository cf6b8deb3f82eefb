import { CollectError } from '../src/core/errors.ts';
import type { HttpResponse } from '../src/core/http/client.ts';
import { sayUrl } from '../src/core/http/say.ts';
import { londonDate, toMs } from '../src/core/time.ts';
import type { Channel, Instant, Post } from '../src/core/types.ts';
import { type Block, type Page, readPage } from './blocks.ts';
import type { Batch, Collector, Context, Cursor } from './collector.ts';
import { hashText } from './text.ts';

/** Pages of practices without a feed, and the banners that no feed carries. */
export const web: Collector = {
  platform: 'web',
  title: 'Web pages',
  docs: 'https://service-manual.nhs.uk/design-system/components',
  needs: [],
  everyMinutes: 30,
  // Any address may be a page: it is known once it was fetched.
  recognise: () => null,
  collect: collectPage,
};

export const pageAccept = 'text/html, application/xhtml+xml, */*;q=0.5';

/**
 * Yields blocks that appeared or changed since the last look, dated by when we saw them (`raw.dated` is "seen"). At the first look the
 * notices that are there become Posts without a date (nobody knows since when they hang) and the rest is only remembered.
 * A block that goes away is no deletion: a banner taken down was still said.
 */
async function* collectPage(channel: Channel, cursor: Cursor | null, context: Context): AsyncGenerator<Batch> {
  const known = cursor === null ? null : (cursor as PageCursor);
  const response = await context.http.get(channel.address, {
    accept: pageAccept,
    robots: true,
    etag: known?.etag ?? null,
    lastModified: known?.lastModified ?? null,
    signal: context.signal,
  });
  if (response.notModified) return;
  const page = readPage(response.text, channel.selector, response.url);
  refuseUnreadable(page, response, known, channel);

  const rules = channel.selector === null ? page.built.rules : 'selector';
  const reread = known !== null && (known.rules ?? rules) !== rules;
  const rebuilt = known !== null && (reread || isRebuilt(page, known));
  const isNews = (block: Block): boolean => {
    if (known === null) return block.alert;
    return !isKnown(block, known, response.receivedAt) && (block.alert || !rebuilt);
  };
  const posts = joinNeighbours(page.blocks, isNews).map((news) => toPost(news, known === null, page, response, channel));
  const why = reread ? `is read by other rules now (${rules})` : 'was rebuilt';
  const notes = rebuilt
    ? [`${sayUrl(response.url)} ${why}: its paragraphs are remembered anew, only notices were read as news.`]
    : [];
  for (const note of notes) context.log.warn({ channel: channel.id, note }, 'page needs a look');
  yield {
    posts,
    removed: [],
    notices: [],
    cursor: nextCursor(page, known, response, rules),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

type PageCursor = {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** When each block was last there, by key. One that is away for less than a day has not "appeared" when it is back: pages rotate. */
  readonly blocks: { readonly [key: string]: string };
  readonly lookedAt: string;
  /** How many blocks the last look found. */
  readonly count: number;
  /** The rules it was read by: under others the same page falls into other blocks. Absent where it was looked at before there were any. */
  readonly rules?: string;
};

const rememberMs = 24 * 3_600_000;
const mostBlocks = 3000;

function refuseUnreadable(page: Page, response: HttpResponse, known: PageCursor | null, channel: Channel): void {
  const said = sayUrl(response.url);
  const type = response.contentType?.split(';')[0]?.trim().toLowerCase() ?? 'text/html';
  if (!/html|^text\/plain$/.test(type)) throw new CollectError('changed', `${said} is not a web page but ${type.slice(0, 60)}.`);
  const old = known === null ? 0 : page.blocks.filter(({ key }) => key in known.blocks).length;
  if (page.asksSignIn && old === 0) throw new CollectError('changed', `${said} asks for a sign-in.`);
  // A selector may rightly find nothing while there is no news; a whole page without a word is broken.
  if (page.blocks.length > 0 || channel.selector !== null) return;
  throw new CollectError(
    'changed',
    `${said} is a page without any text${known === null ? '' : ', where there always was some'}.`,
  );
}

/** It was there at the last look, however long ago that was, or at one of the day before. */
function isKnown({ key }: Block, known: PageCursor, now: Instant): boolean {
  const at = known.blocks[key];
  return at !== undefined && (at === known.lookedAt || toMs(now) - toMs(at as Instant) < rememberMs);
}

/** Nearly all ordinary blocks are new: another design or another site, not a hundred announcements. */
function isRebuilt(page: Page, known: PageCursor): boolean {
  const ordinary = page.blocks.filter(({ alert }) => !alert);
  const kept = ordinary.filter(({ key }) => key in known.blocks).length;
  return ordinary.length >= 10 && known.count >= 10 && kept < ordinary.length / 5;
}

interface News {
  readonly text: string;
  /** Where the announcement itself leads. */
  readonly link: string | null;
}

/** New paragraphs that stand together under one heading are one announcement. */
function joinNeighbours(blocks: readonly Block[], isNews: (block: Block) => boolean): News[] {
  const found: News[] = [];
  let previous: Block | null = null;
  for (const block of blocks) {
    const news = isNews(block);
    const joins = previous !== null && !block.alert && !previous.alert && block.heading !== null && belongs(previous, block);
    if (news && joins) found.push({ text: `${found.pop()?.text ?? ''}\n${block.text}`, link: null });
    else if (news)
      found.push({ text: block.heading === null ? block.text : `${block.heading}\n${block.text}`, link: block.link });
    previous = news ? block : null;
  }
  return found;
}

function belongs(previous: Block, block: Block): boolean {
  return previous.heading === block.heading || previous.text === block.heading;
}

function toPost({ text, link }: News, isFirstLook: boolean, page: Page, response: HttpResponse, channel: Channel): Post {
  const seenAt = response.receivedAt;
  // The day in the id: the same banner hung up again next month is another Post.
  const id = isFirstLook ? hashText(text) : `${hashText(text)}/${londonDate(seenAt)}`;
  return {
    platform: 'web',
    id: `${channel.id}/${id}`,
    channel: channel.id,
    url: response.url,
    text,
    author: {
      kind: channel.authorKind,
      name: page.title ?? channel.title,
      handle: URL.parse(response.url)?.host ?? null,
      private: channel.organisation === null && (channel.authorKind === 'patient' || channel.authorKind === 'other'),
    },
    postedAt: isFirstLook ? null : seenAt,
    editedAt: null,
    seenAt,
    raw: { text, page: page.title, link, supplier: page.built.supplier?.id ?? null, dated: isFirstLook ? null : 'seen' },
  };
}

function nextCursor(page: Page, known: PageCursor | null, response: HttpResponse, rules: string): PageCursor {
  const nowMs = toMs(response.receivedAt);
  const recent = Object.entries(known?.blocks ?? {}).filter(([, at]) => nowMs - toMs(at as Instant) < rememberMs);
  const here = page.blocks.map(({ key }) => [key, response.receivedAt] as const);
  const blocks = Object.fromEntries([...recent, ...here].slice(-mostBlocks));
  return {
    etag: response.etag,
    lastModified: response.lastModified,
    blocks,
    lookedAt: response.receivedAt,
    count: page.blocks.length,
    rules,
  };
}
