import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { askMongo } from '../mongo-java-server/server.ts';
import { freePort, run, startDaemon, untilReady } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';

const version = 'v1.24.0';
const source = `github.com/FerretDB/FerretDB@${version}`;

/** MongoDB's protocol on SQLite, built from source. https://docs.ferretdb.io/v1.24/ */
export const ferretdb: TestServer = {
  name: 'ferretdb',
  group: 'mongo',
  always: false,
  async install(folder) {
    if (!existsSync(built(folder))) await build(folder);
  },
  async start(folder, scratch) {
    const port = await freePort();
    const url = `mongodb://127.0.0.1:${port}`;
    const [state, data] = [join(scratch, 'state'), join(scratch, 'data')];
    await Promise.all([mkdir(state), mkdir(data)]);
    const args = [
      ...[
        '--handler=sqlite',
        `--sqlite-url=file:${data}/?_pragma=synchronous(off)`,
        `--listen-addr=127.0.0.1:${port}`,
        `--state-dir=${state}`,
      ],
      ...['--telemetry=disable', '--debug-addr=-', '--log-level=warn'],
    ];
    const daemon = startDaemon(built(folder), args, { env: { DO_NOT_TRACK: '1' } });
    await untilReady(daemon, () => askMongo(url));
    return { env: { MONGO_URL: url }, stop: () => daemon.stop() };
  },
};

function built(folder: string): string {
  return join(folder, `ferretdb-${version}`);
}

const downloaded = z.looseObject({ Dir: z.string() });

/** It refuses to start without a file that says its version, which the module proxy leaves out; so it is built in a copy that has one. */
async function build(folder: string): Promise<void> {
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', source], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new CannotInstall(`Go is not installed here, or cannot fetch ${source}`);
  const copy = join(folder, 'source');
  await rm(copy, { recursive: true, force: true });
  await cp(downloaded.parse(JSON.parse(stdout)).Dir, copy, { recursive: true });
  await run('chmod', ['-R', 'u+w', copy]);
  await writeFile(join(copy, 'build/version/version.txt'), `${version}\n`);
  const half = join(folder, 'half');
  const code = await run('go', ['build', '-o', half, './cmd/ferretdb'], { cwd: copy, env: { GOFLAGS: '-mod=mod' } });
  await rm(copy, { recursive: true, force: true });
  if (code !== 0) throw new CannotInstall('FerretDB does not build here');
  await rename(half, built(folder));
}
