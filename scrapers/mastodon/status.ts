import { readInstant } from '../../src/core/time.ts';
import type { Channel, Instant, Post } from '../../src/core/types.ts';
import { hashText, keepRaw, parseHtml, readNodes, tidyText } from '../text.ts';
import type { Place } from './place.ts';
import type { Status } from './shapes.ts';

/** Changes when the words do; a counter of likes does not. Empty for what is never taken: boosts, and what is not for everybody. */
export function hashStatus(status: Status): string {
  if (!isOurs(status)) return '';
  const { content, spoiler_text, edited_at, media_attachments } = status;
  return hashText(JSON.stringify([content, spoiler_text, edited_at, media_attachments?.map(({ description }) => description)]));
}

/** Unlisted posts are readable by everybody too, but their authors asked for them not to be spread. */
export function isOurs(status: Status): boolean {
  return status.visibility === 'public' && (status.reblog === null || status.reblog === undefined);
}

/** A status as a Post; null where there is nothing to read. `uri` is the same on every server that has it, so copies meet in one Mention. */
export function toPost(status: Status, place: Place, channel: Channel, seenAt: Instant): Post | null {
  const spoiler = tidyText(status.spoiler_text ?? '');
  const text = [readContent(status.content ?? ''), ...readPictures(status)].filter((part) => part !== '').join('\n\n');
  if (!isOurs(status) || (text === '' && spoiler === '')) return null;
  const quoted = readContent(status.quote?.quoted_status?.content ?? status.quote?.content ?? '');
  const lang = status.language ?? '';
  const replyTo = status.in_reply_to_id ?? null;
  return {
    platform: 'mastodon',
    id: status.uri,
    channel: channel.id,
    url: readHttp(status.url) ?? readHttp(status.uri),
    text: text === '' ? spoiler : text,
    ...(spoiler === '' || text === '' ? {} : { spoiler }),
    ...(quoted === '' ? {} : { quoted }),
    ...(replyTo === null ? {} : { replyTo: `${place.origin}/api/v1/statuses/${replyTo}` }),
    ...(/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(lang) ? { lang } : {}),
    author: authorOf(status, place, channel),
    postedAt: readInstant(status.created_at),
    editedAt: readInstant(status.edited_at ?? ''),
    seenAt,
    raw: keepRaw(status),
  };
}

function authorOf({ account }: Status, place: Place, channel: Channel): Post['author'] {
  const unknown = channel.organisation === null && (channel.authorKind === 'patient' || channel.authorKind === 'other');
  return {
    kind: channel.authorKind,
    name: tidyText(account.display_name ?? '') || null,
    handle: `@${account.acct.includes('@') ? account.acct : `${account.acct}@${place.host}`}`,
    // Whoever writes under a hashtag is nobody we know, so they are taken for a private person.
    private: place.kind === 'hashtag' || unknown,
  };
}

/** Links are written in three pieces of which the outer two are not shown; a quoted post is repeated as a link for old readers. */
function readContent(html: string): string {
  const $ = parseHtml(html.slice(0, longestContent));
  $('span.invisible, .quote-inline').remove();
  return readNodes($.root().toArray());
}

const longestContent = 200_000;

/** Notices are often posted as a picture; its description is then all there is to read. */
function readPictures({ media_attachments }: Status): string[] {
  return (media_attachments ?? [])
    .map(({ description }) => tidyText(description ?? ''))
    .filter((description) => description !== '')
    .map((description) => `[Picture: ${description}]`);
}

function readHttp(url: string | null | undefined): string | null {
  const parsed = URL.parse(url ?? '');
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : null;
}
