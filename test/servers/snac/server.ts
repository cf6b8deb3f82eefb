import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, installPackages, runFor, startDaemon, untilReady } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';

const user = 'alderbrook';

/** https://codeberg.org/grunfink/snac2: a small server that speaks most of Mastodon's API, with ids and habits of its own. */
export const snac: TestServer = {
  name: 'snac',
  always: true,
  install: unpack,
  start: async (folder, scratch) => {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const program = join(folder, 'usr', 'bin', 'snac');
    const data = join(scratch, 'data');
    await runFor(program, ['init', data], ['127.0.0.1', String(port), `localhost:${port}`, '', ''].join('\n'));
    const settings = join(data, 'server.json');
    await writeFile(settings, (await readFile(settings, 'utf8')).replace(/"protocol":\s*"https"/, '"protocol": "http"'));
    const told = await runFor(program, ['adduser', data], `${user}\nAlderbrook Surgery (invented)\n`);
    const password = /password is (\S+)/.exec(told)?.[1] ?? '';
    const daemon = startDaemon(program, ['httpd', data]);
    const stop = (): Promise<void> => daemon.stop();
    try {
      await untilReady(daemon, () => fetch(url));
      return { env: { SOCIAL_URL: url, SOCIAL_USER: user, SOCIAL_TOKEN: await fetchToken(url, password) }, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  },
};

/** The package is of a later Debian and needs nothing newer than this one has, so it is unpacked beside it, not installed. */
async function unpack(folder: string): Promise<void> {
  await installPackages(['libcurl4', 'libssl3']);
  if (await hasProgram(folder)) return;
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg';
  const list = join(folder, 'backports.list');
  await writeFile(list, `deb [signed-by=${key}] http://deb.debian.org/debian trixie-backports main\n`);
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  const apart = [`Dir::Etc::sourcelist=${list}`, 'Dir::Etc::sourceparts=-', `Dir::State::lists=${join(folder, 'lists')}`];
  const options = apart.flatMap((option) => ['-o', option]);
  try {
    await runFor('apt-get', [...options, '-qq', 'update'], '', { cwd: folder });
    await runFor('apt-get', [...options, '-qq', 'download', 'snac2'], '', { cwd: folder });
    const [deb] = (await readdir(folder)).filter((name) => /^snac2_.*\.deb$/.test(name));
    await runFor('dpkg-deb', ['-x', join(folder, deb ?? ''), folder], '', { cwd: folder });
  } catch (cause) {
    throw Object.assign(new CannotInstall('the Debian package snac2 cannot be fetched from trixie-backports here'), { cause });
  }
}

async function hasProgram(folder: string): Promise<boolean> {
  return (await readdir(join(folder, 'usr', 'bin')).catch((): string[] => [])).includes('snac');
}

/** snac's own short way to a token, for programs on the same computer. */
async function fetchToken(url: string, password: string): Promise<string> {
  const send = (path: string, fields: Record<string, string>): Promise<Response> =>
    fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  const app = await send('/api/v1/apps', {
    client_name: 'test',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read write',
  });
  const { client_id: cid } = (await app.json()) as { client_id: string };
  return (await (await send('/oauth/x-snac-get-token', { login: user, passwd: password, cid })).text()).trim();
}
