import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

const patienceMs = 2000;

// Open without signing in: what watches a process has no password, and the answers tell nobody anything.
export const healthRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/healthz',
    says: 'Answers while the process lives.',
    open: true,
    answers: { 200: { says: 'Alive', schema: shapes.Alive } },
    handle: () => Promise.resolve(reply(shapes.Alive, { status: 'alive' })),
  },
  {
    method: 'get',
    path: '/readyz',
    says: 'Answers 200 when the store answers within two seconds, 503 otherwise.',
    open: true,
    answers: { 200: { says: 'Ready', schema: shapes.Ready } },
    handle: async ({ deps }) => {
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
      try {
        await Promise.race([deps.store.datasets(), late]);
      } catch (error) {
        throw new Problem(503, 'unavailable', 'The store does not answer.', null, error);
      } finally {
        clearTimeout(timer);
      }
      return reply(shapes.Ready, { status: 'ready' });
    },
  },
];
