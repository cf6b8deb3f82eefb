import { sayUrl } from '../src/core/http/say.ts';
import { londonDate } from '../src/core/time.ts';
import type { Found } from './collector.ts';
import type { Feed } from './shape.ts';

/** A feed in a sentence for a person. */
export function describeFeed(feed: Feed, address: string): Found {
  const dates = feed.items.flatMap(({ publishedAt }) => publishedAt ?? []).sort();
  const newest = dates.at(-1);
  const count = feed.items.length === 1 ? '1 item' : `${feed.items.length} items`;
  const article = feed.format === 'RSS' || feed.format === 'RDF' || feed.format === 'Atom' ? 'an' : 'a';
  const broken = feed.degraded ? ' (its XML is broken; this much could be read)' : '';
  const dated = newest === undefined ? '' : `, the newest of ${londonDate(newest)}`;
  const title = feed.title ?? sayUrl(address);
  return { platform: 'feed', address, title, says: `${article} ${feed.format} feed, “${title}”, with ${count}${dated}${broken}` };
}
