import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import type { HttpResponse } from '../../src/core/http/client.ts';
import { addMs } from '../../src/core/time.ts';
import type { FailureKind, Instant } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import { readJson } from '../json.ts';

/** One place of the Graph API with the token that reads it. */
export interface Graph {
  /** Without a slash at the end: `https://graph.facebook.com/v26.0`. */
  readonly base: string;
  readonly token: string;
  readonly context: Context;
}

/** What came back: the checked answer, when it came, and until when the limits ask us to rest. */
export interface Told<Value> {
  readonly value: Value;
  readonly receivedAt: Instant;
  readonly restUntil: Instant | null;
}

/**
 * Asks for one node or edge. The token travels in a header: an address ends up in logs. Throws CollectError by Graph's error codes
 * (https://developers.facebook.com/docs/graph-api/guides/error-handling); what Graph says in words is left out, as it quotes tokens.
 */
export async function askGraph<Shape extends z.ZodType>(
  { base, token, context }: Graph,
  path: string,
  query: Readonly<Record<string, string>>,
  shape: Shape,
): Promise<Told<z.output<Shape>>> {
  const url = `${base}/${path}?${new URLSearchParams(query).toString()}`;
  const response = await context.http.get(url, {
    accept: 'application/json',
    bearer: token,
    answers: [400, 401, 403, 404],
    // An app's own limit holds for all of its pages, a page's for itself alone.
    restUntil: (answer) => readUsage(answer).app,
    signal: context.signal,
  });
  const rest = readUsage(response);
  const restUntil =
    [rest.app, rest.page]
      .flatMap((at) => at ?? [])
      .sort()
      .at(-1) ?? null;
  if (response.status !== 200) throw judgeError(response, restUntil);
  return { value: readJson(response, shape), receivedAt: response.receivedAt, restUntil };
}

/** Graph's own code beside ours: of one post alone, some mean that it is gone. */
export class GraphError extends CollectError {
  /** No such thing, or not for this token: a deleted post, where the page itself could just be read. */
  readonly isMissing: boolean;

  constructor(kind: FailureKind, message: string, options: { retryAt?: Instant; isMissing?: boolean } = {}) {
    super(kind, message, options);
    this.isMissing = options.isMissing ?? false;
  }
}

const errorShape = z.object({ error: z.object({ code: z.number(), error_subcode: z.number().optional() }) });

function judgeError(response: HttpResponse, restUntil: Instant | null): CollectError {
  const { code, error_subcode: subcode } = readJson(response, errorShape).error;
  const said = `Facebook's error ${code}${subcode === undefined ? '' : `, ${subcode}`}`;
  switch (code) {
    case 102:
    case 190:
      return new GraphError(
        'unauthorised',
        `The page's token has expired or was withdrawn (${said}): ask its owner for a new one.`,
      );
    // https://developers.facebook.com/docs/graph-api/overview/rate-limiting#error-codes
    case 4:
    case 17:
    case 32:
    case 613:
    case 80001: {
      const retryAt = restUntil ?? addMs(response.receivedAt, hourMs);
      return new GraphError('rate-limited', `Facebook's limit is reached (${said}): reading goes on at ${retryAt}.`, { retryAt });
    }
    case 10:
    case 200:
      return new GraphError(
        'unauthorised',
        `This token may not read the page (${said}): it needs pages_read_engagement from the page's owner, or Page Public Content Access from Meta; docs/facebook.md says how to apply.`,
        { isMissing: code === 10 },
      );
    case 100:
      if (subcode === 33)
        return new GraphError('gone', `Facebook has no such page, or this token may not see it (${said}).`, { isMissing: true });
      return new GraphError('changed', `Facebook does not understand what we ask for any more (${said}).`);
    case 1:
    case 2:
      return new GraphError('unreachable', `Facebook has a passing fault (${said}).`);
    default:
      return new GraphError('changed', `Facebook answered with an error that we do not know (${said}).`);
  }
}

const hourMs = 60 * 60_000;

const shares = z.object({ call_count: z.number(), total_time: z.number(), total_cputime: z.number() }).partial();
const cases = z.record(z.string(), z.array(shares.extend({ estimated_time_to_regain_access: z.number().optional() })));

/**
 * Until when to rest, by how much of a rolling hour's allowance is used, in per cent, for the app and for the page: a quarter of an hour
 * from 80 %, an hour from 95 %, or as long as Facebook says. null where there is no need. Headers that cannot be read say nothing.
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers
 */
function readUsage(response: HttpResponse): { readonly app: Instant | null; readonly page: Instant | null } {
  const rest = (percent: number, minutes = 0): Instant | null => {
    const waitMs = Math.max(minutes * 60_000, percent >= 95 ? hourMs : percent >= 80 ? hourMs / 4 : 0);
    return waitMs === 0 ? null : addMs(response.receivedAt, Math.min(waitMs, 24 * hourMs));
  };
  const most = (use: z.output<typeof shares>): number =>
    Math.max(use.call_count ?? 0, use.total_time ?? 0, use.total_cputime ?? 0);
  const app = shares.safeParse(readHeader(response, 'x-app-usage'));
  const page = cases.safeParse(readHeader(response, 'x-business-use-case-usage'));
  const pages = page.success ? Object.values(page.data).flat() : [];
  return {
    app: app.success ? rest(most(app.data)) : null,
    page: rest(Math.max(0, ...pages.map(most)), Math.max(0, ...pages.map((one) => one.estimated_time_to_regain_access ?? 0))),
  };
}

function readHeader(response: HttpResponse, name: string): unknown {
  try {
    return JSON.parse(response.header(name) ?? 'null');
  } catch {
    return null;
  }
}
