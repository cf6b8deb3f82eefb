import type { HttpResponse } from '../src/core/http/client.ts';
import { parseHtml } from './text.ts';
import { longestPage } from './walk.ts';

/** Feeds of posts that a page links; the feed of comments is nobody's news. */
export function linkedFeeds(page: HttpResponse): string[] {
  const $ = parseHtml(page.text.slice(0, longestPage));
  const base = URL.parse($('base[href]').attr('href') ?? '', page.url) ?? page.url;
  return $('link[rel~="alternate" i][href]')
    .toArray()
    .filter((link) => /application\/(?:rss\+xml|atom\+xml|feed\+json|json)/i.test(link.attribs.type ?? ''))
    .filter(
      (link) =>
        !/comments/i.test(`${link.attribs.title ?? ''} ${link.attribs.href ?? ''}`) &&
        !/wp-json|oembed/i.test(link.attribs.href ?? ''),
    )
    .flatMap((link) => URL.parse(link.attribs.href ?? '', base)?.href ?? []);
}
