// Websites of invented practices, each on a port of its own, so that the pace treats each as a host of its own.
import { type Served, serve } from '../servers.ts';

export interface Farm {
  /** `http://127.0.0.1:port/` by number, from 0. */
  readonly urls: readonly string[];
  /** When each request began, in milliseconds, by website; robots.txt included. */
  readonly asked: readonly (readonly { readonly path: string; readonly atMs: number }[])[];
  /** Keeps every request waiting until it is called again with false. */
  hold(isHeld: boolean): void;
  close(): Promise<void>;
}

/** What kind of website number `n` is; in turn, so that every kind is there many times. */
export const kinds = ['wordpress', 'silicon', 'mysurgery', 'design', 'bare'] as const;

export function codeOf(n: number): string {
  return `Z${String(70_000 + n)}`;
}

/** Starts `count` websites. `closed` are closed by robots.txt, `broken` answer 500. */
export async function startFarm(
  count: number,
  odd: { closed?: readonly number[]; broken?: readonly number[] } = {},
): Promise<Farm> {
  let held = false;
  const servers: Served[] = [];
  const asked = Array.from({ length: count }, (): { path: string; atMs: number }[] => []);
  for (let n = 0; n < count; n += 1) {
    const server = await serve((request, response) => {
      const path = request.url ?? '/';
      asked[n]?.push({ path, atMs: performance.now() });
      if (held) return;
      if (odd.broken?.includes(n) === true) return void response.writeHead(500).end();
      const answer = answerOf(n, path, odd.closed?.includes(n) === true);
      response.writeHead(answer === null ? 404 : 200, { 'content-type': answer?.type ?? 'text/plain' }).end(answer?.body ?? '');
    });
    servers.push(server);
  }
  return {
    urls: servers.map(({ url }) => `${url}/`),
    asked,
    hold: (isHeld) => (held = isHeld),
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

interface Answer {
  readonly type: string;
  readonly body: string;
}

function answerOf(n: number, path: string, isClosed: boolean): Answer | null {
  const kind = kinds[n % kinds.length];
  if (path === '/robots.txt') return isClosed ? { type: 'text/plain', body: 'User-agent: *\nDisallow: /' } : null;
  const feeds: Readonly<Record<string, readonly string[]>> = {
    wordpress: ['/feed/'],
    silicon: ['/feed/', '/practice_news/feed/'],
  };
  if (feeds[kind ?? '']?.includes(path) === true) return { type: 'application/rss+xml', body: rss(n, path) };
  return path === '/' ? { type: 'text/html; charset=utf-8', body: homes[kind ?? 'bare'](n) } : null;
}

function rss(n: number, path: string): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Practice ${n} (invented)</title><link>http://x.invalid/</link><description>News</description><item><guid isPermaLink="false">${path}${n}</guid><title>Phones</title><description>Our phone lines are down this morning, please bear with us.</description><pubDate>Sat, 28 Nov 2026 08:00:00 +0000</pubDate></item></channel></rss>`;
}

const social = (n: number): string =>
  `<a href="https://www.facebook.com/inventedpractice${n}/">Facebook</a><a href="https://www.facebook.com/sharer/sharer.php?u=x">Share</a><a href="https://twitter.com/intent/tweet?text=x">Tweet</a><a href="https://twitter.com/nhsuk">NHS</a>`;

const homes: Readonly<Record<(typeof kinds)[number], (n: number) => string>> = {
  wordpress: (n) =>
    page(
      n,
      '<meta name="generator" content="WordPress 6.8"><link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/rss+xml" href="/comments/feed/">',
      social(n),
    ),
  silicon: (n) =>
    page(
      n,
      '<script src="/wp-content/plugins/sp-analytics/js/sp_analytics.js"></script><link rel="stylesheet" href="/wp-includes/a.css">',
      `<a href="/practice_news/phones/">Phones</a><p>Website by <a href="https://www.facebook.com/thatagency">That Agency</a></p><p><a href="https://twitter.com/siliconpractice">Twitter</a></p>`,
    ),
  mysurgery: (n) => page(n, '', `<a href="/info.aspx?p=2&amp;pr=${codeOf(n)}">Updates</a>`),
  design: (n) => page(n, '', '<div class="nhsuk-card"><p>Book online.</p></div>'),
  bare: (n) => page(n, '', '<p>We are a practice.</p>'),
};

function page(n: number, head: string, body: string): string {
  return `<!doctype html><html lang="en"><head><title>Practice ${n} (invented)</title>${head}</head><body><div role="alert">Notice ${n}: our phone lines are down.</div><main><h1>Practice ${n}</h1></main><footer>${body}</footer></body></html>`;
}
