import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import type { HttpResponse } from '../../src/core/http/client.ts';
import { addMs, fromMs, londonTime } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import { readJson } from '../json.ts';

/** The API with the account that pays for it. Amounts are millionths of a US dollar. */
export interface Xapi {
  /** Without a slash at the end: `https://api.x.com`. */
  readonly base: string;
  readonly token: string;
  /** Of a month of UTC. */
  readonly budget: number;
  readonly postPrice: number;
  readonly userPrice: number;
  readonly context: Context;
}

/** What one request can cost: its smallest useful form and its largest, as numbers of posts. */
interface Cost<Value> {
  readonly least: number;
  readonly most: number;
  /** What the answer really costs. */
  readonly spent: (value: Value) => number;
}

/**
 * Asks one question after setting aside the most it can cost; `path` is made for what was granted. Sent once only: an answer that got lost on
 * the way may have been charged, so its grant then counts as spent. Throws CollectError; when the month's money is gone, `rate-limited` until
 * the next month.
 */
export async function askX<Shape extends z.ZodType>(
  api: Xapi,
  path: (granted: number) => string,
  shape: Shape,
  cost: Cost<z.output<Shape>>,
): Promise<{ readonly value: z.output<Shape>; readonly receivedAt: Instant }> {
  const { context, budget } = api;
  if (context.reserve === undefined)
    throw new CollectError('refused', 'X charges for every answer, so nothing is asked to try an address out.');
  const reservation = await context.reserve({ budget: 'x', limit: budget, least: cost.least, most: cost.most });
  if (!reservation.isGranted) throw spentError(budget, reservation.spent, reservation.goesOnAt);
  const url = `${api.base}/2/${path(reservation.amount)}`;
  const response = await send(url, api).catch(async (error: unknown) => {
    if (wasNeverSent(error)) await reservation.settle(0);
    throw error;
  });
  if (response.status !== 200) {
    // Only what is returned is charged, and an error returns nothing.
    await reservation.settle(0);
    throw judgeProblem(response);
  }
  const value = readJson(response, shape);
  await reservation.settle(cost.spent(value));
  return { value, receivedAt: response.receivedAt };
}

function send(url: string, { token: bearer, context }: Xapi): Promise<HttpResponse> {
  const answers = [400, 401, 402, 403, 404, 429, 500, 502, 503, 504];
  return context.http.get(url, { accept: 'application/json', bearer, answers, restUntil, once: true, signal: context.signal });
}

/** Where no connection came about nothing can have been charged; otherwise an hour without network would use the month's money up. */
function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof CollectError)) return false;
  if (error.kind === 'refused' || error.kind === 'rate-limited') return true;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && noConnection.has(cause.code)) return true;
  }
  return false;
}

const noConnection = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNTIMEOUT']);

function spentError(budget: number, spent: number, goesOnAt: Instant): CollectError {
  const money = (amount: number): string => `$${(amount / 1_000_000).toFixed(2)}`;
  const said = `The month's budget for X does not allow another request (${money(spent)} of ${money(budget)} spent): reading goes on at ${londonTime(goesOnAt)}.`;
  return new CollectError('rate-limited', said, { retryAt: goesOnAt });
}

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
const problemShape = z.object({ type: z.string().optional(), title: z.string().optional() }).catch({});

function judgeProblem(response: HttpResponse): CollectError {
  switch (response.status) {
    case 429: {
      const retryAt = restUntil(response) ?? addMs(response.receivedAt, quarterMs);
      return new CollectError('rate-limited', `X asks us to wait until ${londonTime(retryAt)}.`, { retryAt });
    }
    case 402:
      return new CollectError(
        'unauthorised',
        'The account at X has no credits left: buy some in its Developer Console, then start again.',
      );
    case 401:
      return new CollectError(
        'unauthorised',
        'X does not accept RIPPLEWATCH_X_TOKEN: copy the bearer token from the Developer Console again.',
      );
    case 403:
      return new CollectError(
        'unauthorised',
        'X does not let this app read posts: it has to belong to a project with pay-per-use access; docs/x.md says how to apply.',
      );
    case 500:
    case 502:
    case 503:
    case 504:
      return new CollectError('unreachable', `X has a fault of its own (status ${response.status}).`);
    case 404:
      return new CollectError('gone', 'X has no such account.');
    default:
      return new CollectError('changed', `X does not understand what we ask for any more (status ${response.status}).`);
  }
}

const quarterMs = 15 * 60_000;

/** Of a 429, and of the last answer that a window allows, since whoever asks next would get a 429. What X itself caps by the month is tried once a day. */
function restUntil(response: HttpResponse): Instant | null {
  if (response.status !== 429) return response.header('x-rate-limit-remaining') === '0' ? readReset(response) : null;
  const { type = '', title = '' } = problemShape.parse(parse(response.text));
  const isCapped = type.endsWith('/usage-capped') || title === 'UsageCapExceeded';
  return isCapped
    ? addMs(response.receivedAt, 24 * 4 * quarterMs)
    : (readReset(response) ?? addMs(response.receivedAt, quarterMs));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** Seconds since 1970 (https://docs.x.com/x-api/fundamentals/rate-limits); never more than an hour away, whatever their clock or ours says. */
function readReset(response: HttpResponse): Instant | null {
  const seconds = Number(response.header('x-rate-limit-reset') ?? Number.NaN);
  if (!Number.isInteger(seconds) || seconds < 1_000_000_000 || seconds > 100_000_000_000) return null;
  const soonest = addMs(response.receivedAt, 1000);
  const latest = addMs(response.receivedAt, 4 * quarterMs);
  const at = fromMs(seconds * 1000);
  return at < soonest ? soonest : at > latest ? latest : at;
}
