import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import { sayUrl } from '../../src/core/http/say.ts';
import type { Context } from '../collector.ts';
import { readJson } from '../json.ts';

/** An answer with a reason in place of the thing asked for: https://atproto.com/specs/xrpc#error-responses */
export interface Denied {
  readonly denied: true;
  readonly error: string;
  readonly message: string;
}

/** One query by its NSID (https://atproto.com/specs/xrpc#queries-http-get). A 400 is an answer; every other failure throws CollectError. */
export async function ask<Shape extends z.ZodType>(
  context: Context,
  host: string,
  nsid: string,
  params: Readonly<Record<string, string | readonly string[] | null>>,
  shape: Shape,
): Promise<z.output<Shape> | Denied> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value as string | null]) {
      if (one !== null) query.append(name, one);
    }
  }
  const response = await context.http.get(`${host}/xrpc/${nsid}?${query.toString()}`, {
    accept: 'application/json',
    answers: [400],
    signal: context.signal,
  });
  if (response.status !== 400) return readJson(response, shape);
  return { denied: true, ...readJson(response, denial) };
}

export function isDenied(answer: object): answer is Denied {
  return 'denied' in answer;
}

/** What a denial means that nobody foresaw. */
export function refuseDenied({ error, message }: Denied, host: string): CollectError {
  return new CollectError('changed', `${sayUrl(host)} answered “${error}: ${message.slice(0, 200)}”, which we did not expect.`);
}

const denial = z.object({ error: z.string(), message: z.string().default('') });
