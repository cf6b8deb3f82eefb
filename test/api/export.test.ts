import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { shapes } from '../../src/api/shapes.ts';
import type { Mention } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { makeMention, saveMentions, seedMentions, startWorld } from './world.ts';

const script = '<script>alert(1)</script><img src=x onerror=alert(1)>';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    seed: async (store) => {
      await seedMentions(store);
      const hostile = [script, '=HYPERLINK("https://evil.example")', 'EMIS down\r\n"quoted", and a comma'];
      await saveMentions(
        store,
        hostile.map((text, index) => makeMention(300 + index, {}, { systems: ['systmone'] }, { text })),
      );
      const person = { kind: 'patient', name: 'Jane Doe', handle: '@jane', private: true } as const;
      await saveMentions(store, [makeMention(400, { organisation: null, organisationName: null }, {}, { author: person })]);
    },
  });
});
afterAll(() => world.close());

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true });

describe('the rows of an export', () => {
  it.each([
    '',
    'phase=all',
    'system=systmone',
    'from=2024-07-19&to=2024-07-19',
    'q=surgery',
    'area=QYG&phase=all',
    'voice=relayed',
  ])('with “%s” are those on screen, in both formats and in the manifest', async (filters) => {
    const screen = shapes.Mentions.parse((await ask(`${world.url}/api/mentions?limit=500&${filters}`)).body);
    const csv = rowsOf(await (await fetch(`${world.url}/api/export?format=csv&${filters}`)).text());
    const ndjson = await (await fetch(`${world.url}/api/export?format=ndjson&${filters}`)).text();
    const lines = ndjson.split('\n').filter((line) => line !== '');
    const manifest = (await ask(`${world.url}/api/export/manifest?${filters}`)).body as { rows: number };
    expect([csv.length, lines.length, manifest.rows]).toEqual([screen.total, screen.total, screen.total]);
    const urls = (items: readonly (string | null)[]): string[] => items.map((url) => url ?? '').toSorted();
    const shown = screen.items.map(({ post }) => (post.author.private ? null : post.url));
    expect(urls(csv.map((row) => row['url'] ?? ''))).toEqual(urls(shown));
    expect(urls(lines.map((line) => (JSON.parse(line) as Mention).post.url))).toEqual(urls(shown));
  });

  it('hide private people, whom the screen shows', async () => {
    const ndjson = await (await fetch(`${world.url}/api/export?format=ndjson&author=patient`)).text();
    expect(ndjson).not.toContain('jane');
    expect(JSON.stringify((await ask(`${world.url}/api/mentions?author=patient`)).body)).toContain('@jane');
  });

  it('come back as plain text, whatever they look like', async () => {
    const answer = await fetch(`${world.url}/api/mentions?system=systmone`);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { items } = shapes.Mentions.parse(await answer.json());
    expect(items.map(({ post }) => post.text)).toContain(script);
    const csv = rowsOf(await (await fetch(`${world.url}/api/export?system=systmone`)).text());
    expect(csv.every((row) => !/^[=+\-@\t\r]/.test(row['text'] ?? ''))).toBe(true);
  });
});

describe('the manifest', () => {
  it('says what was asked, where the same rows are on screen, and what made them', async () => {
    const { body } = await ask(`${world.url}/api/export/manifest?system=systmone&format=ndjson`);
    expect(body).toMatchObject({
      query: {
        params: { system: 'systmone' },
      },
      format: 'ndjson',
      dataset: { id: 'live', invented: false },
      versions: { ripplewatch: '0.0.0-test', analysis: 'test' },
      blindPeriods: [],
    });
    const { url } = (body as { query: { url: string } }).query;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mentions\?.*system=systmone/);
  });
});

describe('the file', () => {
  it.each([
    ['system=emis-web&from=2024-07-19&to=2024-07-19', 'ripplewatch-live-emis-web-2024-07-19.csv'],
    ['system=systmone,emis-web&from=2024-07-18&to=2024-07-19', 'ripplewatch-live-systmone-emis-web-2024-07-18-2024-07-19.csv'],
    ['to=2024-07-19&format=ndjson', 'ripplewatch-live-until-2024-07-19.ndjson'],
    ['', 'ripplewatch-live.csv'],
    [
      `system=${encodeURIComponent('other:Ünïcode "x"; filename=evil.exe')}`,
      'ripplewatch-live-other-n-code-x-filename-evil-exe.csv',
    ],
  ])('of “%s” is called %s', async (filters, name) => {
    const response = await fetch(`${world.url}/api/export?${filters}`);
    await response.text();
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${name}`);
    expect(response.headers.get('content-type')).toMatch(
      name.endsWith('csv') ? /^text\/csv; charset=utf-8$/ : /^application\/x-ndjson/,
    );
  });

  it('begins with a byte order mark only where one is asked for', async () => {
    const bytes = async (path: string): Promise<Uint8Array> =>
      new Uint8Array(await (await fetch(`${world.url}${path}`)).arrayBuffer());
    expect([...(await bytes('/api/export')).slice(0, 3)]).toEqual([...Buffer.from('id,')]);
    expect([...(await bytes('/api/export?bom=1')).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('is announced to HEAD without reading a row', async () => {
    const response = await fetch(`${world.url}/api/export`, { method: 'HEAD' });
    expect(response.headers.get('content-disposition')).toContain('ripplewatch-live.csv');
  });
});

/** The real store, with a note of how far it was read. */
function watchReading(store: Store): { store: Store; reading: { chunks: number; ended: boolean } } {
  const reading = { chunks: 0, ended: false };
  const watched: Store = new Proxy(store, {
    get: (target, key) => {
      if (key !== 'stream') return Reflect.get(target, key, target) as unknown;
      return async function* (...query: Parameters<Store['stream']>) {
        try {
          for await (const chunk of target.stream(...query)) {
            reading.chunks += 1;
            yield chunk;
          }
        } finally {
          reading.ended = true;
        }
      };
    },
  });
  return { store: watched, reading };
}

describe('a long export', () => {
  const rows = 6000;
  let long: World;
  let reading: { chunks: number; ended: boolean };

  beforeAll(async () => {
    const watched = watchReading(await openSqlite(':memory:', { areas }));
    reading = watched.reading;
    const text = 'EMIS is down. '.repeat(150);
    long = await startWorld({
      store: watched.store,
      seed: async (store) => {
        const mentions = Array.from({ length: rows }, (_, index) => makeMention(index, {}, {}, { text: `${text}${index}` }));
        for (let at = 0; at < rows; at += 1000) await saveMentions(store, mentions.slice(at, at + 1000));
      },
    });
  });
  afterAll(() => long.close());

  it('is complete', async () => {
    const all = await (await fetch(`${long.url}/api/export`)).text();
    expect(rowsOf(all)).toHaveLength(rows);
    expect(reading.ended).toBe(true);
  });

  it('waits for a client that does not read, and stops when it leaves', async () => {
    const whole = reading.chunks;
    expect(whole).toBeGreaterThan(2);
    Object.assign(reading, { chunks: 0, ended: false });
    const response = await new Promise<IncomingMessage>((resolve) => get(`${long.url}/api/export`, resolve));
    response.pause();
    // Until nothing more is read: a slow machine takes its time to fill what lies between the two.
    let read = -1;
    while (read !== reading.chunks) {
      read = reading.chunks;
      await wait(500);
    }
    expect(read).toBeLessThan(whole);
    expect(reading.ended).toBe(false);
    response.destroy();
    await expect.poll(() => reading.ended, { timeout: 5000 }).toBe(true);
    expect(reading.chunks).toBeLessThan(whole);
    expect((await fetch(`${long.url}/healthz`)).status).toBe(200);
  });
});
