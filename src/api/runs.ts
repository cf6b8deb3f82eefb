import { addMs } from '../core/time.ts';
import { authorKinds } from '../core/types.ts';
import type { ChannelScope } from '../store/contract.ts';
import { mostPeriods, readBlindPeriods } from './blind.ts';
import { nowFor } from './dataset.ts';
import type { ApiDeps } from './deps.ts';
import type { Params } from './params.ts';
import { readChoice, readWhole } from './params.ts';
import { readDataset, readSpan } from './query.ts';
import type { Param, Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';
import { titlesOf } from './titles.ts';

const span: readonly Param[] = [
  { name: 'from', says: 'From this moment, or the start of this London day.', example: '2024-07-19' },
  { name: 'to', says: 'Before this moment, or to the end of this London day.', example: '2024-07-19' },
];

const which: readonly Param[] = [
  { name: 'platform', says: 'Channels of this platform only.', example: 'feed' },
  { name: 'area', says: 'Channels of organisations in this area only, by code; a region means its ICBs.', example: 'Y62' },
  { name: 'system', says: 'Channels of organisations that run this record system only.', example: 'emis-web' },
  { name: 'kind', says: 'Channels of organisations of this kind only.', example: 'practice' },
  { name: 'dataset', says: 'The dataset; the default one where it is not given.', example: 'live' },
];

export const runRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/runs',
    says: 'Attempts to collect, newest first; narrow the span to see older ones.',
    params: [
      { name: 'channel', says: 'Only those of the Channel of this id.', example: 'feed:5d41402abc4b' },
      ...span,
      {
        name: 'limit',
        says: 'At most this many; 100 where it is not given.',
        example: '100',
        schema: { type: 'integer', minimum: 1, maximum: 1000 },
      },
    ],
    answers: { 200: { says: 'Runs; `total` counts those in this answer', schema: shapes.Runs } },
    handle: async ({ deps, params }) => {
      const limit = readWhole(params, 'limit', { min: 1, max: 1000, default: 100 });
      const { from, to } = readSpan(params, deps);
      const channel = params['channel'];
      const items = await deps.store.runs({
        limit,
        ...(channel === undefined ? {} : { channel }),
        ...(from === null ? {} : { from }),
        ...(to === null ? {} : { to }),
      });
      return reply(shapes.Runs, { items, next: null, total: items.length });
    },
  },
  {
    method: 'get',
    path: '/api/blind',
    says: `Spans in which Channels could not be seen, so that silence there means nothing; the first ${mostPeriods} of \`total\`.`,
    params: [...span, ...which],
    answers: { 200: { says: 'Blind periods that overlap the span', schema: shapes.BlindPeriods } },
    handle: async ({ deps, params }) => {
      const span = readSpan(params, deps);
      const { items, total } = await readBlindPeriods(deps.store, await readWhich(params, deps), span, deps.clock());
      const titles = await titlesOf(deps.store, items);
      const named = items.map((one) => ({ ...one, title: titles.get(one.channel) ?? null }));
      return reply(shapes.BlindPeriods, { items: named, next: null, total });
    },
  },
  {
    method: 'get',
    path: '/api/sight',
    says: 'How many Channels there are and how many gave an answer: in the span, or where none is given each within its last two intervals.',
    params: [
      { name: 'by', says: 'One row for each platform, area or system; one in all where it is not given.', example: 'area' },
      ...span,
      ...which,
    ],
    answers: { 200: { says: 'Channels and their Organisations, seen and in all', schema: shapes.Sights } },
    handle: async ({ deps, params }) => {
      const filter = await readWhich(params, deps);
      const { from, to } = readSpan(params, deps);
      const now = await nowFor(deps.store, filter.dataset, deps.clock());
      const by = readChoice(params, 'by', ['platform', 'area', 'system']);
      const items = await deps.store.sight({ ...filter, by, from, to: to !== null && to < now ? to : addMs(now, 1) });
      return reply(shapes.Sights, { items, next: null, total: items.length });
    },
  },
];

/** Ids are held against the vocabulary, so that a typing error is not taken for "nothing is blind there". */
async function readWhich(params: Params, deps: ApiDeps): Promise<ChannelScope> {
  const { areas, platforms, systems } = deps.vocabulary;
  const area = readChoice(
    params,
    'area',
    areas.map(({ code }) => code),
    sayWhere,
  );
  const platform = readChoice(
    params,
    'platform',
    platforms.map(({ id }) => id),
  );
  const system = readChoice(
    params,
    'system',
    systems.map(({ id }) => id),
    sayWhere,
  );
  const organisationKind = readChoice(params, 'kind', authorKinds);
  return {
    dataset: await readDataset(params, deps),
    ...(area === null ? {} : { areas: [area] }),
    ...(platform === null ? {} : { platform }),
    ...(system === null ? {} : { system }),
    ...(organisationKind === null ? {} : { organisationKind }),
  };
}

/** There are too many to name them all. */
const sayWhere = 'one of the ids that /api/vocabulary lists';
