import { writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launch, makeFolder, run } from '../cli.ts';
import type { Item } from '../feeds.ts';
import { serveFeeds } from '../feeds.ts';

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
    expect(JSON.parse(again.out)).toEqual({ channels: 1, newPosts: 0, mentions: 0, waiting: 0, failures: {} });
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

  it('recognises accounts whose collector is yet to come, and stores nothing', async () => {
    const data = await makeFolder();
    for (const handle of ['@thistlewick.bsky.social', '@thistlewick@mastodon.example']) {
      const { code, out } = await run(['channels', 'add', handle], { data });
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
