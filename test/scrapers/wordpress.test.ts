import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pickNews } from '../../scrapers/wordpress/kinds.ts';
import { wordpress } from '../../scrapers/wordpress.ts';
import { type Served, serve } from '../servers.ts';
import { channel, look } from './context.ts';

// What the real WordPress of `npm run test:servers` cannot show: old versions, firewalls and pages in the way. Invented posts.
interface Answer {
  readonly status?: number;
  readonly body: unknown;
}
let answers: Record<string, Answer> = {};
let server: Served;

const post = (id: number, text: string, at = `2024-07-19T07:0${id}:00`): object => ({
  id,
  date_gmt: at,
  modified_gmt: at,
  link: `https://marlowvale.example/${id}/`,
  title: { rendered: text },
  content: { rendered: '' },
});
const types = { post: { slug: 'post', rest_base: 'posts', name: 'Posts' } };

beforeAll(async () => {
  server = await serve((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname.replace('/wp-json/wp/v2/', '');
    const { status = 200, body } = answers[path] ?? { status: 404, body: { code: 'rest_no_route' } };
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
});
beforeEach(() => {
  answers = { types: { body: types }, posts: { body: [post(2, 'Phones'), post(1, 'Parking')] } };
});
afterAll(() => server.close());

const site = () => channel(`${server.url}/wp-json/`, { platform: 'wordpress', id: 'wordpress:vale' });

describe('a WordPress site', () => {
  test('of a version that knows no filter by modification still tells what is new and edited among its newest', async () => {
    const first = await look(wordpress, site(), null);
    expect(first.posts.map(({ text }) => text)).toEqual(['Parking', 'Phones']);
    const edited = { ...post(2, 'Phones work'), modified_gmt: '2024-07-19T09:00:00' };
    answers['posts'] = { body: [post(3, 'Flu'), edited, post(1, 'Parking')] };
    const second = await look(wordpress, site(), first.cursor);
    expect(second.posts.map(({ text, editedAt }) => [text, editedAt])).toEqual([
      ['Phones work', '2024-07-19T09:00:00.000Z'],
      ['Flu', null],
    ]);
    expect((await look(wordpress, site(), second.cursor)).posts).toEqual([]);
  });

  test.each([
    ['a firewall', { status: 403, body: '<html>Forbidden</html>' }, []],
    ['a plugin that closed REST', { status: 401, body: { code: 'rest_not_logged_in' } }, []],
    ['a missing route', { status: 404, body: { code: 'rest_no_route' } }, []],
    ['the post itself', { body: post(2, 'Phones') }, []],
    ['WordPress, of the bin', { status: 401, body: { code: 'rest_forbidden' } }, ['wordpress:vale/2']],
    ['WordPress, of an unknown id', { status: 404, body: { code: 'rest_post_invalid_id' } }, ['wordpress:vale/2']],
  ])('takes a post that is not listed for deleted only on the word of WordPress: %s', async (_, answer, removed) => {
    const first = await look(wordpress, site(), null);
    answers['posts'] = { body: [post(1, 'Parking')] };
    answers['posts/2'] = answer;
    const { batches } = await look(wordpress, site(), first.cursor);
    expect(batches.flatMap((batch) => batch.removed)).toEqual(removed);
  });

  test('that lists nothing any more and owns to no deletion has changed', async () => {
    const first = await look(wordpress, site(), null);
    answers['posts'] = { body: [] };
    await expect(look(wordpress, site(), first.cursor)).rejects.toMatchObject({ kind: 'changed' });
  });

  test('asks after ten missing posts at one look, and after the others at the next', async () => {
    const at = (id: number): string => `2024-07-19T07:00:${id + 10}`;
    const all = Array.from({ length: 14 }, (_, index) => post(index + 1, `Notice ${index + 1}`, at(index + 1)));
    answers['posts'] = { body: all };
    const first = await look(wordpress, site(), null);
    answers['posts'] = { body: all.slice(0, 1) };
    for (let id = 2; id <= 14; id += 1) answers[`posts/${id}`] = { status: 401, body: { code: 'rest_forbidden' } };
    const second = await look(wordpress, site(), first.cursor);
    const third = await look(wordpress, site(), second.cursor);
    expect([second, third].map(({ batches }) => batches.flatMap(({ removed }) => removed).length)).toEqual([10, 3]);
  });

  test.each([
    ['a page instead of JSON', { body: '<!doctype html><html></html>' }, { kind: 'changed' }],
    ['no type of posts', { body: [] }, { kind: 'changed' }],
    ['a closed door', { status: 403, body: {} }, { kind: 'refused', message: expect.stringContaining('/feed/') as unknown }],
    [
      'no REST at all',
      { status: 404, body: '<html></html>' },
      { kind: 'gone', message: expect.stringContaining('/feed/') as unknown },
    ],
  ])('with %s is told as what it is', async (_, answer, error) => {
    answers['types'] = answer;
    await expect(look(wordpress, site(), null)).rejects.toMatchObject(error);
  });

  test('gives moments as UTC, text without markup, and no date where there is none', async () => {
    const rendered = { title: { rendered: 'Phones &amp; e-mail' }, content: { rendered: '<p>Both are <b>down</b>.</p>' } };
    answers['posts'] = { body: [{ ...post(5, ''), ...rendered, date_gmt: null }] };
    const { posts } = await look(wordpress, site(), null);
    expect(posts[0]).toMatchObject({ text: 'Phones & e-mail\n\nBoth are down.', postedAt: null, editedAt: null });
  });
});

test('of the types of a site those are read that are named like announcements', () => {
  const slugs = ['staff', 'practice_news', 'page', 'wp_template', 'post', 'service-alerts', 'news_template', 'faq', 'notices'];
  const kinds = slugs.map((slug) => ({ slug, base: slug, title: slug }));
  expect(pickNews(kinds).map(({ slug }) => slug)).toEqual(['post', 'practice_news', 'service-alerts', 'notices']);
});
