import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Collection, openCollection } from '../collection.ts';
import { told } from '../told.ts';
import { act } from './act.ts';
import { transcript } from './transcript.ts';

const { WORDPRESS_URL: url, WORDPRESS_SITE: site } = told('WORDPRESS_URL', 'WORDPRESS_SITE');
const address = `${url}/wp-json/`;

const texts = async ({ stored }: Collection) =>
  (await stored()).filter(({ removed }) => removed === undefined).map(({ post }) => post.text.replaceAll('\n\n', ' / '));

beforeEach(async () => {
  await act(site, 'clear');
  await act(site, 'flush');
});

describe('a WordPress site read through REST, from the editor to the store', () => {
  test('a post is created, collected, edited, trashed, taken back, and deleted for good', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'wordpress:vale', platform: 'wordpress', address });
    const step = transcript('WordPress, REST', world, 'wordpress:vale');
    await act(site, 'create', { post_title: 'Car park', post_content: 'The car park is open.' });
    const ID = await act(site, 'create', {
      post_title: 'Phones',
      post_content: 'Our phones are down this morning. Please use the website.',
    });
    expect(await step('created')).toMatchObject({ postsNew: 2, mentionsNew: 1, postsChanged: 0 });
    const [before] = (await world.stored()).filter(({ verdict }) => verdict.outage);
    expect(before).toMatchObject({
      post: { url: `${url}/phones/`, editedAt: null },
      verdict: { phase: 'disrupted', systems: ['phones'] },
    });
    expect(await step('left alone')).toMatchObject({ postsSeen: 0, postsNew: 0, postsChanged: 0 });

    // WordPress counts in seconds.
    await wait(1100);
    await act(site, 'edit', { ID, post_title: 'RESOLVED: phones', post_content: 'Our phones are working again. Thank you.' });
    expect(await step('edited')).toMatchObject({ postsNew: 0, postsChanged: 1 });
    const after = (await world.stored()).find(({ post }) => post.id === before?.post.id);
    expect(after).toMatchObject({ post: { postedAt: before?.post.postedAt }, verdict: { phase: 'restored' } });
    expect(after?.post.editedAt).not.toBeNull();

    await act(site, 'trash', { ID });
    expect(await step('trashed')).toMatchObject({ postsRemoved: 1, outcome: 'ok' });
    expect(await texts(world)).toEqual(['Car park / The car park is open.']);
    await act(site, 'untrash', { ID });
    expect(await step('restored from the bin')).toMatchObject({ postsNew: 0, postsChanged: 1 });
    await act(site, 'edit', { ID, post_status: 'draft' });
    expect(await step('taken back to a draft')).toMatchObject({ postsRemoved: 1 });
    await act(site, 'edit', { ID, post_status: 'publish' });
    expect(await step('published again')).toMatchObject({ postsNew: 0, postsChanged: 1 });
    await act(site, 'delete', { ID });
    expect(await step('deleted for good')).toMatchObject({ postsRemoved: 1 });
    expect(await texts(world)).toEqual(['Car park / The car park is open.']);
  });

  test('custom post types come through the same channel; staff and pages do not', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'wordpress:vale', platform: 'wordpress', address });
    await act(site, 'create', {
      post_type: 'practice_news',
      post_title: 'EMIS is down',
      post_content: 'We cannot open records.',
    });
    await act(site, 'create', { post_type: 'staff', post_title: 'Dr Invented', post_content: 'Likes gardens.' });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsNew: 1, mentionsNew: 1 });
    expect(await texts(world)).toEqual(['EMIS is down / We cannot open records.']);
    const ID = await act(site, 'create', {
      post_type: 'practice_news',
      post_title: 'EPS',
      post_content: 'Prescriptions by paper today.',
    });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsNew: 1 });
    await act(site, 'trash', { ID });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsRemoved: 1 });
  });

  test('a post that was scheduled comes when it is published, though it was written before the last look', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'wordpress:vale', platform: 'wordpress', address });
    const ID = await act(site, 'create', {
      post_title: 'Later',
      post_content: 'Tomorrow we close.',
      post_status: 'future',
      post_date_gmt: '2099-01-01 00:00:00',
    });
    await act(site, 'create', { post_title: 'Now', post_content: 'We are open.' });
    await world.collect('wordpress:vale');
    expect(await texts(world)).toEqual(['Now / We are open.']);
    await wait(2500);
    await act(site, 'create', { post_title: 'Next', post_content: 'Still open.' });
    await world.collect('wordpress:vale');
    await act(site, 'publish', { ID });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsNew: 1 });
    expect(await texts(world)).toContain('Later / Tomorrow we close.');
  });

  test('hundreds of edits at once come page by page, each once, and a post of years ago comes when it is edited', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'wordpress:vale', platform: 'wordpress', address });
    const ID = await act(site, 'create', { post_title: 'Old', post_content: 'Years ago.', post_date: '2019-03-01 09:00:00' });
    await act(site, 'create-many', { count: 60, post_content: 'Nothing.' });
    await wait(2500);
    await act(site, 'create', { post_title: 'Newest', post_content: 'Nothing either.' });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsNew: 50 });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsNew: 0, postsSeen: 0 });
    await wait(2500);
    await act(site, 'create-many', { count: 230, post_content: 'Something.' });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsSeen: 230, postsNew: 230 });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsSeen: 0 });
    await act(site, 'edit', { ID, post_content: 'Our phones are down again.' });
    expect(await world.collect('wordpress:vale')).toMatchObject({ postsNew: 1, postsRemoved: 0 });
    expect((await world.stored())[0]?.post).toMatchObject({
      text: 'Old\n\nOur phones are down again.',
      postedAt: '2019-03-01T04:00:00.000Z',
    });
  }, 180_000);

  test('REST that is closed later is a failure that names the feed, takes nothing away, and passes', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'wordpress:vale', platform: 'wordpress', address });
    await act(site, 'create', { post_title: 'Phones', post_content: 'Our phones are down.' });
    await world.collect('wordpress:vale');
    await act(site, 'option', { name: 'rest_closed', value: 'yes' });
    const closed = await world.collect('wordpress:vale');
    expect(closed).toMatchObject({ outcome: 'failed', failure: 'refused', status: 401, postsRemoved: 0 });
    expect(closed.message).toContain(`add the site's feed instead, such as ${url}/feed/`);
    await act(site, 'option', { name: 'rest_closed', value: 'no' });
    expect(await world.collect('wordpress:vale')).toMatchObject({ outcome: 'ok', postsNew: 0, postsRemoved: 0 });
    expect(await texts(world)).toHaveLength(1);
  });

  test('the only post may be trashed: that is no fault', async () => {
    const world = await openCollection(onTestFinished);
    await world.add({ id: 'wordpress:vale', platform: 'wordpress', address });
    const ID = await act(site, 'create', { post_title: 'Phones', post_content: 'Our phones are down.' });
    await world.collect('wordpress:vale');
    await act(site, 'trash', { ID });
    expect(await world.collect('wordpress:vale')).toMatchObject({ outcome: 'ok', postsRemoved: 1 });
    expect(await world.collect('wordpress:vale')).toMatchObject({ outcome: 'ok', postsRemoved: 0 });
  });
});
