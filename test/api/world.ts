import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { areas } from '../../analysis/areas.ts';
import { createApi } from '../../src/api/app.ts';
import type { Access, Actions, ApiDeps } from '../../src/api/deps.ts';
import type { Discovery } from '../../src/api/discovery.ts';
import { watchChanges } from '../../src/changes.ts';
import { InputError } from '../../src/core/errors.ts';
import { silentLogger } from '../../src/core/log.ts';
import { addMs } from '../../src/core/time.ts';
import type { Channel, Instant, Mention, Vocabulary } from '../../src/core/types.ts';
import { advices, authorKinds, causes, phases, services, voices } from '../../src/core/types.ts';
import { findLeadTimes } from '../../src/leadtimes.ts';
import type { Store } from '../../src/store/contract.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

export const now: Instant = '2024-07-20T12:00:00.000Z';
export const startedAt: Instant = '2024-07-19T06:00:00.000Z';

const term = (id: string): { id: string; title: string } => ({ id, title: id });

export const vocabulary: Vocabulary = {
  platforms: ['feed', 'web', 'file'].map(term),
  systems: ['emis-web', 'systmone', 'crowdstrike-falcon'].map(term),
  services: services.map(term),
  causes: causes.map(term),
  advices: advices.map(term),
  phases: phases.map(term),
  voices: voices.map(term),
  authorKinds: authorKinds.map(term),
  areas,
};

export const openAccess: Access = {
  token: null,
  password: null,
  proxyHeader: null,
  proxyAddress: null,
  sessionKey: 'a-key-for-tests',
  required: false,
  hosts: [],
};

export interface World {
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  close(): Promise<void>;
}

/** The real application over a real store in memory, listening on a free port of loopback. */
export async function startWorld(change: Partial<ApiDeps> & { seed?: (store: Store) => Promise<void> } = {}): Promise<World> {
  const { seed = seedMentions, ...deps } = change;
  const store = deps.store ?? (await openSqlite(':memory:', { areas }));
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: startedAt });
  await seed(store);
  const app = createApi({
    store,
    vocabulary,
    version: '0.0.0-test',
    versions: { analysis: 'test' },
    clock: () => now,
    log: silentLogger,
    access: openAccess,
    dashboard: null,
    actions: createActions(store),
    discovery: createDiscovery(store),
    retention: { peopleDays: 30, organisationsDays: 730 },
    privacy: { showHandles: false, salt: 'salt', sealKey: 'ab'.repeat(32) },
    waiting: () => Promise.resolve(0),
    leadTimes: (query, span) => findLeadTimes(store, query, span),
    changes: watchChanges(store),
    ...deps,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    store,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await store.close();
    },
  };
}

/** Changes that reach no further than the store, recorded as the contract asks. */
function createActions(store: Store): Actions {
  const record = (who: string, what: string): Promise<void> => store.recordChange({ at: now, who, what });
  return {
    addChannel: async ({ address, organisation }, who) => {
      if (address.startsWith('@'))
        return { stored: false, channel: null, also: [], says: 'A Mastodon account; collector not installed yet.' };
      const channel = makeChannel({ address, organisation });
      await store.saveChannel(channel);
      await record(who, `added channel ${channel.id}`);
      return { stored: true, channel, also: [], says: 'A feed.' };
    },
    removeChannel: async (id, who) => {
      const removed = await store.removeChannel(id);
      if (removed) await record(who, `removed channel ${id}`);
      return removed;
    },
    logPost: async ({ text, link }, who) => {
      const mention = makeMention(900, { post: { ...makeMention(900).post, platform: 'hand', id: 'h1', text, url: link } });
      await saveMentions(store, [mention]);
      await record(who, 'logged the post h1 by hand');
      return { outcome: 'added', mention, says: 'The post is stored.' };
    },
    takeBackPost: async (id, who) => {
      const taken = await store.takeBack({ platform: 'hand', id, dataset: 'live' });
      if (taken) await record(who, `took back the post ${id} that was logged by hand`);
      return taken;
    },
    loadDemo: async (who) => {
      await store.addDataset({ id: 'demo', title: 'Demonstration', invented: true, createdAt: now });
      await saveMentions(store, [makeMention(1, { dataset: 'demo', invented: true })]);
      await record(who, 'loaded the demonstration');
      return { dataset: 'demo', mentions: 1 };
    },
    removeDemo: async (who) => {
      const loaded = (await store.datasets()).some(({ id }) => id === 'demo');
      if (loaded) await store.removeDataset('demo');
      if (loaded) await record(who, 'removed the demonstration');
      return loaded;
    },
  };
}

/** Proposals as the store has them, accepted without a Channel; a default set of one, which answers. */
function createDiscovery(store: Store): Discovery {
  const coverage = { area: null, practices: 0, watched: 0, visible: 0, says: 'The directory has no practices.' };
  const decide = (ids: readonly string[], state: 'accepted' | 'rejected', who: string): Promise<number> =>
    store.decideProposals({ ids, state, at: now, who });
  return {
    proposals: async ({ states, ids }) => {
      const found = await store.proposals({ ...(states && { states }), ...(ids && { ids }) });
      return found.map((one) => ({ ...one, names: one.organisations, waits: null }));
    },
    accept: async (choices, who) => {
      const ids = choices.map(({ id }) => id);
      return { accepted: await decide(ids, 'accepted', who), waiting: 0, refusals: [], coverage, says: 'Accepted.' };
    },
    reject: (ids, who) => decide(ids, 'rejected', who),
    coverage: (area) => Promise.resolve({ ...coverage, area }),
    defaults: () =>
      Promise.resolve([
        {
          address: 'https://status.example/',
          platform: 'web',
          title: 'A supplier (invented)',
          kind: 'vendor' as const,
          nation: 'uk',
          checked: '2024-07-01',
          note: 'Invented.',
          source: 'Invented.',
          added: false,
        },
      ]),
    addDefault: (address) =>
      address === 'https://status.example/'
        ? Promise.resolve({ answers: true, added: true, says: 'A page.' })
        : Promise.reject(new InputError('That address is not in the default set.', { field: 'address' })),
  };
}

/** Twelve outage Mentions an hour apart, two of other phases, one undated. */
export async function seedMentions(store: Store): Promise<void> {
  const outages = Array.from({ length: 12 }, (_, index) => makeMention(index));
  const others = [makeMention(100, {}, { phase: 'none' }), makeMention(101, {}, { phase: 'planned' })];
  await saveMentions(store, [...outages, ...others, makeMention(200, {}, {}, { postedAt: null })]);
}

export async function saveMentions(store: Store, mentions: readonly Mention[]): Promise<void> {
  await store.saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null });
}

export function makeChannel(change: Partial<Channel> = {}): Channel {
  return {
    id: 'feed:0123456789ab',
    platform: 'feed',
    address: 'https://practice.example/feed.xml',
    title: 'A practice',
    organisation: null,
    authorKind: 'practice',
    selector: null,
    everyMinutes: 15,
    dataset: 'live',
    addedAt: startedAt,
    ...change,
  };
}

export function makeMention(
  index: number,
  change: Partial<Mention> = {},
  verdict: Partial<Mention['verdict']> = {},
  post: Partial<Mention['post']> = {},
): Mention {
  const phase = verdict.phase ?? 'disrupted';
  const outage = phase === 'disrupted' || phase === 'recovering' || phase === 'restored';
  const dataset = change.dataset ?? 'live';
  return {
    post: {
      platform: 'feed',
      id: `${dataset}-${index}`,
      channel: 'feed:0123456789ab',
      url: `https://practice.example/${index}`,
      text: `EMIS is down at surgery number ${index}`,
      author: { kind: 'practice', name: `Surgery ${index}`, handle: null, private: false },
      postedAt: addMs(startedAt, index * 3_600_000),
      editedAt: null,
      seenAt: addMs(startedAt, index * 3_600_000),
      raw: { original: true },
      ...post,
    },
    verdict: {
      outage,
      current: outage && phase !== 'restored',
      score: 0.9,
      phase,
      voice: outage ? 'own' : null,
      systems: ['emis-web'],
      systemsUnaffected: [],
      systemsCause: [],
      systemsPlanned: [],
      systemsSwitchedOff: [],
      services: ['appointments'],
      cause: null,
      causesDenied: [],
      advice: [],
      reasons: [{ rule: 'outage.down', start: 0, end: 12 }],
      version: 'test',
      ...verdict,
    },
    places: [{ text: null, code: 'QYG', name: 'NHS Cheshire and Merseyside', kind: 'icb', method: 'channel', confidence: 0.9 }],
    organisation: `Y${String(10_000 + index)}`,
    organisationName: `Surgery ${index}`,
    statement: null,
    dataset,
    invented: false,
    ...change,
  };
}
