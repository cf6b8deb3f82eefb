import { describe, expect, it, onTestFinished } from 'vitest';
import { collectors, unbuilt } from '../scrapers/index.ts';
import { openApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { type DefaultRow, nations, readDefaults, tryDefault } from '../src/defaults.ts';
import { makeFolder } from './cli.ts';
import { runHere } from './here.ts';
import { serve } from './servers.ts';

describe('the default set', () => {
  it('has whole rows, each address and title once, each nation served, and says that nothing was tried', async () => {
    const rows = await readDefaults();
    expect(rows.length).toBeGreaterThan(20);
    for (const field of ['address', 'title'] as const) expect(new Set(rows.map((row) => row[field])).size).toBe(rows.length);
    expect(new Set(rows.map(({ nation }) => nation))).toEqual(new Set(nations));
    expect(rows.filter(({ note }) => !note.includes('Not tried'))).toEqual([]);
    expect(rows.filter(({ address }) => new URL(address).protocol !== 'https:')).toEqual([]);
  });

  it('is of platforms that are collected, and no address is taken for another platform’s by its form', async () => {
    const built = new Set(collectors.map(({ platform }) => platform));
    for (const { address, platform } of await readDefaults()) {
      expect(built.has(platform), `${address}: ${platform}`).toBe(true);
      const taken = [...collectors, ...unbuilt].filter((one) => one.recognise(address) !== null).map((one) => one.platform);
      expect(
        taken.filter((one) => one !== platform),
        address,
      ).toEqual([]);
    }
  });

  it('holds organisations’ own pages and trade press, no person and no practice', async () => {
    const kinds = new Set((await readDefaults()).map(({ kind }) => kind));
    for (const kind of ['patient', 'practice', 'pharmacy'] as const) expect(kinds.has(kind)).toBe(false);
    expect((await readDefaults()).filter(({ address }) => /facebook|twitter|\/x\.com|bsky|instagram/.test(address))).toEqual([]);
  });
});

describe('an address of the set', () => {
  it('is added where it answers and when that was asked for; one that does not answer is told and not added', async () => {
    const site = await serve((request, response) => {
      if (request.url === '/gone') response.writeHead(410).end();
      else if (request.url === '/robots.txt') response.writeHead(404).end();
      else
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<title>A supplier (invented)</title><p>All systems work.</p>');
    });
    onTestFinished(() => site.close());
    const app = await openApp({ ...readConfig(), data: await makeFolder(), allowPrivate: true, hostGapSeconds: 0 });
    onTestFinished(() => app.close());
    const [first] = await readDefaults();
    const row = (path: string): DefaultRow => ({
      ...(first as DefaultRow),
      address: `${site.url}${path}`,
      title: 'A supplier',
      kind: 'vendor',
    });
    const options = { who: 'a test', stopping: null };
    expect(await tryDefault(app, row('/'), { ...options, add: false })).toMatchObject({ answers: true, added: false });
    expect(await app.store.channels()).toEqual([]);
    expect(await tryDefault(app, row('/gone'), { ...options, add: true })).toMatchObject({
      answers: false,
      added: false,
      says: expect.stringContaining('is not there (status 410)') as string,
    });
    expect(await tryDefault(app, row('/'), { ...options, add: true })).toMatchObject({ answers: true, added: true });
    expect(await app.store.channels()).toMatchObject([
      { channel: { title: 'A supplier', authorKind: 'vendor', platform: 'web' } },
    ]);
  });

  it('is of a nation that exists', async () => {
    const { code, err } = await runHere(['channels', 'defaults', '--nation', 'france'], await makeFolder());
    expect([code, err]).toEqual([2, expect.stringContaining('is none of the nations: england, scotland')]);
  });
});
