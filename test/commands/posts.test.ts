import { expect, it } from 'vitest';
import { makeFolder, run } from '../cli.ts';

it('ripplewatch posts logs what somebody saw, lists it and takes it back', async () => {
  const data = await makeFolder();
  const text = 'Our phones are down\u001b[2J this morning.';
  const link = 'https://www.facebook.com/larkspur/posts/1';
  const added = await run(['posts', 'add', text, '--link', link, '--posted', '19/07/2024 08:12', '--kind', 'practice'], { data });
  expect([added.code, added.out]).toEqual([
    0,
    expect.stringMatching(/^The post on Facebook is stored: it reads as a disruption \(disrupted\)\.\nIts id is \S{16}\.\n$/),
  ]);
  const listed = await run(['posts', 'list', '--json'], { data });
  const [post] = JSON.parse(listed.out) as { id: string; logged: { loggedBy: string } }[];
  expect(post).toMatchObject({
    url: 'https://facebook.com/larkspur/posts/1',
    postedAt: '2024-07-19T07:12:00.000Z',
    phase: 'disrupted',
    logged: { loggedBy: expect.stringContaining('command line') as string },
  });
  const bad = await run(['posts', 'add', 'x', '--posted', 'yesterday', '--kind', 'practice'], { data });
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('"yesterday" is no date with a time')]);
  expect((await run(['posts', 'remove', post?.id ?? ''], { data })).code).toBe(0);
  expect((await run(['posts', 'remove', post?.id ?? ''], { data })).code).toBe(2);
  expect((await run(['posts', 'list'], { data })).out).toContain('No posts were logged by hand');
}, 120_000);
