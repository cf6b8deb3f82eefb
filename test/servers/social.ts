import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recognise } from '../../scrapers/recognise.ts';
import type { Mention } from '../../src/core/types.ts';
import { context } from '../scrapers/context.ts';
import { type Collection, openCollection } from './collection.ts';
import { told } from './told.ts';

interface Status {
  readonly id: string;
  readonly uri: string;
}

/** How a server's account writes, as a person would through any Mastodon client. */
interface Pen {
  readonly post: (fields: Record<string, string>) => Promise<Status>;
  readonly edit: (status: Status, fields: Record<string, string>) => Promise<void>;
  readonly remove: (status: Status) => Promise<void>;
}

/** What every server that speaks Mastodon's API has to show: what was posted, edited and deleted there is what the store says. */
export function checkSocial(): void {
  const { SOCIAL_URL: url, SOCIAL_USER: user, SOCIAL_TOKEN: token } = told('SOCIAL_URL', 'SOCIAL_USER', 'SOCIAL_TOKEN');
  const address = `${url}/@${user}`;
  const pen = takePen(url, token);
  let collection: Collection;
  let close: () => Promise<void>;
  let first: Status;

  beforeAll(async () => {
    process.env['RIPPLEWATCH_MASTODON_TOKENS'] = `${new URL(url).host}=${token}`;
    process.env['RIPPLEWATCH_MASTODON_PERMISSIONS'] = new URL(url).host;
    collection = await openCollection((end) => {
      close = end;
    });
    await collection.add({ id: 'account', platform: 'mastodon', address, organisation: 'Z99001' });
    await collection.add({ id: 'tag', platform: 'mastodon', address: `${url}/tags/phonesdown`, authorKind: 'other' });
  });
  afterAll(() => close());

  const stored = async (channel = 'account'): Promise<readonly Mention[]> =>
    (await collection.stored()).filter(({ post }) => post.channel === channel);
  const texts = async (channel?: string): Promise<readonly string[]> => (await stored(channel)).map(({ post }) => post.text);

  test('the address is recognised and looked at before it is stored', async () => {
    const setting = (name: string): string | null => process.env[name] ?? null;
    const found = await recognise(address, { ...context(), setting });
    expect(found).toMatchObject({ platform: 'mastodon', storable: true });
  });

  test('a post arrives whole, with its warning, and is understood', async () => {
    first = await pen.post({ status: 'EMIS is down this morning, we cannot see records.', spoiler_text: 'IT trouble' });
    expect(await collection.collect('account')).toMatchObject({ outcome: 'ok', postsNew: 1, mentionsNew: 1 });
    const [mention] = await stored();
    expect(mention).toMatchObject({
      post: { id: first.uri, text: 'EMIS is down this morning, we cannot see records.', spoiler: 'IT trouble', editedAt: null },
      verdict: { phase: 'disrupted', systems: ['emis-web'] },
      organisation: 'Z99001',
    });
    expect(Math.abs(Date.parse(mention?.post.postedAt ?? '') - Date.now())).toBeLessThan(120_000);
  });

  test('what is known does not come again', async () => {
    expect(await collection.collect('account')).toMatchObject({ outcome: 'ok', postsNew: 0, postsSeen: 0 });
  });

  test('an edit replaces the words of the same post and keeps its time', async () => {
    const [before] = await stored();
    await pen.edit(first, { status: 'EMIS is working again, thank you for your patience.', spoiler_text: '' });
    expect(await collection.collect('account')).toMatchObject({ outcome: 'ok', postsNew: 0 });
    const [after, ...others] = await stored();
    expect(others).toEqual([]);
    expect(after).toMatchObject({
      post: { id: first.uri, text: 'EMIS is working again, thank you for your patience.', postedAt: before?.post.postedAt },
      verdict: { phase: 'restored' },
    });
    expect(after?.post.editedAt).not.toBeNull();
  });

  test('more posts than a page come in order, none lost and none twice', async () => {
    const written = Array.from({ length: 47 }, (_, index) => `Notice number ${index + 1} of the day.`);
    for (const status of written) await pen.post({ status });
    expect(await collection.collect('account')).toMatchObject({ outcome: 'ok', postsNew: 47 });
    const found = (await texts()).filter((text) => text.startsWith('Notice number'));
    expect(found.toSorted()).toEqual(written.toSorted());
    expect(await collection.collect('account')).toMatchObject({ outcome: 'ok', postsNew: 0 });
  });

  test('a hashtag brings its posts, as those of people', async () => {
    await pen.post({ status: 'Our phone lines are down #phonesdown' });
    // A server may file a post under its hashtag a moment after it has taken it.
    const look = async (): Promise<number> => {
      expect(await collection.collect('tag')).toMatchObject({ outcome: 'ok' });
      return (await stored('tag')).length;
    };
    await expect.poll(look, { timeout: 20_000, interval: 500 }).toBe(1);
    const [mention] = await stored('tag');
    expect(mention?.post).toMatchObject({ text: 'Our phone lines are down #phonesdown', author: { private: true } });
  });

  test('a deleted post is deleted here too, and nothing else is', async () => {
    // A server that keeps whole seconds gives fifty posts of one second the same age: which of them a page should hold, nobody can tell.
    await wait(1100);
    const wrong = await pen.post({ status: 'Posted by mistake.' });
    await pen.post({ status: 'And another.' });
    await collection.collect('account');
    expect(await texts()).toContain('Posted by mistake.');
    const count = (await stored()).length;
    await pen.remove(wrong);
    expect(await collection.collect('account')).toMatchObject({ outcome: 'ok', postsRemoved: 1 });
    expect((await texts()).filter((text) => text !== '')).not.toContain('Posted by mistake.');
    expect((await texts()).filter((text) => text !== '')).toHaveLength(count - 1);
  });

  test('without a token the server’s robots.txt or its doors are obeyed', async () => {
    const tokens = process.env['RIPPLEWATCH_MASTODON_TOKENS'];
    process.env['RIPPLEWATCH_MASTODON_TOKENS'] = '';
    await collection.add({ id: 'visitor', platform: 'mastodon', address });
    const { failure, message } = await collection.collect('visitor');
    process.env['RIPPLEWATCH_MASTODON_TOKENS'] = tokens;
    expect(['refused', 'unauthorised']).toContain(failure);
    expect(message).toMatch(/robots|signed-in/);
  });
}

/** https://docs.joinmastodon.org/methods/statuses/ */
function takePen(url: string, token: string): Pen {
  const send = async (method: string, path: string, fields: Record<string, string> | null): Promise<Response> => {
    const response = await fetch(`${url}/api/v1/statuses${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(fields === null ? {} : { body: new URLSearchParams({ visibility: 'public', ...fields }) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  return {
    post: async (fields) => (await (await send('POST', '', fields)).json()) as Status,
    edit: async ({ id }, fields) => {
      await send('PUT', `/${id}`, fields);
    },
    remove: async ({ id }) => {
      await send('DELETE', `/${id}`, null);
    },
  };
}
