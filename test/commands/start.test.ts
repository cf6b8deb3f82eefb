import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { addMs, clock } from '../../src/core/time.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { makeFolder, run, startServer } from '../cli.ts';
import { serveFeeds } from '../feeds.ts';

describe('ripplewatch start', () => {
  it('offers the two ways to begin when there is nothing yet', async () => {
    const data = await makeFolder();
    const { url, child, stop } = await startServer(['start'], { data });
    expect(await (await fetch(`${url}healthz`)).json()).toBeTruthy();
    expect((await fetch(`${url}readyz`)).status).toBe(200);
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
    expect(child.exitCode).toBeNull();
    expect(await stop('SIGTERM')).toBe(0);
  });

  it('holds its data folder: a second start says who has it and stops', async () => {
    const data = await makeFolder();
    const { child } = await startServer(['start'], { data });
    const second = await run(['start', '--port', '0'], { data });
    expect(second.code).toBe(1);
    expect(second.err).toContain(`process ${child.pid}`);
  });

  it('gives the folder to the next one at once after kill -9', async () => {
    const data = await makeFolder();
    const first = await startServer(['start'], { data });
    await first.stop('SIGKILL');
    const second = await startServer(['start'], { data });
    expect((await fetch(`${second.url}healthz`)).status).toBe(200);
  });

  it('collects on its schedule while every other command works beside it', async () => {
    const data = await makeFolder();
    const served = await serveFeeds({
      thistlewick: [
        {
          guid: '1',
          title: 'System down',
          text: 'EMIS is down and we cannot see records, sorry.',
          date: 'Fri, 19 Jul 2024 07:10:00 +0100',
        },
      ],
    });
    onTestFinished(() => served.close());
    await run(['channels', 'add', `${served.url}/thistlewick/feed`, '--kind', 'practice'], { data });
    const { url } = await startServer(['start'], { data });
    await expect.poll(async () => total(`${url}api/mentions`), { timeout: 20_000 }).toBe(1);
    await writeFile(
      join(data, 'posts.ndjson'),
      '{"id":"1","text":"Phones are down at our surgery","postedAt":"2024-07-19T08:00:00Z"}\n',
    );
    await writeFile(join(data, 'channels.csv'), `address\n${served.url}/thistlewick/feed\n`);
    const files = join(import.meta.dirname, '../directory/fixtures');
    const commands = [
      ['channels', 'list'],
      ['channels', 'add', `${served.url}/thistlewick/feed`],
      ['directory', 'import', join(files, 'epraccur.csv')],
      ['channels', 'import', join(data, 'channels.csv')],
      ['collect'],
      ['replay', join(data, 'posts.ndjson')],
      ['export', '--format', 'csv'],
      ['digest', '--date', '2024-07-19'],
      ['classify', 'phones are down'],
      ['platforms'],
      ['demo'],
      ['demo', '--remove'],
    ];
    for (const command of commands) {
      const { code, err } = await run(command, { data });
      expect({ command, code, err: code === 0 ? '' : err }).toEqual({ command, code: 0, err: '' });
    }
    const beside = await startServer(['serve'], { data });
    expect(await total(`${beside.url}api/mentions`)).toBe(2);
  }, 120_000);

  it('refuses to listen beyond this computer until somebody could be asked who they are', async () => {
    const data = await makeFolder();
    const open = await run(['serve', '--port', '0'], { data, env: { RIPPLEWATCH_HOST: '0.0.0.0' } });
    expect(open.code).toBe(2);
    expect(open.err).toContain('RIPPLEWATCH_PASSWORD');
    const { url } = await startServer(['serve'], {
      data,
      env: { RIPPLEWATCH_HOST: '0.0.0.0', RIPPLEWATCH_TOKEN: 'a-token-of-some-length' },
    });
    const here = url.replace('0.0.0.0', '127.0.0.1');
    expect((await fetch(`${here}api/mentions`)).status).toBe(401);
    expect((await fetch(`${here}api/mentions`, { headers: { authorization: 'Bearer a-token-of-some-length' } })).status).toBe(
      200,
    );
  });

  it('says so when the port is taken', async () => {
    const data = await makeFolder();
    const { url } = await startServer(['serve'], { data });
    const port = new URL(url).port;
    const { code, err } = await run(['serve', '--port', port], { data });
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`Port ${port} is in use`) as string });
  });

  it('writes one digest for yesterday, however often it restarts', async () => {
    const data = await makeFolder();
    const folder = join(data, 'digests');
    await mkdir(folder);
    // A day on which nobody watched gets no digest; this store watched the day before yesterday.
    const store = await openSqlite(join(data, 'ripplewatch.db'), { areas });
    await store.startRun({ id: 'earlier', channel: 'feed:earlier', startedAt: addMs(clock(), -48 * 3_600_000) });
    await store.close();
    // Every minute: due again and again, and the window is the same all day.
    const env = { RIPPLEWATCH_DIGEST_CRON: '* * * * *', RIPPLEWATCH_DIGEST_FOLDER: folder };
    const written: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { stop } = await startServer(['start'], { data, env });
      await expect.poll(async () => (await readdir(folder)).length, { timeout: 20_000 }).toBe(4);
      // Long enough for a start to look for what is due; a digest written again would be another file under the same name.
      await wait(2000);
      written.push((await stat(join(folder, (await readdir(folder))[0] ?? ''))).ino);
      await stop(round === 1 ? 'SIGKILL' : 'SIGTERM');
    }
    expect(new Set(written).size).toBe(1);
  });

  it('mails one digest: retried after a refusal, not doubled by restarts and kill -9', async () => {
    const data = await makeFolder();
    const store = await openSqlite(join(data, 'ripplewatch.db'), { areas });
    onTestFinished(() => store.close());
    await store.startRun({ id: 'earlier', channel: 'feed:earlier', startedAt: addMs(clock(), -48 * 3_600_000) });
    const mail = await startMail();
    const env = {
      RIPPLEWATCH_DIGEST_CRON: '* * * * *',
      RIPPLEWATCH_SMTP: `smtp://127.0.0.1:${mail.port}`,
      RIPPLEWATCH_DIGEST_TO: 'manager@example.invalid',
    };
    const outcome = async (): Promise<string | undefined> => (await store.digests(5))[0]?.outcome;
    for (const [refuse, wanted, signal] of [
      [true, 'failed', 'SIGKILL'],
      [false, 'sent', 'SIGKILL'],
      [false, 'sent', 'SIGTERM'],
    ] as const) {
      mail.refuse(refuse);
      const { stop } = await startServer(['start'], { data, env });
      await expect.poll(outcome, { timeout: 20_000 }).toBe(wanted);
      await wait(2000);
      await stop(signal);
    }
    expect(mail.received()).toBe(1);
    expect(await store.digests(5)).toHaveLength(1);
  });

  it('takes the words of what is older than the retention, counted from when it was seen, and counts it as before', async () => {
    const data = await makeFolder();
    const post = (id: string, seenAt: string) =>
      JSON.stringify({
        platform: 'file',
        id,
        channel: 'file:old',
        url: null,
        text: 'EMIS is down at our surgery.',
        author: { kind: 'practice', name: null, handle: null, private: false },
        postedAt: '2020-07-19T07:00:00.000Z',
        editedAt: null,
        seenAt,
        raw: null,
      });
    await writeFile(join(data, 'old.ndjson'), [post('old', '2020-07-19T08:00:00.000Z'), post('new', clock())].join('\n'));
    expect((await run(['replay', join(data, 'old.ndjson')], { data })).out).toContain('2 new');
    const { url } = await startServer(['start'], { data, env: { RIPPLEWATCH_RETENTION_DAYS: '30' } });
    const texts = async () => {
      const { items } = (await (await fetch(`${url}api/mentions?dataset=live&phase=all`)).json()) as Mentions;
      return items.map(({ post: { text }, removed }) => text || removed?.why).sort();
    };
    await expect.poll(texts, { timeout: 20_000 }).toEqual(['EMIS is down at our surgery.', 'retention']);
  });
});

interface Mentions {
  readonly items: readonly { readonly post: { readonly text: string }; readonly removed?: { readonly why: string } }[];
}

/** A real mail server on loopback that counts, and can be told to put people off. */
async function startMail(): Promise<{ port: number; refuse: (yes: boolean) => void; received: () => number }> {
  let refused = false;
  let received = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(refused ? Object.assign(new Error('try again later'), { responseCode: 451 }) : null),
    onData: (stream, _session, done) => {
      stream.resume();
      stream.once('end', () => {
        received += 1;
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  return { port: (server.server.address() as AddressInfo).port, refuse: (yes) => (refused = yes), received: () => received };
}

async function total(url: string): Promise<number> {
  return ((await (await fetch(url)).json()) as { total: number }).total;
}
