import { oneLine } from '../core/text.ts';
import type { Instant, Mention } from '../core/types.ts';
import type { Quote, RepeatedStatement } from './facts.ts';

/** Collects the first of each kind worth quoting, in organisations' own words. */
export function createQuotes() {
  const found = new Map<Quote['why'], Quote>();
  return {
    add(mention: Mention, at: Instant): void {
      const why = whyQuote(mention);
      const quote = why === null || found.has(why) ? null : quoteOf(mention, at);
      if (why !== null && quote !== null) found.set(why, { ...quote, why });
    },
    read(): Quote[] {
      return [...found.values()].toSorted((a, b) => a.at.localeCompare(b.at));
    },
  };
}

/** Groups posts of near-identical words and finds the group that most organisations posted. */
export function createStatements() {
  const groups = new Map<string, { posts: number; organisations: Set<string>; first: Omit<Quote, 'why'> | null }>();
  return {
    add(mention: Mention, at: Instant): void {
      const { statement, organisation } = mention;
      if (statement === null) return;
      const group = groups.get(statement) ?? { posts: 0, organisations: new Set<string>(), first: null };
      group.posts += 1;
      if (organisation !== null) group.organisations.add(organisation);
      group.first ??= quoteOf(mention, at);
      groups.set(statement, group);
    },
    /** Null where no statement was posted by two organisations. */
    read(): RepeatedStatement | null {
      const [most] = [...groups.values()].toSorted((a, b) => b.organisations.size - a.organisations.size || b.posts - a.posts);
      if (most === undefined || most.first === null || most.organisations.size < 2) return null;
      return { posts: most.posts, organisations: most.organisations.size, first: most.first };
    },
  };
}

function whyQuote({ verdict, post }: Mention): Quote['why'] | null {
  if (verdict.voice !== 'own') return null;
  if (post.author.kind === 'national' || post.author.kind === 'vendor') return 'national or supplier statement';
  if (verdict.phase === 'disrupted') return 'first report';
  return verdict.phase === 'restored' ? 'first to say it is restored' : null;
}

/** Null for anybody who is not plainly an organisation: people did not write for a report that goes to managers. Null for words that are gone. */
function quoteOf(mention: Mention, at: Instant): Omit<Quote, 'why'> | null {
  const { post, verdict, organisationName } = mention;
  const { author } = post;
  if (mention.removed !== undefined) return null;
  if (author.private || ['patient', 'media', 'other'].includes(author.kind)) return null;
  const who = organisationName ?? author.name;
  if (who === null) return null;
  return {
    at,
    who: oneLine(who, 80),
    kind: author.kind,
    phase: verdict.phase,
    text: oneLine(post.text, 240),
    url: webAddress(post.url),
  };
}

/** Anything but a plain web address could run something when it is followed. */
function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\/[^\s"'<>]+$/i.test(url) && URL.canParse(url) ? url : null;
}
