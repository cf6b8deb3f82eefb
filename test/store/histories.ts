import fc from 'fast-check';
import { classify } from '../../analysis/classify.ts';
import { statementOf } from '../../analysis/cluster.ts';
import { addMs } from '../../src/core/time.ts';
import type { Correction, Instant, Mention, Phase } from '../../src/core/types.ts';
import { authorKinds, phases } from '../../src/core/types.ts';
import { createStatements } from '../../src/statements.ts';
import type { CountBy, Store } from '../../src/store/contract.ts';
import type { MentionQuery } from '../../src/store/filters.ts';
import { outagePhases, roles } from '../../src/store/query.ts';
import { makeMention, placeIn } from './samples.ts';

/** One thing that happens to a store; `say` is what a failing example prints. */
export interface Step {
  readonly say: string;
  readonly run: (store: Store, dataset: string) => Promise<unknown>;
}

const codes = ['Z1', 'Z2', 'Z3', 'Z4', 'Z5'];
const systemIds = ['emis-web', 'eps', 'phones', 'other:Ünïcode, "quoted"'];
const areaCodes = ['QYG', 'QNEW', 'QOLD', 'Y62', 'QWO', '7A1'];
const words = 'EMIS Web is down at our surgery this morning and we cannot see your records or book appointments';
/** Near-identical ones, one of its own, and two too short to compare. */
const texts = [
  words,
  `${words}. Thank you for your patience with us all.`,
  `${words}. Doors open at two for the flu clinic.`,
  'Our telephone lines are not working today so please come to the front desk if your problem is urgent.',
  'EMIS is down.',
  'All is well.',
];
/** Around midnight in London, the change of clocks, the end of a month, and 1970. */
const moments: readonly Instant[] = [
  '2024-07-18T22:59:59.999Z',
  '2024-07-18T23:00:00.000Z',
  '2024-07-19T07:12:00.000Z',
  '2024-07-19T07:59:59.999Z',
  '2024-07-19T08:00:00.000Z',
  '2024-07-31T23:30:00.000Z',
  '2024-10-27T00:30:00.000Z',
  '2024-10-27T01:30:00.000Z',
  '1969-12-31T23:30:00.000Z',
];

const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const moment = fc.constantFrom(...moments);
const some = <T>(values: readonly T[], maxLength: number) => fc.subarray([...values], { maxLength });

const mention = fc
  .record({
    id: ids,
    text: fc.constantFrom(...texts),
    postedAt: fc.option(moment, { freq: 6 }),
    seenAt: moment,
    editedAt: fc.option(moment, { freq: 2 }),
    author: fc.constantFrom(...authorKinds),
    isPrivate: fc.boolean(),
    channel: fc.constantFrom('feed:one', 'feed:two'),
    organisation: fc.option(fc.constantFrom(...codes), { freq: 4 }),
    phase: fc.constantFrom<Phase>('disrupted', 'disrupted', ...phases),
    voice: fc.constantFrom('own' as const, 'relayed' as const),
    systems: some(systemIds, 3),
    areas: some(areaCodes, 3),
    version: fc.constantFrom('test-1', 'test-2'),
  })
  .map((parts) => (dataset: string): Mention => {
    const { id, text, postedAt, seenAt, editedAt, author, isPrivate, channel, phase, voice, systems, areas, version } = parts;
    const isOutage = outagePhases.includes(phase);
    return makeMention(id, {
      post: {
        ...{ text, postedAt, seenAt, editedAt, channel },
        author: { kind: isPrivate ? 'patient' : author, name: null, handle: isPrivate ? `hash-${id}` : null, private: isPrivate },
        ...(isPrivate ? { sealed: 'sealed' } : {}),
      },
      verdict: { phase, systems: isOutage ? systems : [], version, ...(isOutage ? { voice } : {}) },
      places: [...areas.map((code) => placeIn(code, 'icb')), placeIn('Z1', 'organisation')],
      ...{ organisation: isPrivate ? null : parts.organisation, statement: statementOf(text), dataset },
    });
  });

const correction: fc.Arbitrary<Correction | null> = fc.option(
  fc.oneof(
    fc.record({ phase: fc.constantFrom(...outagePhases), voice: fc.constantFrom('own' as const, 'relayed' as const) }),
    fc.constant<Correction>({ phase: 'none', systems: [] }),
    fc.record({ systems: some(systemIds, 2) }),
    fc.record({ places: some(areaCodes, 2) }),
  ),
  { freq: 4 },
);

const empty = { removed: [], notices: [], channel: null, cursor: null };

const saves = fc
  .record({ made: fc.array(mention, { minLength: 1, maxLength: 6 }), onlyStored: fc.nat(5).map((n) => n === 0) })
  .map(
    ({ made, onlyStored }): Step => ({
      say: `save ${onlyStored ? 'anew ' : ''}${made.map((make) => JSON.stringify(short(make('')))).join(' ')}`,
      run: (store, dataset) =>
        store.saveBatch({ mentions: made.map((make) => make(dataset)), ...empty, ...(onlyStored ? { onlyStored } : {}) }),
    }),
  );

const others: fc.Arbitrary<Step>[] = [
  ids.map((id) => ({
    say: `remove ${id}`,
    run: (store) =>
      store.saveBatch({ mentions: [], ...empty, removed: [{ platform: 'feed', id, at: '2024-08-01T00:00:00.000Z' }] }),
  })),
  ids.map((id) => ({ say: `take back ${id}`, run: (store, dataset) => store.takeBack({ platform: 'feed', id, dataset }) })),
  fc.tuple(ids, correction, fc.nat(1000)).map(([id, said, second]) => ({
    say: `review ${id} ${JSON.stringify(said)}`,
    run: (store, dataset) =>
      store.saveReviews([
        {
          platform: 'feed',
          id,
          dataset,
          correction: said,
          reviewer: 'Ada',
          reviewedAt: addMs('2024-08-01T00:00:00.000Z', second * 1000),
        },
      ]),
  })),
  fc.tuple(moment, moment).map(([people, organisations]) => ({
    say: `retain ${people} ${organisations}`,
    run: (store) => store.retain({ people, organisations, runs: people, at: '2024-08-01T00:00:00.000Z' }),
  })),
  ids.map((id) => ({
    say: `forget ${id}`,
    run: (store) => store.forget({ at: '2024-08-01T00:00:00.000Z', people: [], posts: [{ platform: 'feed', id }] }),
  })),
  fc.tuple(ids, ids).map(([id, other]) => ({
    say: `seal ${id} as ${other}`,
    run: async (store, dataset) => {
      const found = await store.mention({ platform: 'feed', id, dataset });
      if (found !== null && found.removed === undefined)
        await store.saveSealed([{ platform: 'feed', id, dataset, post: { ...found.post, id: other } }]);
    },
  })),
  fc.constant<Step>({ say: 'group', run: (store) => createStatements(store, classify)() }),
  fc.constant<Step>({ say: 'tidy', run: (store) => store.tidyCounts() }),
  fc.constant<Step>({ say: 'remove the dataset', run: (store, dataset) => store.removeDataset(dataset) }),
];

/** Random lives of one dataset: mostly saves, since all else needs something that is there. */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    saves,
    fc.array(fc.oneof({ weight: 2, arbitrary: saves }, { weight: 3, arbitrary: fc.oneof(...others) }), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([first, rest]) => [first, ...rest]);

function short({ post, verdict, places, organisation }: Mention): object {
  const { id, postedAt, author, text } = post;
  const { phase, voice, systems } = verdict;
  return {
    id,
    postedAt,
    text: texts.indexOf(text),
    kind: author.kind,
    phase,
    voice,
    systems,
    places: places.map(({ code }) => code),
    organisation,
  };
}

/** Whole hours and days, and spans that begin or end within an hour. */
const ends: readonly Instant[] = [
  ...moments,
  '2024-07-19T23:00:00.000Z',
  '2024-07-31T23:00:00.000Z',
  '2024-10-27T23:00:00.000Z',
  '2024-10-31T00:00:00.000Z',
  '2024-10-01T00:00:00.000Z',
  '1969-12-31T23:00:00.000Z',
];

/** Absent as often as `absent` says to one. */
function sometimes<T>(arbitrary: fc.Arbitrary<T>, absent: number): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: absent, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** Any question that the count tables answer, and some that they do not. */
export const questions: fc.Arbitrary<{ readonly query: Omit<MentionQuery, 'dataset'>; readonly by: CountBy }> = fc.record({
  query: fc
    .record({
      from: sometimes(fc.constantFrom(...ends), 1),
      to: sometimes(fc.constantFrom(...ends), 1),
      phases: fc.oneof(fc.constant(outagePhases), fc.constant(phases), fc.subarray([...phases], { minLength: 1 })),
      systems: sometimes(fc.subarray(systemIds, { minLength: 1, maxLength: 3 }), 2),
      role: sometimes(fc.constantFrom(...roles), 6),
      areas: sometimes(fc.subarray(areaCodes, { minLength: 1, maxLength: 3 }), 2),
      voice: sometimes(fc.constantFrom('own' as const, 'relayed' as const), 4),
      authorKinds: sometimes(fc.subarray([...authorKinds], { minLength: 3 }), 4),
      channels: sometimes(fc.constant(['feed:one']), 12),
    })
    .map((query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as typeof query)
    .map((query) => query as Omit<MentionQuery, 'dataset'>),
  by: fc.record({
    bucket: fc.constantFrom('hour', 'day', null),
    key: fc.constantFrom('system', 'area', 'phase', 'authorKind', 'voice', 'platform', null),
  }),
});
