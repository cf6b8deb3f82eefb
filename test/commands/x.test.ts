import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { makeFolder, run } from '../cli.ts';
import { type Served, serve } from '../servers.ts';

// An account at X that is invented, served on loopback by the documented shapes, and read by the command line.
let server: Served;
const secret = 'AAAAinventedBearerToken';
const authorised: (string | undefined)[] = [];

beforeAll(async () => {
  server = await serve((request, response) => {
    authorised.push(request.headers.authorization);
    const body = (request.url ?? '').includes('/users/by/')
      ? { data: { id: '55', name: 'Larkspur Surgery (invented)', username: 'larkspur' } }
      : {
          data: [
            {
              id: '1814211572659126272',
              text: 'EMIS is down, we cannot see records.',
              created_at: '2024-07-19T07:12:00.000Z',
              edit_history_tweet_ids: ['1814211572659126272'],
            },
          ],
          meta: { result_count: 1 },
        };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
afterAll(() => server.close());

it('an account at X waits for its settings, is read within the budget, and says until when it waits when that is spent', async () => {
  const data = await makeFolder();
  const added = await run(['channels', 'add', 'https://x.com/larkspur', '--kind', 'practice'], { data });
  expect(added.out).toContain('it is read once RIPPLEWATCH_X_TOKEN and RIPPLEWATCH_X_BUDGET are set (docs/x.md)');
  const off = await run(['collect'], { data });
  expect(off.err).toContain('RIPPLEWATCH_X_TOKEN is not set');
  expect(authorised).toEqual([]);

  const id = /x:[0-9a-f]{12}/.exec(added.out)?.[0] ?? '';
  const env = {
    RIPPLEWATCH_X_URL: server.url,
    RIPPLEWATCH_X_TOKEN: secret,
    RIPPLEWATCH_X_BUDGET: '0.07',
    RIPPLEWATCH_LOG_LEVEL: 'debug',
  };
  const read = await run(['collect', '--channel', id], { data, env });
  expect(read.err).toContain('1 new post, 1 mention');
  const spent = await run(['collect', '--channel', id], { data, env: { ...env, RIPPLEWATCH_X_BUDGET: '0.02' } });
  expect(spent.err).toMatch(
    /asked to wait \(rate-limited\)\. The month's budget for X .*: reading goes on at \d{4}-\d{2}-01 0[01]:00 (?:GMT|BST)\./,
  );
  const listed = await run(['channels', 'list', '--json'], { data });
  const [state] = z.array(z.looseObject({ health: z.string(), says: z.string() })).parse(JSON.parse(listed.out));
  expect(state).toMatchObject({ health: 'waiting', says: expect.stringContaining("The month's budget for X") as string });

  expect(new Set(authorised)).toEqual(new Set([`Bearer ${secret}`]));
  const exported = await run(['export', '--format', 'ndjson', '--phase', 'all'], { data, env });
  const platforms = await run(['platforms', '--json'], { data, env });
  for (const { out, err } of [added, off, read, spent, listed, exported, platforms]) expect(out + err).not.toContain(secret);
  expect(exported.out).toContain('EMIS is down');
}, 180_000);
