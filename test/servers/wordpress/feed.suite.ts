import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openCollection } from '../collection.ts';
import { told } from '../told.ts';
import { act } from './act.ts';
import { transcript } from './transcript.ts';

const { WORDPRESS_URL: url, WORDPRESS_SITE: site } = told('WORDPRESS_URL', 'WORDPRESS_SITE');

beforeEach(async () => {
  await act(site, 'clear');
  await act(site, 'flush');
});

describe('a WordPress site read through its feeds, from the editor to the store', () => {
  test('a post is created, collected, edited under its old guid and date, and trashed', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'feed:vale', address: `${url}/feed/` });
    const step = transcript('WordPress, feed', world, 'feed:vale');
    await act(site, 'create', {
      post_title: 'Car park',
      post_content: 'The car park is open.',
      post_date: '2024-07-01 09:00:00',
    });
    const ID = await act(site, 'create', {
      post_title: 'Phones',
      post_content: 'Our phones are down this morning.',
      post_date: '2024-07-19 12:12:00',
    });
    expect(await step('created')).toMatchObject({ postsNew: 2, mentionsNew: 1, status: 200 });
    expect(await step('left alone')).toMatchObject({ postsSeen: 0, status: 304 });
    const [before] = (await world.stored()).filter(({ verdict }) => verdict.outage);
    expect(before?.post).toMatchObject({ postedAt: '2024-07-19T07:12:00.000Z', url: `${url}/phones/` });
    // Its ETag counts in seconds.
    await wait(1100);
    await act(site, 'edit', { ID, post_title: 'RESOLVED: phones', post_content: 'Our phones are working again.' });
    expect(await step('edited')).toMatchObject({ postsNew: 0, postsChanged: 1 });
    expect((await world.stored()).find(({ post }) => post.id === before?.post.id)).toMatchObject({
      post: { postedAt: '2024-07-19T07:12:00.000Z', text: 'RESOLVED: phones\n\nOur phones are working again.' },
      verdict: { phase: 'restored' },
    });
    await wait(1100);
    await act(site, 'trash', { ID });
    expect(await step('trashed')).toMatchObject({ postsRemoved: 1 });
    expect((await world.stored()).map(({ post, removed }) => [post.text, removed?.why])).toEqual([
      ['Car park\n\nThe car park is open.', undefined],
      ['', 'deleted'],
    ]);
  });

  test('what leaves by age, as the eleventh of ten, stays', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'feed:vale', address: `${url}/feed/` });
    await act(site, 'create', { post_title: 'First', post_content: 'One.', post_date: '2024-07-01 09:00:00' });
    await world.collect('feed:vale');
    await act(site, 'create-many', { count: 12, post_content: 'More.' });
    expect(await world.collect('feed:vale')).toMatchObject({ postsNew: 10, postsRemoved: 0 });
    expect(await world.stored()).toHaveLength(11);
  });

  test('a custom post type has a feed of its own, with the same life', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'feed:news', address: `${url}/practice_news/feed/` });
    await world.add({ id: 'feed:main', address: `${url}/feed/` });
    const step = transcript('WordPress, feed of a custom post type', world, 'feed:news');
    await act(site, 'create', {
      post_type: 'practice_news',
      post_title: 'Car park',
      post_content: 'Open.',
      post_date: '2024-07-01 09:00:00',
    });
    const ID = await act(site, 'create', {
      post_type: 'practice_news',
      post_title: 'EMIS is down',
      post_content: 'We cannot open records.',
    });
    expect(await world.collect('feed:main')).toMatchObject({ outcome: 'ok', postsSeen: 0 });
    expect(await step('created')).toMatchObject({ postsNew: 2, mentionsNew: 1 });
    // Its ETag counts in seconds.
    await wait(1100);
    await act(site, 'edit', { ID, post_content: 'EMIS is back and we can open records again.', post_title: 'Resolved' });
    expect(await step('edited')).toMatchObject({ postsChanged: 1 });
    await wait(1100);
    await act(site, 'trash', { ID });
    expect(await step('trashed')).toMatchObject({ postsRemoved: 1 });
  });
});
