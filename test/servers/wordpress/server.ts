import { randomBytes } from 'node:crypto';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, installPackages, run, startDaemon, untilReady } from '../process.ts';
import type { TestServer } from '../server.ts';
import { act } from './act.ts';
import { configPhp, pluginPhp, quietPhp, routerPhp, themeFiles } from './php.ts';

const program = '/usr/share/wordpress';

/** WordPress as Debian packages it, on a MariaDB of its own. https://developer.wordpress.org/ */
export const wordpress: TestServer = {
  name: 'wordpress',
  always: true,
  install: () =>
    installPackages(['wordpress', 'mariadb-server', ...['cli', 'mysql', 'xml', 'mbstring', 'curl'].map((part) => `php-${part}`)]),
  start: async (_folder, scratch) => {
    const database = await startDatabase(scratch);
    try {
      const site = join(scratch, 'site');
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      await buildSite(site, url, database);
      const router = join(scratch, 'router.php');
      await writeFile(router, routerPhp);
      const daemon = startDaemon('php', [...quietPhp, '-S', `127.0.0.1:${port}`, '-t', site, router]);
      await act(site, 'install', { url });
      await untilReady(daemon, async () => {
        const { ok, status } = await fetch(`${url}/feed/`);
        if (!ok) throw new Error(`/feed/ answered ${status}`);
      });
      const stop = async (): Promise<void> => {
        await daemon.stop();
        await database.stop();
      };
      return { env: { WORDPRESS_URL: url, WORDPRESS_SITE: site }, stop };
    } catch (error) {
      await database.stop();
      throw error;
    }
  },
};

interface Database {
  readonly port: number;
  readonly password: string;
  stop(): Promise<void>;
}

/** https://mariadb.com/kb/en/mariadb-install-db/ */
async function startDatabase(scratch: string): Promise<Database> {
  const data = join(scratch, 'db');
  const socket = join(scratch, 'db.sock');
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  await must('mariadb-install-db', [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    '--skip-test-db',
    '--auth-root-authentication-method=normal',
  ]);
  const daemon = startDaemon('/usr/sbin/mariadbd', [
    '--no-defaults',
    ...user,
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    // A database that lives for minutes need not survive a power cut.
    '--innodb-flush-log-at-trx-commit=0',
  ]);
  const ask = (sql: string) => must('mariadb', ['--no-defaults', '--user=root', `--socket=${socket}`, '--execute', sql]);
  await untilReady(daemon, () => ask('SELECT 1'));
  await ask(`CREATE DATABASE wp; CREATE USER wp@'127.0.0.1' IDENTIFIED BY '${password}'; GRANT ALL ON wp.* TO wp@'127.0.0.1'`);
  return { port, password, stop: () => daemon.stop() };
}

async function must(command: string, args: readonly string[]): Promise<void> {
  const code = await run(command, args);
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}

/** A copy of the program, since PHP looks for the settings beside the real file behind a link. */
async function buildSite(site: string, url: string, { port, password }: Database): Promise<void> {
  await cp(program, site, { recursive: true, dereference: true, filter: (path) => !path.endsWith('.htaccess') });
  await writeFile(join(site, 'wp-config.php'), configPhp({ url, port, password }));
  await mkdir(join(site, 'wp-content/mu-plugins'), { recursive: true });
  await writeFile(join(site, 'wp-content/mu-plugins/practice.php'), pluginPhp);
  const theme = join(site, 'wp-content/themes/practice');
  await mkdir(theme, { recursive: true });
  for (const [name, text] of Object.entries(themeFiles)) await writeFile(join(theme, name), text);
}
