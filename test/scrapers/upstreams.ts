import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AuthorKind } from '../../src/core/types.ts';

/** How the fixture files of a platform become a server that its collector can read. */
export interface Upstream {
  /** Answers as the platform would; anything the file knows nothing of is 404. */
  readonly serve: (folder: string, file: string) => RequestListener;
  /** The Channel's address, given where the server listens. */
  readonly address: (server: string, folder: string, file: string) => string;
  /** `local`: ids begin with the Channel's. `global`: the same post is the same Post through every Channel. */
  readonly ids: 'local' | 'global';
  readonly brings: 'posts' | 'notices';
  /** Where its posts are somebody else's than the Channel's. */
  readonly author?: AuthorKind;
  /** Settings that lead the collector there, where the Channel's address is no URL. */
  readonly settings?: (server: string) => Readonly<Record<string, string>>;
}

/** A file that is fetched as it is. */
const asItIs: Upstream = {
  serve: (folder, file) => (request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname).slice(1);
    if (name !== file) return void response.writeHead(404).end();
    const type = name.endsWith('.html') ? 'text/html' : 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(readFileSync(join(folder, name)));
  },
  address: (server, _folder, file) => `${server}/${file}`,
  ids: 'local',
  brings: 'posts',
};

/**
 * An API in a file: `{"address": "/@user", "answers": {"/path": …}}`, where a path stands for itself with any query. `SERVER` in a string
 * stands for the server's own address.
 */
const api: Upstream = {
  serve: (folder, file) => (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const answer = readApi(folder, file).answers[decodeURIComponent(pathname)];
    if (answer === undefined) return void response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"none"}');
    const body = JSON.stringify(answer).replaceAll('SERVER', `http://${request.headers.host ?? ''}`);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body);
  },
  address: (server, folder, file) => `${server}${readApi(folder, file).address}`,
  ids: 'global',
  brings: 'posts',
};

function readApi(folder: string, file: string): { address: string; answers: Record<string, unknown> } {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as { address: string; answers: Record<string, unknown> };
}

const special: Readonly<Record<string, Upstream>> = {
  bluesky: {
    ...api,
    address: (_server, folder, file) => readApi(folder, file).address,
    settings: (server) => ({ RIPPLEWATCH_BLUESKY_URL: server, RIPPLEWATCH_BLUESKY_PLC_URL: server }),
  },
  facebook: {
    ...api,
    address: (_server, folder, file) => readApi(folder, file).address,
    settings: (server) => ({ RIPPLEWATCH_FACEBOOK_URL: `${server}/v26.0`, RIPPLEWATCH_FACEBOOK_TOKENS: writeTokens() }),
  },
  x: {
    ...api,
    address: (_server, folder, file) => readApi(folder, file).address,
    // X brings nothing that is not newer than `since_id`.
    serve: (folder, file) => (request, response) => {
      if ((request.url ?? '').includes('since_id'))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"meta":{"result_count":0}}');
      else api.serve(folder, file)(request, response);
    },
    settings: (server) => ({ RIPPLEWATCH_X_URL: server, RIPPLEWATCH_X_TOKEN: 'invented', RIPPLEWATCH_X_BUDGET: '20' }),
  },
  mastodon: api,
  news: { ...asItIs, ids: 'global', author: 'media' },
  statuspage: { ...api, brings: 'notices' },
  // A post's number is its site's.
  wordpress: { ...api, ids: 'local' },
};

/** A file as docs/facebook.md asks for it; gone when the tests are. */
function writeTokens(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ripplewatch-tokens-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'tokens');
  writeFileSync(file, '* invented\n', { mode: 0o600 });
  return file;
}

export function upstreamOf(platform: string): Upstream {
  return special[platform] ?? asItIs;
}
