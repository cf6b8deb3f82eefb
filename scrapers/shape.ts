import type { Instant } from '../src/core/types.ts';

/** A feed in one shape, whatever format it was published in. */
export interface Feed {
  /** For a person: "RSS", "Atom", "RDF", "JSON". */
  readonly format: string;
  readonly title: string | null;
  readonly lang: string | null;
  readonly items: readonly FeedItem[];
  /** It is broken XML, of which this much could be saved. */
  readonly degraded: boolean;
}

export interface FeedItem {
  readonly guid: string | null;
  /** As published: perhaps relative, perhaps not http. */
  readonly link: string | null;
  readonly title: string;
  readonly body: string;
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly raw: unknown;
}
