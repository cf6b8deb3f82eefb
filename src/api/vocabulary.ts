import { filters } from '../store/filters.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const vocabularyRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/vocabulary',
    says: 'Everything that may stand in a filter, with its title, and the filters themselves.',
    answers: { 200: { says: 'The vocabulary', schema: shapes.Vocabulary } },
    handle: ({ deps }) => {
      const rows = filters.map(({ name, title, says, example }) => ({ name, title, says, example }));
      return Promise.resolve(reply(shapes.Vocabulary, { ...deps.vocabulary, filters: rows }));
    },
  },
];
