import { judgeHealth, troubled } from '../../analysis/health.ts';
import { phases } from '../core/types.ts';
import { outagePhases } from '../store/query.ts';
import { mayChange } from './caller.ts';
import { chooseDataset, lastWindow, nowFor } from './dataset.ts';
import { readDataset } from './query.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const stateRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/state',
    says: 'What a screen needs to begin: dataset, window, totals, how the Channels fare, what this caller may do.',
    params: [{ name: 'dataset', says: 'The dataset; the default one where it is not given.', example: 'demo' }],
    answers: { 200: { says: 'The state', schema: shapes.State } },
    handle: async ({ deps, params, caller }) => {
      const { store } = deps;
      const dataset = await readDataset(params, deps);
      const now = deps.clock();
      const at = await nowFor(store, dataset, now);
      const [chosen, datasets, organisations, states, window, totals, all, warnings, waiting] = await Promise.all([
        chooseDataset(store),
        store.datasets(),
        store.organisationCount(),
        store.channels({ dataset, counted: false }),
        lastWindow(store, dataset, now),
        store.count({ dataset, phases: outagePhases }),
        store.count({ dataset, phases }),
        store.warnings(dataset),
        deps.waiting(),
      ]);
      return reply(shapes.State, {
        version: deps.version,
        now,
        dataset,
        says: chosen.id === dataset ? chosen.says : 'The dataset that was asked for',
        datasets,
        organisations,
        channels: { total: states.length, troubled: states.filter((one) => troubled.has(judgeHealth(one, at).health)).length },
        warnings: warnings.slice(0, 50),
        window,
        totals,
        allPhases: all.mentions,
        waiting,
        allowedActions: mayChange(caller),
        signedInAs: caller?.name ?? null,
      });
    },
  },
];
