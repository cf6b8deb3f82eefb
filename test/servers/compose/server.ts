import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';

const source = 'github.com/compose-spec/compose-go/v2/cmd@v2.16.2';

/** Not a server, but what Docker itself reads compose files with, built from source. https://github.com/compose-spec/compose-go */
export const compose: TestServer = {
  name: 'compose',
  always: false,
  async install(folder) {
    if (existsSync(join(folder, 'cmd'))) return;
    const code = await run('go', ['install', source], { env: { GOBIN: folder, GOFLAGS: '-mod=mod' } });
    if (code !== 0) throw new CannotInstall(`Go is not installed here, or cannot build ${source}`);
  },
  start: (folder) => Promise.resolve({ env: { COMPOSE_READER: join(folder, 'cmd') }, stop: () => Promise.resolve() }),
};
