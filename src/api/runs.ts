import { readBlindPeriods } from './blind.ts';
import { readWhole } from './params.ts';
import { readDataset, readSpan } from './query.ts';
import type { Param, Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

const span: readonly Param[] = [
  { name: 'from', says: 'From this moment, or the start of this London day.', example: '2024-07-19' },
  { name: 'to', says: 'Before this moment, or to the end of this London day.', example: '2024-07-19' },
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
    says: 'Spans in which Channels could not be seen, so that silence there means nothing.',
    params: [...span, { name: 'dataset', says: 'The dataset; the default one where it is not given.', example: 'live' }],
    answers: { 200: { says: 'Blind periods that overlap the span', schema: shapes.BlindPeriods } },
    handle: async ({ deps, params }) => {
      const items = await readBlindPeriods(deps.store, await readDataset(params, deps), readSpan(params, deps), deps.clock());
      return reply(shapes.BlindPeriods, { items, next: null, total: items.length });
    },
  },
];
