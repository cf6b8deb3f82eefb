import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { installNetwork, startNetwork } from '../atproto/server.ts';
import { run } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';

/** The last commit of the first version that the Go module proxy has whole; the second needs modules that it has not. */
const source = 'github.com/bluesky-social/jetstream@v0.0.0-20251009222037-7d7efa58d7f1';

/** Bluesky's Jetstream, built from source, on the network of `atproto`: the suite starts and stops it itself, since that is what it tries. */
export const jetstream: TestServer = {
  name: 'jetstream',
  always: false,
  async install(folder) {
    const network = networkFolder(folder);
    await mkdir(network, { recursive: true });
    await installNetwork(network);
    if (!existsSync(join(folder, 'jetstream'))) await build(folder);
  },
  async start(folder, scratch) {
    const network = await startNetwork(networkFolder(folder), scratch);
    return {
      ...network,
      env: { ...network.env, JETSTREAM: join(folder, 'jetstream'), JETSTREAM_DATA: join(scratch, 'jetstream') },
    };
  },
};

function networkFolder(folder: string): string {
  return join(dirname(folder), 'atproto');
}

const downloaded = z.looseObject({ Dir: z.string() });

/** Its checked sum comes from the proxy's database; the module cache is read-only, so it is built in a copy. */
async function build(folder: string): Promise<void> {
  const { status, stdout } = spawnSync('go', ['mod', 'download', '-json', source], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new CannotInstall(`Go is not installed here, or cannot fetch ${source}`);
  const copy = join(folder, 'source');
  await rm(copy, { recursive: true, force: true });
  await cp(downloaded.parse(JSON.parse(stdout)).Dir, copy, { recursive: true });
  await run('chmod', ['-R', 'u+w', copy]);
  const code = await run('go', ['build', '-o', join(folder, 'jetstream'), './cmd/jetstream'], {
    cwd: copy,
    env: { GOFLAGS: '-mod=mod' },
  });
  await rm(copy, { recursive: true, force: true });
  if (code !== 0) throw new CannotInstall('Jetstream does not build here');
}
