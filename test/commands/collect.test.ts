import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launch, makeFolder, run } from '../cli.ts';
import type { Item } from '../feeds.ts';
import { serveFeeds } from '../feeds.ts';
import type { Served } from '../servers.ts';
import { listen } from '../servers.ts';

const down: Item = {
  guid: '1',
  title: 'System down',
  text: 'EMIS is down this morning and we cannot see any records. Please bear with us.',
  date: 'Fri, 19 Jul 2024 07:10:00 +0100',
};
const flu: Item = {
  guid: '2',
  title: 'Flu clinics',
  text: 'Book your flu jab now for Saturday.',
  date: 'Thu, 18 Jul 2024 09:00:00 +0100',
};

describe('ripplewatch collect', () => {
  it('tries a feed once, stores it, collects it, and knows what it has', async () => {
    const data = await makeFolder();
    const { url } = await serving({ thistlewick: [down, flu] });
    const added = await run(['channels', 'add', `${url}/thistlewick/feed`, '--kind', 'practice'], { data });
    expect(added).toMatchObject({ code: 0, err: '' });
    expect(added.out).toContain('feed');
    const first = await run(['collect'], { data });
    expect(first.code).toBe(0);
    expect(first.err).toContain('thistlewick Surgery (invented): 2 new posts, 1 mention.');
    expect(first.out).toBe('1 channel, 2 new posts, 1 mention; no failures.\n');
    const nothing = await run(['collect'], { data });
    expect(nothing.out).toContain('Nothing is due');
    const id = await onlyChannel(data);
    const again = await run(['collect', '--channel', id, '--json'], { data });
    expect(JSON.parse(again.out)).toEqual({ channels: 1, newPosts: 0, mentions: 0, waiting: 0, stopped: 0, failures: {} });
  });

  it('adds a channel once, however often it is added, and stores nothing for an address that cannot be read', async () => {
    const data = await makeFolder();
    const { url } = await serving({ thistlewick: [down] });
    await run(['channels', 'add', `${url}/thistlewick/feed`], { data });
    const twice = await run(['channels', 'add', `${url}/thistlewick/feed`], { data });
    expect(twice.out).toContain('in the list already');
    const missing = await run(['channels', 'add', `${url}/nowhere/feed`], { data });
    expect(missing.code).not.toBe(0);
    expect(missing.err).not.toMatch(/\n\s+at /);
    expect(await channelCount(data)).toBe(1);
  });

  it('adds what it can of a list, and names the line of what it cannot', async () => {
    const data = await makeFolder();
    const { url } = await serving({ thistlewick: [down] });
    const list = `url,kind,title\r\n${url}/thistlewick/feed,practice,"Thistlewick\nSurgery (invented)"\r\n\r\n,practice,\r\n${url}/thistlewick/feed,surgery,\r\n`;
    await writeFile(`${data}/channels.csv`, `\ufeff${list}`);
    const { code, out, err } = await run(['channels', 'import', `${data}/channels.csv`], { data });
    expect(code).toBe(0);
    expect(out).toBe('1 channel stored, 0 recognised but not collectable yet, 2 lines skipped.\n');
    expect(err).toContain('Line 5 has no address; skipped.');
    expect(err).toMatch(/Line 6: "surgery" is no author kind.* Skipped\./);
    expect(await channelCount(data)).toBe(1);
  });

  it('recognises accounts whose collector is yet to come, and stores nothing', async () => {
    const data = await makeFolder();
    for (const address of ['https://www.threads.com/@thistlewick', 'https://www.reddit.com/r/thistlewick']) {
      const { code, out } = await run(['channels', 'add', address], { data });
      expect(code).toBe(0);
      expect(out).toContain('recognised; collector not installed yet');
    }
    expect(await channelCount(data)).toBe(0);
  });

  it('lets one channel fail with its reason while the rest go on', async () => {
    const data = await makeFolder();
    const feeds: Record<string, Item[]> = { good: [down], gone: [flu], broken: [flu] };
    const { url } = await serving(feeds);
    for (const name of ['good', 'gone', 'broken']) await run(['channels', 'add', `${url}/${name}/feed`], { data });
    delete feeds['gone'];
    feeds['broken'] = [];
    const { code, out, err } = await run(['collect', '--json'], { data });
    expect(code).toBe(0);
    const summary = JSON.parse(out) as { channels: number; newPosts: number; failures: Record<string, number> };
    expect(summary.channels).toBe(3);
    expect(summary.newPosts).toBe(1);
    expect(summary.failures).toMatchObject({ gone: 1 });
    expect(err).toContain('gone');
    const list = await run(['channels', 'list'], { data });
    expect(list.out).toMatch(/failing/);
  });

  it('says of each hostile or tired server what is wrong with it, and collects the rest', async () => {
    const data = await makeFolder();
    const secure = await serveSelfSigned();
    const answers: Record<string, RequestListener> = {
      huge: (_request, response) => response.writeHead(200, { 'content-length': 200_000_000 }).write('x'),
      circle: (_request, response) => response.writeHead(302, { location: '/circle/feed' }).end(),
      login: (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1><form><input type="password"></form>'),
      calm: (_request, response) => response.writeHead(304).end(),
      busy: (_request, response) => response.writeHead(429, { 'retry-after': '3600' }).end(),
      closed: (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      forged: (_request, response) => response.writeHead(302, { location: secure.url }).end(),
    };
    let isTired = false;
    const names = ['huge', 'circle', 'login', 'calm', 'closed', 'forged', 'fine', 'busy'];
    const served = await serveFeeds(Object.fromEntries(names.map((name) => [name, [down]])), (request, response) => {
      if (isTired) answers[request.url?.split('/')[1] ?? '']?.(request, response);
    });
    onTestFinished(() => served.close());
    // The busy one under another name, for what it says holds for the whole host.
    const address = (name: string) =>
      `${name === 'busy' ? served.url.replace('127.0.0.1', 'localhost') : served.url}/${name}/feed?token=s3cret`;
    await writeFile(join(data, 'channels.csv'), ['address', ...names.map(address)].join('\n'));
    expect((await run(['channels', 'import', join(data, 'channels.csv')], { data })).out).toContain('8 channels stored');
    isTired = true;
    const { code, out, err } = await run(['collect', '--json'], { data, env: { RIPPLEWATCH_LOG_LEVEL: 'debug' } });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      channels: 8,
      newPosts: 1,
      mentions: 1,
      waiting: 1,
      stopped: 0,
      failures: { changed: 3, refused: 1, unreachable: 1 },
    });
    for (const sentence of [
      'is 200 MB, more than',
      'redirects in a circle',
      'a page that asks for a sign-in',
      'a private or reserved address',
      'a self-signed certificate',
      'asks us to wait until',
    ]) {
      expect(err).toContain(sentence);
    }
    const list = await run(['channels', 'list'], { data });
    expect(list.out).toContain('a self-signed certificate');
    const json = await run(['channels', 'list', '--json'], { data });
    expect([err, out, list.out, json.out].filter((text) => text.includes('s3cret'))).toEqual([]);
  });

  it('takes an edit under the old guid and date as a change, not as a new post', async () => {
    const data = await makeFolder();
    const feeds: Record<string, Item[]> = { thistlewick: [down] };
    const { url } = await serving(feeds);
    await run(['channels', 'add', `${url}/thistlewick/feed`, '--kind', 'practice'], { data });
    await run(['collect'], { data });
    feeds['thistlewick'] = [
      { ...down, title: 'RESOLVED: system down', text: 'EMIS is working again, everything is back to normal. Thank you.' },
    ];
    await run(['collect', '--channel', await onlyChannel(data)], { data });
    const { out } = await run(['export', '--format', 'ndjson', '--phase', 'all'], { data });
    const mentions = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { post: { postedAt: string }; verdict: { phase: string } });
    expect(mentions).toHaveLength(1);
    expect(mentions[0]).toMatchObject({ post: { postedAt: '2024-07-19T06:10:00.000Z' }, verdict: { phase: 'restored' } });
  });

  it('loses and doubles nothing when it is killed in the middle', async () => {
    const data = await makeFolder();
    const names = Array.from({ length: 12 }, (_, index) => `practice${index}`);
    const feeds = Object.fromEntries(
      names.map((name) => [
        name,
        Array.from({ length: 20 }, (_, item) => ({
          ...down,
          guid: `${name}-${item}`,
          text: `${down.text} Update ${item} from ${name}.`,
        })),
      ]),
    );
    const { url } = await serving(feeds);
    const csv = `address\n${names.map((name) => `${url}/${name}/feed`).join('\n')}\n`;
    await writeFile(`${data}/channels.csv`, csv);
    const imported = await run(['channels', 'import', `${data}/channels.csv`], { data });
    expect(imported.out).toContain('12 channels stored');
    // Killed at the first sign of life, so that some channels are done, some under way and some untouched.
    const child = launch(['collect'], { data, env: { RIPPLEWATCH_CONCURRENCY: '2' } });
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    await run(['collect'], { data });
    await run(['collect'], { data });
    const { out } = await run(['export', '--format', 'ndjson', '--phase', 'all'], { data });
    const ids = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { post: { id: string } }).post.id);
    expect(ids).toHaveLength(240);
    expect(new Set(ids).size).toBe(240);
  });
});

async function serving(feeds: Readonly<Record<string, readonly Item[]>>): Promise<{ url: string }> {
  const served = await serveFeeds(feeds);
  onTestFinished(() => served.close());
  return served;
}

async function channelCount(data: string): Promise<number> {
  return (JSON.parse((await run(['channels', 'list', '--json'], { data })).out) as unknown[]).length;
}

async function onlyChannel(data: string): Promise<string> {
  const [state] = JSON.parse((await run(['channels', 'list', '--json'], { data })).out) as { channel: { id: string } }[];
  return state?.channel.id ?? '';
}

async function serveSelfSigned(): Promise<Served> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'thistlewick.invalid' }]);
  const served = await listen(
    createServer({ key, cert }, (_request, response) => response.end()),
    'https',
  );
  onTestFinished(() => served.close());
  return served;
}
