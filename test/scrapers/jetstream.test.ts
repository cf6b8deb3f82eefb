import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { bluesky } from '../../scrapers/bluesky.ts';
import type { Cursor, StreamContext, Streamed } from '../../scrapers/collector.ts';
import { createSockets } from '../../src/core/http/stream.ts';
import { clock } from '../../src/core/time.ts';
import type { Channel } from '../../src/core/types.ts';
import { type SocketBehaviour, type SocketServer, serveSockets } from '../sockets.ts';
import { type Atmosphere, startAtmosphere } from './atmosphere.ts';
import { channel, context } from './context.ts';

// Frames in the shapes that both versions of Jetstream document, from a real server of ours; everybody in them is invented.
const person = 'did:plc:inventedpatientnobodyelse';
const shy = 'did:plc:inventedpatientwhoisshyyy';
const v1Path = '/subscribe';
const v2Path = '/xrpc/network.bsky.jetstream.subscribeEvents';
const micro = (at: string): number => Date.parse(at) * 1000;

let sky: Atmosphere;
let at: Channel;
const words = channel('words:emis,surgery phones', {
  platform: 'bluesky',
  id: 'bluesky:words',
  organisation: null,
  authorKind: 'patient',
  people: true,
});

beforeEach(async () => {
  sky = await startAtmosphere();
  onTestFinished(() => sky.close());
  at = channel(sky.did, { platform: 'bluesky', id: 'bluesky:account' });
  sky.is.others = {
    [person]: { did: person, handle: 'person.example', displayName: 'Somebody (invented)', labels: [] },
    [shy]: { did: shy, handle: 'shy.example', labels: [{ val: '!no-unauthenticated', src: shy }] },
  };
});

async function server(behaviour: SocketBehaviour): Promise<SocketServer> {
  const served = await serveSockets(behaviour);
  onTestFinished(() => served.close());
  return served;
}

/** Steps of the stream until `enough` says so. */
async function listen(
  address: string,
  channels: readonly Channel[],
  cursor: Cursor | null,
  enough: (steps: readonly Streamed[]) => boolean,
): Promise<Streamed[]> {
  const stopping = new AbortController();
  const from: StreamContext = {
    ...context({ clock }),
    signal: stopping.signal,
    sockets: createSockets({ version: '0.0.0', contact: null, allowPrivate: true, clock }),
    setting: (name) => (name === 'RIPPLEWATCH_BLUESKY_STREAM' ? address : sky.settings(name)),
  };
  const steps: Streamed[] = [];
  for await (const step of bluesky.stream!.read(channels, cursor, from)) {
    steps.push(step);
    if (enough(steps)) break;
  }
  return steps;
}

const postsOf = (steps: readonly Streamed[]) => steps.flatMap(({ batches }) => batches.flatMap(({ posts }) => posts));
const removedOf = (steps: readonly Streamed[]) => steps.flatMap(({ batches }) => batches.flatMap(({ removed }) => removed));
const hasPost = (steps: readonly Streamed[]): boolean => postsOf(steps).length > 0;
const uriOf = (did: string, rkey: string): string => `at://${did}/app.bsky.feed.post/${rkey}`;

type Operation = 'create' | 'update' | 'delete';

/** https://github.com/bluesky-social/jetstream-legacy#example-events */
function v1(did: string, operation: Operation, rkey: string, text: string | null, timeUs = Date.now() * 1000): string {
  const record =
    text === null
      ? {}
      : { cid: `bafy${rkey}`, record: { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString() } };
  const commit = { rev: '3l3qo2vutsw2b', operation, collection: 'app.bsky.feed.post', rkey, ...record };
  return JSON.stringify({ did, time_us: timeUs, kind: 'commit', commit });
}

/** https://github.com/bluesky-social/jetstream/blob/main/lexicons/network/bsky/jetstream/subscribeEvents.json */
function v2(kind: string, payload: object): string {
  return JSON.stringify({ $type: 'message', payload: { $type: `network.bsky.jetstream.subscribeEvents#${kind}`, ...payload } });
}

function v2Commit(seq: number, operation: Operation, rkey: string, text: string | null): string {
  const now = new Date().toISOString();
  const record = text === null ? {} : { cid: `bafy${rkey}`, record: { $type: 'app.bsky.feed.post', text, createdAt: now } };
  return v2('commit', {
    seq,
    did: sky.did,
    time: now,
    witnessedAt: now,
    rev: '3l3qo2vutsw2b',
    operation,
    collection: 'app.bsky.feed.post',
    rkey,
    ...record,
  });
}

describe('the first version', () => {
  test('is asked for the accounts that are watched, and a post comes with who wrote it', async () => {
    const { address, asked } = await server({ greet: (socket) => socket.send(v1(sky.did, 'create', 'a', 'EMIS is down.')) });
    const steps = await listen(`${address}${v1Path}`, [at], null, hasPost);
    expect(asked).toEqual([`/subscribe?wantedCollections=app.bsky.feed.post&wantedDids=${encodeURIComponent(sky.did)}`]);
    expect([...steps[0]!.watches!]).toEqual([at.id]);
    expect(postsOf(steps)).toMatchObject([
      {
        id: uriOf(sky.did, 'a'),
        text: 'EMIS is down.',
        author: { handle: 'riverside.example', name: 'Riverside (invented)', private: false },
        editedAt: null,
      },
    ]);
  });

  test('goes on a few seconds before where it stopped', async () => {
    const timeUs = Date.now() * 1000 - 20_000_000;
    const { address, asked } = await server({ greet: (socket) => socket.send(v1(sky.did, 'create', 'a', 'EMIS is down.')) });
    const steps = await listen(`${address}${v1Path}`, [at], { address: `${address}${v1Path}`, timeUs, seq: null }, hasPost);
    expect(asked[0]).toContain(`cursor=${timeUs - 5_000_000}`);
    expect(steps[0]).toMatchObject({ look: [], missed: null });
    expect((steps.at(-1)!.cursor as { timeUs: number }).timeUs).toBeGreaterThan(timeUs);
  });

  test('that silently begins later is found out, and the accounts are looked at', async () => {
    const timeUs = Date.now() * 1000 - 36 * 3_600_000_000;
    const kept = Date.now() * 1000 - 24 * 3_600_000_000;
    const { address, asked } = await server({
      greet: (socket) => socket.send(v1(person, 'create', 'x', 'Lovely weather.', kept)),
    });
    const cursor = { address: `${address}${v1Path}`, timeUs, seq: null };
    const steps = await listen(`${address}${v1Path}`, [at], cursor, (found) => found.length > 0);
    expect(asked[0]).toBe(`/subscribe?cursor=${timeUs - 5_000_000}`);
    expect(steps[0]!.look).toEqual([at]);
    expect(steps[0]!.missed?.from).toBe(new Date(timeUs / 1000).toISOString());
  });

  test('that still has what was missed is believed', async () => {
    const timeUs = Date.now() * 1000 - 6 * 3_600_000_000;
    const { address } = await server({ greet: (socket) => socket.send(v1(sky.did, 'create', 'a', 'EMIS is down.', timeUs)) });
    const steps = await listen(`${address}${v1Path}`, [at], { address: `${address}${v1Path}`, timeUs, seq: null }, hasPost);
    expect(steps[0]).toMatchObject({ look: [], missed: null });
  });

  test('takes a long list of accounts as a message', async () => {
    const many = Array.from(
      { length: 150 },
      (_, i) =>
        `did:plc:inventedpractice${String(i)
          .padStart(8, 'a')
          .replace(/[^a-z]/g, 'b')}`,
    );
    const dids = [
      ...new Set(
        many.map(
          (did, i) =>
            `${did.slice(0, -3)}${'abcdefghij'[Math.floor(i / 100)]!}${'abcdefghij'[Math.floor(i / 10) % 10]!}${'abcdefghij'[i % 10]!}`,
        ),
      ),
    ];
    for (const did of dids) sky.is.others[did] = { did, handle: 'one.example', labels: [] };
    let hello = '';
    const { address, asked } = await server({
      greet: (socket) =>
        socket.on('message', (data) => {
          hello = (data as Buffer).toString();
          socket.send(v1(dids[149]!, 'create', 'a', 'Phones are down.'));
        }),
    });
    const channels = dids.map((did) => channel(did, { platform: 'bluesky', id: `bluesky:${did}` }));
    const steps = await listen(`${address}${v1Path}`, channels, null, hasPost);
    expect(asked[0]).toBe('/subscribe?wantedCollections=app.bsky.feed.post&requireHello=true');
    expect(JSON.parse(hello)).toEqual({
      type: 'options_update',
      payload: { wantedCollections: ['app.bsky.feed.post'], wantedDids: dids, maxMessageSizeBytes: 0 },
    });
    expect(postsOf(steps)).toMatchObject([{ channel: `bluesky:${dids[149]!}` }]);
  });

  test('ends with a sentence where a message is not as documented', async () => {
    const { address } = await server({ greet: (socket) => socket.send('{"did":7}') });
    await expect(listen(`${address}${v1Path}`, [at], null, () => false)).rejects.toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('not as documented') as unknown,
    });
  });
});

describe('the second version', () => {
  test('speaks its subprotocol, and its numbers are where it goes on', async () => {
    const { address, asked } = await server({
      subprotocol: 'xrpc.v1.json',
      greet: (socket) => socket.send(v2Commit(4711, 'create', 'a', 'EMIS is down.')),
    });
    const steps = await listen(`${address}${v2Path}`, [at], null, hasPost);
    expect(asked[0]).toBe(
      `${v2Path}?kinds=commit&kinds=account&kinds=identity&kinds=sync&collections=app.bsky.feed.post&dids=${encodeURIComponent(sky.did)}`,
    );
    expect(steps.at(-1)!.cursor).toMatchObject({ seq: 4711 });
    await listen(`${address}${v2Path}`, [at], steps.at(-1)!.cursor, hasPost);
    expect(asked[1]).toContain('&cursor=4711');
    // Another server's numbers are its own: what holds between two is the time.
    await listen(`${address}${v2Path}`, [at], { ...steps.at(-1)!.cursor, address: 'wss://elsewhere.example' }, hasPost);
    expect(Number(/cursor=(\d+)/.exec(asked[2]!)?.[1])).toBeGreaterThan(1e15);
  });

  test('that refuses too old a place is connected to anew, and the accounts are looked at', async () => {
    const { address, asked } = await server({
      subprotocol: 'xrpc.v1.json',
      refuse: (request) =>
        request.url?.includes('cursor=') === true
          ? { status: 400, body: JSON.stringify({ error: 'CursorTooOld', message: 'floor is 9000' }) }
          : null,
    });
    const cursor = { address: `${address}${v2Path}`, timeUs: micro('2024-07-19T08:00:00Z'), seq: 12 };
    const steps = await listen(`${address}${v2Path}`, [at, words], cursor, (found) => found.length > 0);
    expect(asked).toHaveLength(2);
    expect(steps[0]).toMatchObject({ look: [at], missed: { from: '2024-07-19T08:00:00.000Z' } });
  });

  test.each(['OutdatedCursor', 'FutureCursor'])('that says %s has the accounts looked at', async (name) => {
    const { address } = await server({
      subprotocol: 'xrpc.v1.json',
      greet: (socket) => socket.send(v2('info', { name, message: 'resumed from 9000' })),
    });
    const cursor = { address: 'wss://elsewhere.example', timeUs: micro('2024-07-19T08:00:00Z'), seq: 12 };
    const steps = await listen(`${address}${v2Path}`, [at], cursor, (found) => found.some(({ look }) => look.length > 0));
    expect(steps.at(-1)).toMatchObject({ look: [at], missed: { from: '2024-07-19T08:00:00.000Z' } });
  });

  test('that refuses for another reason is told with its words', async () => {
    const { address } = await server({
      refuse: () => ({ status: 400, body: JSON.stringify({ error: 'InvalidRequest', message: 'no such kind' }) }),
    });
    await expect(listen(`${address}${v2Path}`, [at], null, () => false)).rejects.toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('no such kind') as unknown,
    });
  });
});

describe('what is heard', () => {
  const hear = async (channels: readonly Channel[], frames: readonly string[]): Promise<Streamed[]> => {
    const { address } = await server({ greet: (socket) => frames.forEach((frame) => socket.send(frame)) });
    return listen(`${address}${v1Path}`, channels, null, (steps) => steps.length > 1);
  };

  test('of an account: edits, deletions; not its answers to others, and a quoting post is left to a look', async () => {
    const reply = { uri: uriOf(person, 'q'), cid: 'bafyq' };
    const record = (more: object): string =>
      JSON.stringify({
        did: sky.did,
        time_us: Date.now() * 1000,
        kind: 'commit',
        commit: {
          operation: 'create',
          collection: 'app.bsky.feed.post',
          rkey: 'c',
          cid: 'bafyc',
          record: { text: 'see', ...more },
        },
      });
    const steps = await hear(
      [at],
      [
        v1(sky.did, 'create', 'a', 'EMIS is down.'),
        v1(sky.did, 'update', 'a', 'EMIS is back.'),
        v1(sky.did, 'create', 'b', 'A mistake.'),
        v1(sky.did, 'delete', 'b', null),
        record({ reply: { root: reply, parent: reply } }),
        record({ embed: { $type: 'app.bsky.embed.record', record: reply } }),
        JSON.stringify({
          did: sky.did,
          time_us: Date.now() * 1000,
          kind: 'commit',
          commit: { operation: 'create', collection: 'app.bsky.feed.like', rkey: 'l' },
        }),
      ],
    );
    expect(postsOf(steps).map(({ text }) => text)).toEqual(['EMIS is back.']);
    expect(removedOf(steps)).toEqual([uriOf(sky.did, 'b')]);
    expect(steps.flatMap(({ look }) => look)).toEqual([at]);
  });

  test('of an account is noted for the next look at it, which then finds nothing new', async () => {
    const made = sky.post('EMIS is down.');
    const frame = JSON.stringify({
      did: sky.did,
      time_us: Date.now() * 1000,
      kind: 'commit',
      commit: { operation: 'create', collection: 'app.bsky.feed.post', rkey: made.rkey, cid: made.cid, record: made.record },
    });
    const [batch] = (await hear([at], [frame])).flatMap(({ batches }) => batches);
    const from = { ...context({ clock: () => '2024-07-19T12:00:00.000Z' }), setting: sky.settings };
    const looked = [];
    for await (const one of bluesky.collect(at, batch!.note!(null), from)) looked.push(...one.posts);
    expect(looked).toEqual([]);
  });

  test.each(['account', 'identity'])('an %s event points at the channel, and removes nothing', async (kind) => {
    const event = {
      did: sky.did,
      time_us: Date.now() * 1000,
      kind,
      [kind]: { active: false, did: sky.did, seq: 1, status: 'deleted' },
    };
    const steps = await hear([at], [JSON.stringify(event)]);
    expect(steps.flatMap(({ look }) => look)).toEqual([at]);
    expect(removedOf(steps)).toEqual([]);
  });

  test('of words: whole words of anybody who may be shown, as private people', async () => {
    const steps = await hear(
      [words],
      [
        v1(person, 'create', 'a', 'My surgery: phones dead again!'),
        v1(person, 'create', 'b', 'Hemisphere and Bemis are other words.'),
        v1(shy, 'create', 'c', 'EMIS is down here.'),
        v1('did:plc:inventednobodyknowsatall', 'create', 'd', 'EMIS is down there.'),
      ],
    );
    expect(postsOf(steps)).toMatchObject([
      { id: uriOf(person, 'a'), channel: words.id, author: { kind: 'patient', handle: 'person.example', private: true } },
    ]);
  });

  test('of words: an edit that takes them away, and any deletion, take the post away', async () => {
    const steps = await hear(
      [words],
      [
        v1(person, 'create', 'a', 'EMIS is down at my surgery.'),
        v1(person, 'update', 'a', 'Never mind.'),
        v1(person, 'create', 'b', 'EMIS is down.'),
        v1(person, 'delete', 'b', null),
      ],
    );
    expect(postsOf(steps)).toEqual([]);
    expect(removedOf(steps).sort()).toEqual([uriOf(person, 'a'), uriOf(person, 'b')]);
  });

  test('nothing is asked for where there is nobody to listen to', async () => {
    sky.is.status = 'deactivated';
    const { address, asked } = await server({});
    expect(await listen(`${address}${v1Path}`, [at], null, () => true)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

test.each([
  ['words: EMIS, systm one ,emis', 'words:emis,systm one'],
  ['bluesky words:EMIS Web', 'words:emis web'],
])('"%s" are words to listen for, and bring private people', (given, address) => {
  expect(bluesky.recognise(given)).toMatchObject({ address, people: true });
});

test('words too short to mean anything are refused, with what would be right', () => {
  expect(() => bluesky.recognise('words: a, it')).toThrow(/at least three letters/);
});
