import { type Served, serve } from '../servers.ts';

/** A record as the lexicon shows it; every person and post in it is invented. */
export interface FakePost {
  readonly rkey: string;
  cid: string;
  readonly record: Record<string, unknown>;
  readonly indexedAt: string;
}

/** A view and an account's own server in one, as documented, with the faults that a whole real network does not have. */
export interface Atmosphere extends Served {
  readonly did: string;
  /** Newest first. */
  readonly posts: FakePost[];
  /** Methods that were asked for, with their queries. */
  readonly asked: string[];
  readonly is: {
    /** Keys that the view leaves out, though they exist. */
    hides: Set<string>;
    /** Posts on a page of the view; 0 gives an empty page that still has one after it. */
    pages: number[] | null;
    /** Status for the view, and for the account's own server. */
    view: number | null;
    home: number | null;
    labels: object[];
    /** What getRepoStatus says of the account; null where it is active. */
    status: string | null;
    /** Profiles by DID, of others. */
    others: Record<string, object>;
  };
  post(text: string, more?: Record<string, unknown>, at?: { createdAt?: string; indexedAt?: string; rkey?: string }): FakePost;
  readonly settings: (name: string) => string | null;
}

const did = 'did:plc:inventedriversidesurgery';

export async function startAtmosphere(): Promise<Atmosphere> {
  const posts: FakePost[] = [];
  const asked: string[] = [];
  const is: Atmosphere['is'] = { hides: new Set(), pages: null, view: null, home: null, labels: [], status: null, others: {} };
  let count = 0;
  const profile = (): object => ({ did, handle: 'riverside.example', displayName: 'Riverside (invented)', labels: is.labels });
  const uri = ({ rkey }: FakePost): string => `at://${did}/app.bsky.feed.post/${rkey}`;
  const denied = (message: string, error = 'InvalidRequest'): [number, object] => [400, { error, message }];
  const answers: Readonly<Record<string, (query: URLSearchParams) => [number, object]>> = {
    'app.bsky.actor.getProfile': () => (is.status === null ? [200, profile()] : denied('Profile not found')),
    'app.bsky.actor.getProfiles': (query) => {
      const known: Readonly<Record<string, object>> = { ...is.others, ...(is.status === null ? { [did]: profile() } : {}) };
      return [200, { profiles: query.getAll('actors').flatMap((actor) => known[actor] ?? []) }];
    },
    'com.atproto.identity.resolveHandle': (query) =>
      query.get('handle') === 'riverside.example' ? [200, { did }] : denied('Unable to resolve handle'),
    'app.bsky.feed.getAuthorFeed': (query) => {
      if (is.status !== null) return denied('Profile not found');
      const [page, from] = (query.get('cursor') ?? '0:0').split(':').map(Number);
      const shown = posts.filter(({ rkey }) => !is.hides.has(rkey));
      const size = is.pages?.[page ?? 0] ?? 50;
      const end = (from ?? 0) + size;
      const feed = shown.slice(from, end).map((one) => ({
        post: { uri: uri(one), cid: one.cid, author: profile(), record: one.record, indexedAt: one.indexedAt },
      }));
      return [200, { feed, ...(end < shown.length ? { cursor: `${(page ?? 0) + 1}:${end}` } : {}) }];
    },
    'com.atproto.repo.listRecords': (query) => {
      if (is.status !== null) return denied(`Could not find repo: ${did}`);
      const before = query.get('cursor');
      const records = posts.filter(({ rkey }) => before === null || rkey < before).slice(0, 50);
      const last = records.at(-1);
      return [
        200,
        {
          records: records.map((one) => ({ uri: uri(one), cid: one.cid, value: one.record })),
          ...(last === undefined ? {} : { cursor: last.rkey }),
        },
      ];
    },
    'com.atproto.repo.getRecord': () => denied('Could not locate record', 'RecordNotFound'),
    'com.atproto.sync.getRepoStatus': () =>
      is.status === 'gone'
        ? denied('gone', 'RepoNotFound')
        : [200, { did, active: is.status === null, status: is.status ?? undefined }],
  };
  const server = await serve((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const method = url.pathname.replace('/xrpc/', '');
    asked.push(`${method}${url.search}`);
    const down = method.startsWith('app.') ? is.view : is.home;
    const document = { id: did, service: [{ id: '#atproto_pds', serviceEndpoint: server.url }] };
    const [status, body] =
      down !== null
        ? [down, {}]
        : url.pathname === `/${did}`
          ? [200, document]
          : (answers[method]?.(url.searchParams) ?? [404, {}]);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  return {
    ...server,
    did,
    posts,
    asked,
    is,
    post(text, more = {}, at = {}) {
      count += 1;
      const time = new Date(Date.UTC(2024, 6, 19, 6, count)).toISOString();
      const { createdAt = time, indexedAt = at.createdAt ?? time, rkey = tidOf(time) } = at;
      const made = { rkey, cid: `bafyinvented${rkey}v1`, record: { text, createdAt, ...more }, indexedAt };
      posts.unshift(made);
      return made;
    },
    settings: (name) => (name === 'RIPPLEWATCH_BLUESKY_URL' || name === 'RIPPLEWATCH_BLUESKY_PLC_URL' ? server.url : null),
  };
}

const digits = '234567abcdefghijklmnopqrstuvwxyz';

/** A key as the protocol makes them: https://atproto.com/specs/tid */
function tidOf(time: string): string {
  let value = BigInt(Date.parse(time)) * 1000n * 1024n;
  let key = '';
  for (let i = 0; i < 13; i += 1) {
    key = `${digits[Number(value % 32n)] ?? ''}${key}`;
    value /= 32n;
  }
  return key;
}
