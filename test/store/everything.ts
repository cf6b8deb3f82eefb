import { classify } from '../../analysis/classify.ts';
import { statementOf } from '../../analysis/cluster.ts';
import { sealPost } from '../../src/core/privacy.ts';
import { addMs } from '../../src/core/time.ts';
import type { Instant, Mention } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import { createStatements } from '../../src/statements.ts';
import type { CountBy, RunResult, Store } from '../../src/store/contract.ts';
import { keys } from '../keys.ts';
import { makeChannel, makeMention, makeOrganisation, placeIn, quietRun } from './samples.ts';

const at: Instant = '2024-07-19T07:00:00.000Z';
const later = (minutes: number): Instant => addMs(at, minutes * 60_000);
const notice = 'The clinical system that we use has stopped working this morning, please bear with the team at the desk.';

/** Puts at least one of everything that a store can hold into it, each in more than one state where it has several. */
export async function fillEverything(store: Store): Promise<void> {
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: at });
  await store.addDataset({ id: 'demo', title: 'Demonstration', invented: true, createdAt: later(1) });
  await store.saveOrganisations(
    ['Z00001', 'Z00002', 'Z00003'].map((code) => ({ ...makeOrganisation(code), system: 'emis-web' })),
  );
  const decided = { lawfulBasis: 'public task', dpia: 'DPIA-1', retentionDays: 20, contact: 'ig@practice.example' };
  await store.recordGovernance({ at, who: 'Sam', decided });
  await store.recordGovernance({ at, who: 'Sam', decided: null });
  await store.recordGovernance({ at, who: 'Kim', decided: { ...decided, retentionDays: 10 } });
  await fillChannels(store);
  await fillMentions(store);
  await store.claimDigest({ window: '2024-07-19', dataset: 'live', target: 'email', at });
  for (const [target, outcome] of [
    ['folder', 'sent'],
    ['elsewhere', 'failed'],
  ] as const) {
    const key = { window: '2024-07-19', dataset: 'live', target };
    await store.claimDigest({ ...key, at });
    await store.finishDigest({ ...key, at: later(1), outcome, message: outcome === 'sent' ? null : 'No room.' });
  }
  for (const what of ['first', 'second', 'third']) await store.recordChange({ at, who: 'Sam', what });
  const money = { budget: 'x', period: '2024-07', limit: 1000, least: 1, most: 100, at };
  for (const id of ['r1', 'r2']) await store.reserve({ ...money, id });
  await store.settle('r1', 40);
  await store.reserve({ ...money, id: 'r3', budget: 'unspent' });
  await store.addSites([
    { url: 'https://one.example/', organisations: ['Z00001'] },
    { url: 'https://two.example/', organisations: [] },
  ]);
  const found = ['p1', 'p2', 'p3'].map((id) => ({
    ...{ id, platform: 'feed', address: `https://one.example/${id}`, title: id, organisations: ['Z00001'] },
    ...{ authorKind: 'practice' as const, site: 'https://one.example/', supplier: null, evidence: ['A link.'], doubts: [] },
  }));
  const search = { state: 'done' as const, says: 'Three feeds.', supplier: 'A builder', checkedAt: at, found };
  await store.finishSite({ ...search, url: 'https://one.example/' });
  await store.decideProposals({ ids: ['p1'], state: 'accepted', at, who: 'Sam' });
  await store.decideProposals({ ids: ['p2'], state: 'rejected', at, who: 'Sam' });
  await store.saveStreamCursor('bluesky', { at: 17, seen: ['a'] });
}

async function fillChannels(store: Store): Promise<void> {
  await store.saveChannel(makeChannel('good', { organisation: 'Z00001', addedAt: at }));
  await store.saveChannel(makeChannel('bad', { organisation: 'Z00002', addedAt: at }));
  await store.saveChannel(
    makeChannel('people', { people: true, platform: 'mastodon', address: '@jo@social.example', addedAt: at }),
  );
  await store.saveChannel(makeChannel('shown', { dataset: 'demo', addedAt: at }));
  let count = 0;
  const run = async (channel: string, startedAt: Instant, result: Partial<RunResult>): Promise<void> => {
    const id = `run-${count}`;
    count += 1;
    await store.startRun({ id, channel, startedAt });
    const told = { ...quietRun, id, channel, finishedAt: addMs(startedAt, 500), nextAt: addMs(startedAt, 900_000) };
    await store.finishRun({ ...told, ...result });
  };
  const failed = { outcome: 'failed', failure: 'unreachable', message: 'No answer.' } as const;
  await run('good', later(0), { postsNew: 3, bytes: 900, status: 200, notes: ['The feed is broken XML.'] });
  await run('good', later(15), failed);
  await run('good', later(30), { postsSeen: 1 });
  for (const minutes of [0, 15, 30, 45]) await run('bad', later(minutes), failed);
  await run('people', later(0), { outcome: 'waiting', failure: 'rate-limited', message: 'Asked to wait.' });
  await run('shown', later(0), { state: 'retired', nextAt: null });
  await store.startRun({ id: 'open', channel: 'good', startedAt: later(60) });
  await store.reviewWarnings({ dataset: 'live', now: later(60) });
}

async function fillMentions(store: Store): Promise<void> {
  const save = (mentions: readonly Mention[], removed: readonly string[] = [], channel: string | null = null) =>
    store.saveBatch({
      ...{ mentions: mentions.map((one) => ({ ...one, post: sealPost(one.post, keys) })), channel, cursor: null },
      removed: removed.map((id) => ({ platform: 'feed', id, at: later(90) })),
      notices: [],
    });
  const say = (id: string, text: string, minutes: number | null, parts: Parameters<typeof makeMention>[1] = {}): Mention =>
    makeMention(id, {
      statement: statementOf(text),
      ...parts,
      post: { text, postedAt: minutes === null ? null : later(minutes), ...parts.post },
    });
  const person = { author: { kind: 'patient', name: 'Jo Invented', handle: 'jo', private: true } } as const;
  await save([
    say('first', notice, 0, {
      organisation: 'Z00002',
      post: { author: { kind: 'icb', name: 'An ICB', handle: null, private: false } },
    }),
    say('copy', notice, 10, { organisation: 'Z00001' }),
    say('adapted', `${notice} Thank you.`, 20, { organisation: 'Z00003' }),
    say('gone first', 'Our telephone lines are not working at the moment, please use the online form for everything today.', 1),
    say('gone copy', 'Our telephone lines are not working at the moment, please use the online form for everything today.', 2),
    say('edited', 'EMIS is slow', 30, { places: [placeIn('QWO', 'icb'), placeIn('Z00001', 'organisation')] }),
    say('undated', 'The phones are down', null, { verdict: { phase: 'recovering', systems: ['phones', 'eps'] } }),
    say('planned', 'EPS will be off on Sunday', 40, { verdict: { phase: 'planned', systemsPlanned: ['eps'] } }),
    say('reviewed', 'It is all fine, really', 50),
    say('withdrawn', 'It is all fine, again', 50),
    say('reviewed and gone', 'Systems are down, all of them', 50),
    say('jo says', 'Nobody picks up the phone at my surgery', 60, { post: person, organisation: null }),
    say('late', 'From the demonstration', 70, { dataset: 'demo' }),
    say('mistake', `${notice} Sorry.`, 15),
  ]);
  await save([say('edited', 'EMIS is down', 30)]);
  await save([say('edited', 'EMIS is back', 30, { verdict: { phase: 'restored' } })]);
  const review = { platform: 'feed', dataset: 'live', reviewer: 'Sam', reviewedAt: later(80) } as const;
  const correction = { phase: 'restored', systems: ['systmone'], places: ['QNEW'], note: 'I rang them' } as const;
  await store.saveReviews([
    { ...review, id: 'reviewed', correction },
    { ...review, id: 'withdrawn', correction },
    { ...review, id: 'reviewed and gone', correction },
    { ...review, id: 'copy', correction: { voice: 'own' }, reviewer: 'Kim' },
  ]);
  await store.saveReviews([{ ...review, id: 'withdrawn', correction: null, reviewedAt: later(81) }]);
  await createStatements(store, classify)();
  await save([], ['gone first', 'reviewed and gone'], 'good');
  await save([say('waits', 'Words that nobody has compared with anything yet, for they came in after all the others were.', 95)]);
  await store.takeBack({ platform: 'feed', id: 'mistake', dataset: 'live' });
  await store.forget({ at: later(96), people: ['private-0123456789abcdef'], posts: [] });
  const told = { title: 'Slow', body: 'We look.', url: null, impact: null, components: [], systems: [], updatedAt: null };
  const notices = ['n1', 'n2'].map((id) => ({
    ...{ ...told, id, channel: 'good', status: 'open', publishedAt: at, seenAt: at },
  }));
  await store.saveBatch({ mentions: [], removed: [], notices, channel: 'good', cursor: { etag: '"1"' } });
}

/** What a store answers to every question that there is. */
export async function askEverything(store: Store): Promise<Readonly<Record<string, unknown>>> {
  const answers: Record<string, unknown> = {
    datasets: await store.datasets(),
    organisations: (await Array.fromAsync(store.organisations())).flat(),
    organisationCount: await store.organisationCount(),
    governance: await store.governanceHistory(),
    channels: await store.channels(),
    runs: await store.runs({ limit: 100 }),
    digests: await store.digests(100),
    changes: await store.changes(100),
    spending: await Promise.all(['x', 'unspent'].map((budget) => store.spending(budget, '2024-07'))),
    sites: await store.sites(),
    proposals: await store.proposals(),
    stream: await store.streamCursor('bluesky'),
    notices: await store.notices({ from: at, to: later(100) }),
    ungrouped: await store.ungrouped(100),
    unchecked: await store.uncheckedCopies(100),
    unsealed: await store.unsealed(100),
  };
  for (const dataset of ['live', 'demo']) {
    const scope = { dataset, from: null, to: null, now: later(200), limit: 100 };
    const query = { dataset, phases };
    const mentions = (await Array.fromAsync(store.stream(query))).flat();
    answers[dataset] = {
      mentions,
      blind: await store.blindPeriods(scope),
      sight: await Promise.all(
        (['platform', 'area', 'system', null] as const).map((by) => store.sight({ dataset, by, from: null, to: later(50) })),
      ),
      warnings: await store.warnings(dataset),
      reviews: await store.reviews({ dataset, limit: 100 }),
      versions: await Promise.all(mentions.map(({ post: { platform, id } }) => store.versions({ platform, id, dataset }))),
      count: await store.count(query),
      latest: await store.latest(query),
      pages: await store.mentions(query, { limit: 100, after: null, deleted: true }),
      filtered: await Promise.all(
        [
          { text: 'phones' },
          { text: 'invented' },
          { text: 'telephone' },
          { systems: ['systmone'] },
          { systems: ['eps'], role: 'planned' as const },
          { areas: ['QNEW'] },
          { areas: ['Y62'] },
          { reviewed: 'yes' as const },
          { organisations: ['Z00001'] },
          { voice: 'relayed' as const },
          { services: ['appointments' as const] },
          { statement: statementOf(notice) ?? '' },
          { from: later(20), to: later(60) },
        ].map((filter) => store.mentions({ ...query, ...filter }, { limit: 3, after: null })),
      ),
      counts: await Promise.all(groupings.map((by) => store.counts(query, by))),
    };
  }
  return answers;
}

const groupings: readonly CountBy[] = [
  ...(['hour', 'day', null] as const).map((bucket) => ({ bucket, key: null })),
  ...(['system', 'area', 'phase', 'platform', 'authorKind', 'voice', 'channel', 'cause', 'service'] as const).map((key) => ({
    ...{ bucket: 'hour' as const, key },
  })),
];

/** Goes on working with a store as Ripplewatch would: what it does depends on all that a store remembers. */
export async function goOn(store: Store): Promise<unknown> {
  await createStatements(store, classify)();
  const again = makeMention('first', {
    organisation: 'Z00002',
    statement: statementOf(notice),
    post: { text: notice, postedAt: at },
  });
  const back = makeMention('gone first', { post: { text: 'It is shown again.' } });
  const forgotten = makeMention('private-00', {
    ...{
      organisation: null,
      post: { author: { kind: 'patient', name: null, handle: 'private-0123456789abcdef', private: true } },
    },
  });
  const saved = await store.saveBatch({
    ...{ mentions: [again, back, forgotten, makeMention('new', { statement: statementOf(notice), post: { text: notice } })] },
    ...{ removed: [{ platform: 'feed', id: 'copy', at: later(120) }], notices: [], channel: 'good', cursor: null },
  });
  await createStatements(store, classify)();
  const claimed = await store.claimDue({ now: later(300), holder: 'test', leaseMs: 60_000, limit: 10 });
  await store.startRun({ id: 'further', channel: 'good', startedAt: later(300) });
  await store.finishRun({ ...quietRun, id: 'further', channel: 'good', finishedAt: later(301) });
  const key = { window: '2024-07-19', dataset: 'live' };
  return {
    saved,
    // Each claim has a name of its own.
    claimed: claimed.map(({ claim: _, ...rest }) => rest),
    sent: await Promise.all(
      ['email', 'folder', 'elsewhere'].map((target) => store.claimDigest({ ...key, target, at: later(300) })),
    ),
    again: await store.reserve({ id: 'r2', budget: 'x', period: '2024-07', limit: 1000, least: 1, most: 100, at }),
    warnings: await store.reviewWarnings({ dataset: 'live', now: later(302) }),
    after: await askEverything(store),
  };
}
