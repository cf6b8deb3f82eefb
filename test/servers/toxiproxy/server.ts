import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, run, startDaemon, untilReady } from '../process.ts';
import { CannotInstall, type TestServer } from '../server.ts';

const source = 'github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0';

/** A proxy that spoils connections on command, built from source. https://github.com/Shopify/toxiproxy#http-api */
export const toxiproxy: TestServer = {
  name: 'toxiproxy',
  always: false,
  async install(folder) {
    if (existsSync(join(folder, 'server'))) return;
    const code = await run('go', ['install', source], { env: { GOBIN: folder, GOFLAGS: '-mod=mod' } });
    if (code !== 0) throw new CannotInstall(`Go is not installed here, or cannot build ${source}`);
  },
  async start(folder) {
    const port = await freePort();
    const daemon = startDaemon(join(folder, 'server'), ['-host', '127.0.0.1', '-port', String(port)]);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(daemon, () => fetch(`${url}/version`));
    return { env: { TOXIPROXY_URL: url }, stop: () => daemon.stop() };
  },
};
