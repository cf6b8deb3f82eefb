import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { bluesky } from '../../scrapers/bluesky.ts';
import type { Context, Cursor } from '../../scrapers/collector.ts';
import { addMs } from '../../src/core/time.ts';
import type { Channel, Instant } from '../../src/core/types.ts';
import { type Atmosphere, startAtmosphere } from './atmosphere.ts';
import { channel, context, handClock, type Looked, look } from './context.ts';

// What a whole real network cannot be made to do (test/servers/atproto has the rest); everybody in it is invented.
const noon: Instant = '2024-07-19T12:00:00.000Z';
const hourMs = 3_600_000;

let sky: Atmosphere;
let clock: ReturnType<typeof handClock>;
let at: Channel;

beforeEach(async () => {
  sky = await startAtmosphere();
  onTestFinished(() => sky.close());
  clock = handClock(noon);
  at = channel(sky.did, { platform: 'bluesky' });
});

function from(): Context {
  return { ...context({ clock: clock.now }), setting: sky.settings };
}

/** A look an hour later. */
async function again({ cursor }: Looked): Promise<Looked> {
  clock.set(addMs(clock.now(), hourMs));
  return look(bluesky, at, JSON.parse(JSON.stringify(cursor)) as Cursor, from());
}

const texts = ({ posts }: Looked): string[] => posts.map(({ text }) => text);

test('a page may be short or empty and still have one after it: only a missing cursor is the end', async () => {
  for (const text of ['one', 'two', 'three', 'four']) sky.post(text);
  sky.is.pages = [1, 0, 2, 0, 9];
  expect(texts(await look(bluesky, at, null, from()))).toEqual(['one', 'two', 'three', 'four']);
});

test('a look reads back until two days before the newest post it knows, and no further', async () => {
  for (let i = 0; i < 120; i += 1) sky.post(`old ${i}`, {}, { createdAt: addMs('2024-07-02T06:00:00.000Z', i * hourMs) });
  const first = await look(bluesky, at, null, from());
  expect(first.posts).toHaveLength(120);
  expect(first.batches.map(({ posts }) => posts.length)).toEqual([100, 20]);
  sky.post('new');
  sky.asked.length = 0;
  expect(texts(await again(first))).toEqual(['new']);
  expect(sky.asked.filter((one) => one.includes('getAuthorFeed'))).toHaveLength(2);
  expect(sky.asked.every((one) => one.includes('getAuthorFeed'))).toBe(true);
});

test('a run that is cut off in the middle goes on where it was', async () => {
  for (let i = 0; i < 150; i += 1) sky.post(`post ${i}`);
  const [first] = (await look(bluesky, at, null, from())).batches;
  const rest = await look(bluesky, at, first!.cursor, from());
  expect(texts(rest)).toEqual(Array.from({ length: 50 }, (_, i) => `post ${i + 100}`));
});

describe('what is not there any more', () => {
  test('is removed only if the account’s own server says so too', async () => {
    const hidden = sky.post('hidden by the view');
    const gone = sky.post('deleted');
    sky.post('stays');
    const first = await look(bluesky, at, null, from());
    sky.is.hides.add(hidden.rkey);
    sky.posts.splice(sky.posts.indexOf(gone), 1);
    const second = await again(first);
    expect(second.batches.map(({ removed }) => removed)).toEqual([[`at://${sky.did}/app.bsky.feed.post/${gone.rkey}`]]);
    // It is known to be hidden from then on, so that nobody is asked for it at every look.
    sky.asked.length = 0;
    expect((await again(second)).batches).toEqual([]);
    expect(sky.asked).toHaveLength(1);
  });

  test('stays while that server cannot be asked, and goes when it can', async () => {
    const gone = sky.post('deleted');
    sky.post('stays');
    const first = await look(bluesky, at, null, from());
    sky.posts.splice(sky.posts.indexOf(gone), 1);
    sky.is.home = 502;
    const second = await again(first);
    expect(second.batches).toEqual([]);
    sky.is.home = null;
    expect((await again(second)).batches.flatMap(({ removed }) => removed)).toHaveLength(1);
  });

  test('is not looked for beyond what was read', async () => {
    const old = sky.post('old', {}, { createdAt: '2024-07-02T08:00:00.000Z' });
    for (let i = 0; i < 60; i += 1) sky.post(`older ${i}`, {}, { createdAt: addMs('2024-07-12T06:00:00.000Z', i * 60_000) });
    sky.post('new');
    const second = await again(await look(bluesky, at, null, from()));
    sky.posts.splice(sky.posts.indexOf(old), 1);
    expect((await again(second)).batches).toEqual([]);
  });

  test.each(['deactivated', 'suspended', 'takendown', 'gone'])('is nothing while the account is %s', async (status) => {
    sky.post('stays');
    const first = await look(bluesky, at, null, from());
    sky.is.status = status;
    const kind = status === 'gone' ? 'gone' : 'refused';
    await expect(again(first)).rejects.toMatchObject({ kind, message: expect.stringContaining('stays stored') as unknown });
  });
});

test('while the view does not answer, the account’s own server is read, and its wishes with it', async () => {
  sky.post('one');
  const first = await look(bluesky, at, null, from());
  sky.is.view = 503;
  sky.post('two');
  const second = await again(first);
  expect(texts(second)).toEqual(['two']);
  expect(second.batches.flatMap(({ notes = [] }) => notes)).toEqual([expect.stringContaining('own server was read')]);
  expect(second.posts[0]).toMatchObject({ author: { handle: 'riverside.example', name: 'Riverside (invented)' } });
  sky.is.view = null;
  expect((await again(second)).posts).toEqual([]);
});

test('once a day the account’s own server shows what the view leaves out', async () => {
  sky.post('one');
  const first = await look(bluesky, at, null, from());
  const backdated = sky.post('written yesterday, it says', {}, { createdAt: '2023-01-01T08:00:00.000Z' });
  sky.is.hides.add(backdated.rkey);
  expect((await again(first)).posts).toEqual([]);
  clock.set(addMs(noon, 25 * hourMs));
  expect(texts(await again(first))).toEqual(['written yesterday, it says']);
});

test.each([
  ['in the future', '2031-01-01T00:00:00.000Z'],
  ['that is none', 'yesterday'],
])('a date %s gives way to the platform’s own, and to none where there is none', async (_, createdAt) => {
  sky.post('odd', {}, { createdAt, indexedAt: '2024-07-19T08:00:00.000Z' });
  expect((await look(bluesky, at, null, from())).posts[0]?.postedAt).toBe('2024-07-19T08:00:00.000Z');
  sky.is.view = 503;
  expect((await look(bluesky, at, null, from())).posts[0]?.postedAt).toBeNull();
});

test('descriptions of pictures are read, and none is made up', async () => {
  const images = [{ alt: 'A notice: phones down until noon.' }, { alt: '' }];
  sky.post('Please see below.', { embed: { $type: 'app.bsky.embed.images', images } });
  expect(texts(await look(bluesky, at, null, from()))).toEqual([
    'Please see below.\n[Picture: A notice: phones down until noon.]',
  ]);
});

test.each([
  ['itself', undefined, true],
  ['itself, withdrawn', { neg: true }, false],
  ['somebody else', { src: 'did:plc:inventedlabellernobodys' }, false],
])('the wish not to be shown holds where the account said so of %s', async (_, more, refused) => {
  sky.post('one');
  sky.is.labels = [{ val: '!no-unauthenticated', src: sky.did, ...more }];
  const looked = look(bluesky, at, null, from());
  if (refused) await expect(looked).rejects.toMatchObject({ kind: 'refused' });
  else expect(texts(await looked)).toEqual(['one']);
});

test('a handle is looked up once; after that the account is known by its DID', async () => {
  at = channel('riverside.example', { platform: 'bluesky' });
  sky.post('one');
  const first = await look(bluesky, at, null, from());
  await again(first);
  expect(sky.asked.filter((one) => one.includes('resolveHandle'))).toHaveLength(1);
  expect(first.posts[0]?.id).toBe(`at://${sky.did}/app.bsky.feed.post/${sky.posts[0]?.rkey ?? ''}`);
  const nobody = channel('nobody.example', { platform: 'bluesky' });
  await expect(look(bluesky, nobody, null, from())).rejects.toMatchObject({ kind: 'gone' });
});

test('a setting that will not do is named, and what would be right is said', async () => {
  const odd = { ...from(), setting: () => 'ftp://example.org' };
  await expect(look(bluesky, at, null, odd)).rejects.toMatchObject({
    kind: 'unauthorised',
    message: expect.stringContaining(
      'RIPPLEWATCH_BLUESKY_URL: "ftp://example.org" will not do; it takes a web address',
    ) as unknown,
  });
});
