import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const demoRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/api/demo',
    says: 'Loads the demonstration into a dataset of its own.',
    answers: { 201: { says: 'Loaded', schema: shapes.LoadedDemo } },
    handle: async ({ deps, caller }) => reply(shapes.LoadedDemo, await deps.actions.loadDemo(caller?.who ?? ''), 201),
  },
  {
    method: 'delete',
    path: '/api/demo',
    says: 'Removes the demonstration and all that belongs to it.',
    answers: { 204: { says: 'Removed', schema: null } },
    handle: async ({ deps, caller }) => {
      if (await deps.actions.removeDemo(caller?.who ?? '')) return { status: 204, body: undefined };
      throw new Problem(404, 'not-found', 'The demonstration is not loaded.');
    },
  },
];
