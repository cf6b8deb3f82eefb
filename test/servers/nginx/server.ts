import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, installPackages, startDaemon, untilReady } from '../process.ts';
import type { TestServer } from '../server.ts';

/** https://nginx.org/en/docs/ */
export const nginx: TestServer = {
  name: 'nginx',
  always: true,
  install: () => installPackages(['nginx-light']),
  start: async (_folder, scratch) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const pages = join(scratch, 'www');
    await mkdir(join(pages, 'limited'), { recursive: true });
    const config = join(scratch, 'nginx.conf');
    await writeFile(config, configure(scratch, port));
    const args = ['-p', scratch, '-c', config, '-e', join(scratch, 'error.log'), '-g', 'daemon off;'];
    // Debian keeps it where only root's path leads.
    const daemon = startDaemon('/usr/sbin/nginx', args);
    await untilReady(daemon, () => fetch(url));
    return { env: { NGINX_URL: url, NGINX_PAGES: pages }, stop: () => daemon.stop() };
  },
};

function configure(folder: string, port: number): string {
  // Started by root, its workers would be another user, who may not read a private temporary folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const room = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
  return `${user} worker_processes 1; pid ${folder}/pid; events {}
http {
  access_log off; types { application/rss+xml xml; } limit_req_zone $binary_remote_addr zone=z:1m rate=1r/s;
  ${room.join(' ')}
  server {
    listen 127.0.0.1:${port}; root ${folder}/www; gzip on; gzip_min_length 1; gzip_types application/rss+xml;
    location = /gone { return 410; }
    location = /moved { return 301 /feed.xml; }
    location = /temp { return 302 /feed.xml; }
    location = /circle { return 301 /circle; }
    location = /down { add_header Retry-After 120 always; return 503; }
    location /limited/ { limit_req zone=z; limit_req_status 429; }
  }
}`;
}
