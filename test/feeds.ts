// A practice's news as RSS, for tests that are about what happens after the feed; invented practices only.
import type { RequestListener } from 'node:http';
import type { Served } from './servers.ts';
import { serve } from './servers.ts';

export interface Item {
  readonly guid: string;
  readonly title: string;
  readonly text: string;
  /** RFC 822; left out when undefined. */
  readonly date?: string;
}

/** Serves each list of items under `/<name>/feed`; the lists may be changed while it serves. */
export function serveFeeds(feeds: Readonly<Record<string, readonly Item[]>>, before?: RequestListener): Promise<Served> {
  return serve((request, response) => {
    before?.(request, response);
    if (response.writableEnded || response.headersSent) return;
    const items = feeds[request.url?.split('/')[1] ?? ''];
    if (items === undefined) {
      response.writeHead(404).end('not here');
      return;
    }
    response
      .writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' })
      .end(rss(request.url?.split('/')[1] ?? '', items));
  });
}

function rss(name: string, items: readonly Item[]): string {
  const entries = items.map(
    ({ guid, title, text, date }) =>
      `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><description>${text}</description>${date === undefined ? '' : `<pubDate>${date}</pubDate>`}</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${name} Surgery (invented)</title><link>https://${name}.invalid/</link><description>News</description>${entries.join('')}</channel></rss>`;
}
