import { z } from 'zod';

/** An account on a personal data server, and what its owner does with it (https://docs.bsky.app/docs/category/http-reference). */
export interface Account {
  readonly did: string;
  readonly handle: string;
  /** Creates a record of a post; its address comes back. */
  post(text: string, more?: Record<string, unknown>): Promise<{ readonly uri: string; readonly cid: string }>;
  /** Overwrites the record under the same address. */
  edit(uri: string, text: string, more?: Record<string, unknown>): Promise<unknown>;
  remove(uri: string): Promise<unknown>;
  /** Writes a record of any other kind. */
  put(collection: string, rkey: string, record: object): Promise<unknown>;
  deactivate(): Promise<unknown>;
  activate(): Promise<unknown>;
  /** Deletes the account for good, by the administrator's hand. */
  erase(): Promise<unknown>;
}

const session = z.looseObject({ did: z.string(), accessJwt: z.string() });
const written = z.looseObject({ uri: z.string(), cid: z.string() });
const collection = 'app.bsky.feed.post';

export async function createAccount(server: string, name: string): Promise<Account> {
  // A server that is still there from an earlier run knows the name already.
  const own = `${name}-${Date.now().toString(36)}`;
  const handle = `${own}.test`;
  const made = await call(server, 'com.atproto.server.createAccount', {
    email: `${own}@example.org`,
    handle,
    password: 'an-invented-password',
  });
  const { did, accessJwt } = session.parse(made);
  const write = (method: string, body: object): Promise<unknown> =>
    call(server, method, { repo: did, ...body }, `Bearer ${accessJwt}`);
  const record = (text: string, more: Record<string, unknown>): object => ({
    $type: collection,
    text,
    createdAt: new Date().toISOString(),
    langs: ['en'],
    ...more,
  });
  return {
    did,
    handle,
    post: async (text, more = {}) =>
      written.parse(await write('com.atproto.repo.createRecord', { collection, record: record(text, more) })),
    edit: (uri, text, more = {}) =>
      write('com.atproto.repo.putRecord', { collection, rkey: rkeyOf(uri), record: record(text, more) }),
    remove: (uri) => write('com.atproto.repo.deleteRecord', { collection, rkey: rkeyOf(uri) }),
    put: (of, rkey, value) => write('com.atproto.repo.putRecord', { collection: of, rkey, record: value }),
    deactivate: () => write('com.atproto.server.deactivateAccount', {}),
    activate: () => call(server, 'com.atproto.server.activateAccount', null, `Bearer ${accessJwt}`),
    erase: () => call(server, 'com.atproto.admin.deleteAccount', { did }, `Basic ${btoa('admin:admin-pass')}`),
  };
}

export function rkeyOf(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

async function call(server: string, method: string, body: object | null, authorization?: string): Promise<unknown> {
  const response = await fetch(`${server}/xrpc/${method}`, {
    method: 'POST',
    headers: {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: body === null ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} answered ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}
