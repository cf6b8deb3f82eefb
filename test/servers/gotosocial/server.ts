import { cp, mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, runFor, startDaemon, untilReady } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';
import { signIn } from './signin.ts';

const user = 'briarwell';
const password = 'An-invented-password-1';

/** https://docs.gotosocial.org: a server in Go with SQLite, which needs half an hour of a processor to be built. */
export const gotosocial: TestServer = {
  name: 'gotosocial',
  always: false,
  install: build,
  start: async (folder, scratch) => {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const program = join(folder, 'gotosocial');
    const env = settingsFor(folder, scratch, port);
    await mkdir(join(scratch, 'storage'), { recursive: true });
    const daemon = startDaemon(program, ['server', 'start'], { env });
    const stop = (): Promise<void> => daemon.stop();
    try {
      await untilReady(daemon, () => ready(url), 300_000);
      // Accounts can be made once the server has filled its database.
      const account = ['--username', user, '--email', `${user}@example.org`, '--password', password];
      await runFor(program, ['admin', 'account', 'create', ...account], '', { env });
      return {
        env: { SOCIAL_URL: url, SOCIAL_USER: user, SOCIAL_TOKEN: await signIn(url, `${user}@example.org`, password) },
        stop,
      };
    } catch (error) {
      await stop();
      throw error;
    }
  },
};

async function ready(url: string): Promise<void> {
  const response = await fetch(`${url}/readyz`);
  if (!response.ok) throw new Error(`it answers with ${response.status}`);
}

function settingsFor(folder: string, scratch: string, port: number): Record<string, string> {
  const web = join(folder, 'source', 'web');
  return {
    GTS_HOST: `localhost:${port}`,
    GTS_PROTOCOL: 'http',
    GTS_BIND_ADDRESS: '127.0.0.1',
    GTS_PORT: String(port),
    GTS_DB_TYPE: 'sqlite',
    GTS_DB_ADDRESS: join(scratch, 'gotosocial.db'),
    GTS_STORAGE_LOCAL_BASE_PATH: join(scratch, 'storage'),
    GTS_WEB_TEMPLATE_BASE_DIR: `${join(web, 'template')}/`,
    GTS_WEB_ASSET_BASE_DIR: `${join(web, 'assets')}/`,
    GTS_LETSENCRYPT_ENABLED: 'false',
    GTS_LOG_LEVEL: 'warn',
  };
}

const release = 'github.com/superseriousbusiness/gotosocial@v0.19.2';
/** The last whose runtime its packages reach into; newer ones are refused by their build tags. */
const toolchain = 'go1.24.10';

/** From the Go module proxy. Its go.mod replaces packages, which `go install` does not allow, so it is built in a copy of the module. */
async function build(folder: string): Promise<void> {
  if (await exists(join(folder, 'gotosocial'))) return;
  const source = join(folder, 'source');
  try {
    const answer = await runFor('go', ['mod', 'download', '-json', release], '', { cwd: folder });
    await cp((JSON.parse(answer) as { Dir: string }).Dir, source, { recursive: true });
  } catch (cause) {
    throw Object.assign(new CannotInstall('the Go module of GoToSocial cannot be fetched here, or there is no Go'), { cause });
  }
  await runFor('chmod', ['-R', 'u+w', source], '');
  // The module holds half of its vendored packages, which is less than none.
  await rm(join(source, 'vendor'), { recursive: true, force: true });
  const tags = 'netgo osusergo static_build kvformat notracing nootel nometrics';
  const code = await run(
    'go',
    ['build', '-trimpath', '-tags', tags, '-ldflags', '-s -w', '-o', join(folder, 'gotosocial'), './cmd/gotosocial'],
    {
      cwd: source,
      env: { GOTOOLCHAIN: toolchain },
    },
  );
  if (code !== 0) throw new CannotInstall(`GoToSocial cannot be built here with ${toolchain}`);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
