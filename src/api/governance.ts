import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const governanceRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/governance',
    says: 'On what basis private people’s posts are read, for how long posts keep their words, and who decided so when.',
    answers: { 200: { says: 'What is recorded', schema: shapes.Governance } },
    handle: async ({ deps: { store, retention } }) => {
      const [standing, history, channels] = await Promise.all([store.governance(), store.governanceHistory(), store.channels()]);
      const peopleDays = Math.min(retention.peopleDays, standing?.retentionDays ?? retention.peopleDays);
      return reply(shapes.Governance, {
        standing,
        retention: { ...retention, peopleDays },
        channels: channels.filter(({ channel }) => channel.people === true).length,
        history,
      });
    },
  },
];
