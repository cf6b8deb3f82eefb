import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Served, serve } from '../servers.ts';

/** A status as the documentation shows it; every person and post in it is invented. */
export interface SocialStatus {
  readonly id: string;
  content: string;
  readonly created_at: string;
  readonly [field: string]: unknown;
}

export interface Social {
  readonly url: string;
  /** Newest first, as the API gives them. */
  readonly statuses: SocialStatus[];
  /** Paths that were asked for, with their queries. */
  readonly asked: string[];
  /** What the server does differently from Mastodon, or says of itself. */
  readonly is: {
    ignoresMinId?: boolean;
    givesNoLinks?: boolean;
    givesEmptyLists?: boolean;
    /** Status for every single post: some servers show lists alone. */
    single?: number;
    /** Status for everything. */
    status?: number;
    account: Record<string, unknown>;
    headers?: Record<string, string>;
    terms?: { content: string; effective_date?: string };
    robots?: string;
    /** Token without which everything is 401. */
    token?: string;
  };
  post(content: string, more?: Record<string, unknown>): SocialStatus;
  close(): Promise<void>;
}

const epoch = Date.UTC(2024, 6, 19, 6);

/** The parts of Mastodon's API that we read, as documented: what no server that can be started here shows (rate headers, Link, 410). */
export async function startSocial(nameId = (count: number): string => String(112_813_000_000 + count)): Promise<Social> {
  const statuses: SocialStatus[] = [];
  const asked: string[] = [];
  const is: Social['is'] = { account: { id: '7', acct: 'alderbrook', display_name: 'Alderbrook (invented)', indexable: true } };
  let count = 0;
  const server: Served = await serve((request, response) => answer(request, response, { statuses, asked, is }));
  return {
    url: server.url,
    statuses,
    asked,
    is,
    post(content, more = {}) {
      count += 1;
      const id = nameId(count);
      const status: SocialStatus = {
        id,
        uri: `https://social.example/statuses/${id}`,
        url: `https://social.example/@alderbrook/${id}`,
        created_at: new Date(epoch + count * 60_000).toISOString(),
        edited_at: null,
        visibility: 'public',
        spoiler_text: '',
        content: `<p>${content}</p>`,
        account: { id: '7', acct: 'alderbrook', display_name: 'Alderbrook (invented)', indexable: true },
        reblog: null,
        media_attachments: [],
        ...more,
      };
      statuses.unshift(status);
      return status;
    },
    close: () => server.close(),
  };
}

type Inside = Pick<Social, 'statuses' | 'asked' | 'is'>;

function answer(request: IncomingMessage, response: ServerResponse, inside: Inside): void {
  const { is, asked } = inside;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
  if (url.pathname === '/robots.txt') {
    response.writeHead(is.robots === undefined ? 404 : 200).end(is.robots ?? '');
    return;
  }
  asked.push(`${url.pathname}${url.search}`);
  const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...is.headers, ...headers });
    response.end(JSON.stringify(body));
  };
  const [status, body, headers] = reply(url, request, inside);
  send(status, body, headers);
}

type Reply = readonly [status: number, body: unknown, headers?: Record<string, string>];

function reply(url: URL, request: IncomingMessage, inside: Inside): Reply {
  const { is, statuses } = inside;
  if (is.status !== undefined) return [is.status, { error: 'as the test wants it' }];
  if (is.token !== undefined && request.headers.authorization !== `Bearer ${is.token}`)
    return [401, { error: 'This API requires an authenticated user' }];
  if (url.pathname === '/api/v1/instance/terms_of_service') return is.terms === undefined ? [404, {}] : [200, is.terms];
  if (url.pathname === '/api/v1/accounts/lookup') return [200, is.account];
  if (/^\/api\/v1\/accounts\/[^/]+$/.test(url.pathname)) return [200, is.account];
  if (/^\/api\/v1\/(accounts\/7\/statuses|timelines\/tag\/[^/]+)$/.test(url.pathname)) return list(url, inside);
  if (is.single !== undefined) return [is.single, {}];
  const single = /^\/api\/v1\/statuses\/([^/]+)$/.exec(url.pathname)?.[1];
  const found = statuses.find(({ id }) => id === single);
  return found === undefined ? [404, { error: 'Record not found' }] : [200, found];
}

function list(url: URL, { statuses, is }: Inside): Reply {
  const limit = Number(url.searchParams.get('limit') ?? '20');
  const [minId, maxId] = [url.searchParams.get('min_id'), url.searchParams.get('max_id')];
  let page = statuses;
  if (maxId !== null) page = page.slice(page.findIndex(({ id }) => id === maxId) + 1);
  if (minId !== null && is.ignoresMinId !== true) {
    const at = page.findIndex(({ id }) => id === minId);
    page = (at === -1 ? page : page.slice(0, at)).slice(-limit);
  }
  page = is.givesEmptyLists === true ? [] : page.slice(0, limit);
  const [first, last] = [page[0], page.at(-1)];
  const link = (name: string, id: string, rel: string): string =>
    `<${url.origin}${url.pathname}?limit=${limit}&${name}=${id}>; rel="${rel}"`;
  const links =
    first === undefined || last === undefined
      ? {}
      : { link: [link('max_id', last.id, 'next'), link('min_id', first.id, 'prev')].join(', ') };
  return [200, page, is.givesNoLinks === true ? {} : links];
}
