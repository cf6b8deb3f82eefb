import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recognise } from '../../../scrapers/recognise.ts';
import { makeFolder, run } from '../../cli.ts';
import { context } from '../../scrapers/context.ts';
import { told } from '../told.ts';
import { act } from './act.ts';

const { WORDPRESS_URL: url, WORDPRESS_SITE: site } = told('WORDPRESS_URL', 'WORDPRESS_SITE');

describe('the address of a WordPress site', () => {
  beforeAll(async () => {
    await act(site, 'clear');
    await act(site, 'flush');
    await act(site, 'create', { post_title: 'Flu clinics', post_content: 'Flu clinics start in September.' });
    await act(site, 'create', { post_type: 'practice_news', post_title: 'Phones', post_content: 'Our phones are down.' });
    await act(site, 'create', { post_type: 'notices', post_title: 'Closed', post_content: 'We are closed on Monday.' });
    await act(site, 'create', { post_type: 'staff', post_title: 'Dr Invented', post_content: 'Likes gardens.' });
    await act(site, 'create', {
      post_type: 'page',
      post_title: 'News',
      post_content: `<a href="${url}/notices/closed/">Notices</a>`,
    });
  });
  afterAll(() => act(site, 'option', { name: 'rest_closed', value: 'no' }));

  test('is its REST API where that is open, and beside it the feed of the type that REST does not show', async () => {
    const found = await recognise(`${url}/news/`, context());
    expect(found).toMatchObject({
      platform: 'wordpress',
      address: `${url}/wp-json/`,
      title: 'Marlow Vale Surgery (invented)',
      same: `${url}/feed/`,
      also: [{ platform: 'feed', address: `${url}/notices/feed/` }],
    });
    expect(found.says).toMatch(/REST API is open: it is read there \(“Posts”, “Practice News”, the newest of/);
  });

  test('is its feed where REST is closed, and beside it the feeds of the types that the main one leaves out; never that of comments', async () => {
    await act(site, 'option', { name: 'rest_closed', value: 'yes' });
    const found = await recognise(`${url}/news/`, context());
    expect(found).toMatchObject({ platform: 'feed', address: `${url}/feed/` });
    expect(found.also?.map(({ address, says }) => [address, says.slice(0, 26)])).toEqual([
      [`${url}/practice_news/feed/`, 'an RSS feed, “Practice New'],
      [`${url}/notices/feed/`, 'an RSS feed, “Notices – Ma'],
    ]);
    expect(JSON.stringify(found)).not.toMatch(/comments|staff/);
  });

  test('of the API itself is refused while that is closed, and the sentence names the feed', async () => {
    await act(site, 'option', { name: 'rest_closed', value: 'yes' });
    const host = url.replace('http://', '');
    await expect(recognise(`${url}/wp-json`, context())).rejects.toMatchObject({
      kind: 'refused',
      message: `${host} does not open its REST API to visitors (status 401, rest_not_logged_in); add the site's feed instead, such as ${url}/feed/.`,
    });
    await act(site, 'option', { name: 'rest_closed', value: 'no' });
    expect(await recognise(`${url}/wp-json/wp/v2/posts`, context())).toMatchObject({
      platform: 'wordpress',
      address: `${url}/wp-json/`,
    });
    expect(await recognise(`${url}/?rest_route=/`, context())).toMatchObject({
      platform: 'wordpress',
      address: `${url}/?rest_route=/`,
    });
  });

  test('stores what was found beside its main channel, once, and not the same posts twice', async () => {
    const data = await makeFolder();
    const add = async (address: string) => (await run(['channels', 'add', address, '--kind', 'practice'], { data })).out;
    await act(site, 'option', { name: 'rest_closed', value: 'yes' });
    expect(await add(`${url}/news/`)).toMatch(
      /What it leaves out is watched beside it: an RSS feed, .*Stored as feed:\w+, feed:\w+, feed:\w+\. /s,
    );
    await act(site, 'option', { name: 'rest_closed', value: 'no' });
    expect(await add(`${url}/news/`)).toMatch(
      /The same posts come through its feed, feed:\w+, which is in the list already and stays/,
    );
    const states = JSON.parse((await run(['channels', 'list', '--json'], { data })).out) as { channel: { address: string } }[];
    expect(states.map(({ channel }) => channel.address.replace(url, '')).toSorted()).toEqual([
      '/feed/',
      '/notices/feed/',
      '/practice_news/feed/',
    ]);
  }, 180_000);
});
