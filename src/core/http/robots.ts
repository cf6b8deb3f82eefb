import { createRequire } from 'node:module';
import { CollectError } from '../errors.ts';
import { addMs } from '../time.ts';
import type { Instant } from '../types.ts';
import { robotName, sayUrl } from './say.ts';

// The package is CommonJS with a default export that its types describe as an ES module's.
const parseRobots = createRequire(import.meta.url)('robots-parser') as (url: string, text: string) => Rules;

interface Rules {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
}

export interface Robots {
  /** Throws CollectError `refused` when robots.txt disallows `url`; otherwise the rest it asks for between requests, null when it asks for none. */
  check(url: URL, fetch: FetchRobots): Promise<{ crawlDelayMs: number | null }>;
}

/** Fetches a robots.txt: its text, or null when there is none (4xx). Throws CollectError when the host cannot say. */
export type FetchRobots = (url: string) => Promise<string | null>;

/**
 * robots.txt as RFC 9309 has it: none (4xx) allows everything; one that cannot be had (5xx, unreachable) allows nothing for now,
 * which comes out as the CollectError of that request; what was read holds for 24 hours.
 */
export function createRobots(clock: () => Instant): Robots {
  const known = new Map<string, { rules: Rules; until: Instant }>();
  return {
    async check(url, fetch) {
      const address = `${url.origin}/robots.txt`;
      const now = clock();
      let entry = known.get(url.origin);
      if (entry === undefined || entry.until <= now) {
        const text = await fetchRules(address, url, fetch);
        entry = { rules: parseRobots(address, text ?? ''), until: addMs(now, 86_400_000) };
        if (known.size >= mostHosts) known.clear();
        known.set(url.origin, entry);
      }
      if (entry.rules.isAllowed(url.href, robotName) === false) {
        throw new CollectError('refused', `${sayUrl(address)} asks robots to leave ${sayUrl(url)} alone, so it is not fetched.`);
      }
      const delayS = entry.rules.getCrawlDelay(robotName);
      return { crawlDelayMs: delayS === undefined || !(delayS > 0) ? null : delayS * 1000 };
    },
  };
}

/** Above this many hosts the memory is dropped and read again: simpler than an eviction order, and a few hundred bytes a host. */
const mostHosts = 20_000;

async function fetchRules(address: string, page: URL, fetch: FetchRobots): Promise<string | null> {
  try {
    return await fetch(address);
  } catch (cause) {
    if (!(cause instanceof CollectError)) throw cause;
    const message = `${sayUrl(page)} is left alone because its robots.txt cannot be read: ${cause.message}`;
    throw new CollectError(cause.kind, message, { cause, ...(cause.retryAt === null ? {} : { retryAt: cause.retryAt }) });
  }
}
