import type { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import type { HttpResponse } from '../../src/core/http/client.ts';
import { sayUrl } from '../../src/core/http/say.ts';
import { readRetryAfter } from '../../src/core/http/status.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import { readJson } from '../json.ts';
import type { Place } from './place.ts';
import { tokenFor, tokensSetting } from './settings.ts';

/** One server's API, asked politely. */
export interface Server {
  readonly host: string;
  /** Asks for a path with its query, or for a link the server gave; null where it says there is no such thing (404, 410). */
  ask<Shape extends z.ZodType>(path: string, shape: Shape): Promise<Answer<z.output<Shape>> | null>;
}

export interface Answer<Value> {
  readonly value: Value;
  /** Where the server says the page of newer and of older posts is; null where it does not say. */
  readonly newer: string | null;
  readonly older: string | null;
  readonly receivedAt: Instant;
}

/**
 * https://docs.joinmastodon.org/api/rate-limits/. When an answer says that it was the last one for now, the next question is not sent:
 * it throws CollectError `rate-limited` with the moment at which the server said it would answer again.
 */
export function openServer(place: Place, context: Context): Server {
  const token = tokenFor(place.host, context);
  let spentUntil: Instant | null = null;
  return {
    host: place.host,
    async ask(path, shape) {
      const url = new URL(path, place.origin);
      if (spentUntil !== null && spentUntil > context.now()) {
        throw new CollectError('rate-limited', `${place.host} has answered all we may ask until ${spentUntil}.`, {
          retryAt: spentUntil,
        });
      }
      const response = await context.http.get(url.href, {
        accept: 'application/json',
        answers: [401, 403, 404, 410, 422],
        // Whoever gave us a token let us in as an application; a visitor keeps to what robots may see.
        ...(token === null ? { robots: true } : { bearer: token }),
        signal: context.signal,
      });
      spentUntil = readSpent(response);
      if (response.status === 404 || response.status === 410) return null;
      refuse(response, place.host, token !== null);
      const links = readLinks(response.header('link'), place.origin);
      return { value: readJson(response, shape), ...links, receivedAt: response.receivedAt };
    },
  };
}

/** X-RateLimit-Reset is an ISO instant on Mastodon, and seconds on some of the others. */
function readSpent(response: HttpResponse): Instant | null {
  if (response.header('x-ratelimit-remaining')?.trim() !== '0') return null;
  return readRetryAfter(response.header('x-ratelimit-reset'), response.receivedAt);
}

/** 422 is how newer versions say "sign in" on some methods. */
function refuse(response: HttpResponse, host: string, hasToken: boolean): void {
  const said = `${sayUrl(response.url)} (status ${response.status})`;
  if (response.status === 401 || response.status === 422) {
    const why = hasToken
      ? `the token for it in ${tokensSetting.name} is not accepted`
      : `put a token for it into ${tokensSetting.name}`;
    throw new CollectError('unauthorised', `${host} shows this to signed-in readers alone: ${why}. It was ${said}.`);
  }
  if (response.status === 403) throw new CollectError('refused', `${host} turns us away from ${said}.`);
}

/** RFC 8288, as far as paging needs it. A link that leads to another server is none: the token would go there too. */
function readLinks(header: string | null, origin: string): { newer: string | null; older: string | null } {
  const find = (rel: string): string | null => {
    for (const part of (header ?? '').slice(0, 4000).split(/,\s*(?=<)/)) {
      const [, target = '', rest = ''] = /^\s*<([^<>]*)>(.*)$/s.exec(part) ?? [];
      const url = URL.parse(target, origin);
      const said = /;\s*rel\s*=\s*"?([a-z]+)/i.exec(rest)?.[1]?.toLowerCase();
      if (url?.origin === origin && said === rel) return `${url.pathname}${url.search}`;
    }
    return null;
  };
  return { newer: find('prev'), older: find('next') };
}
