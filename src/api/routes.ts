import { areaRoutes } from './areas.ts';
import { changeRoutes } from './changes.ts';
import { channelRoutes } from './channels.ts';
import { countRoutes } from './counts.ts';
import { demoRoutes } from './demo.ts';
import { describeRoutes } from './document.ts';
import { exportRoutes } from './export.ts';
import { governanceRoutes } from './governance.ts';
import { healthRoutes } from './health.ts';
import { mentionRoutes } from './mentions.ts';
import { noticeRoutes } from './notices.ts';
import { postRoutes } from './posts.ts';
import { proposalRoutes } from './proposals.ts';
import { reviewRoutes } from './review.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { runRoutes } from './runs.ts';
import { sessionRoutes } from './session.ts';
import { shapes } from './shapes.ts';
import { stateRoutes } from './state.ts';
import { vocabularyRoutes } from './vocabulary.ts';

const documentRoute: Route = {
  method: 'get',
  path: '/api/openapi.json',
  says: 'This API, described in OpenAPI 3.1.',
  answers: { 200: { says: 'The document', schema: shapes.Document } },
  handle: ({ deps }) => Promise.resolve(reply(shapes.Document, { ...openApiDocument(deps.version) })),
};

/** Every address there is: what is not in this list is not served. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...sessionRoutes,
  ...stateRoutes,
  ...changeRoutes,
  ...mentionRoutes,
  ...reviewRoutes,
  ...countRoutes,
  ...areaRoutes,
  ...vocabularyRoutes,
  ...channelRoutes,
  ...proposalRoutes,
  ...governanceRoutes,
  ...postRoutes,
  ...runRoutes,
  ...noticeRoutes,
  ...exportRoutes,
  ...demoRoutes,
  documentRoute,
];

/** The OpenAPI 3.1 document: what `/api/openapi.json` answers, and what the dashboard's types are generated from. */
export function openApiDocument(version: string): ReturnType<typeof describeRoutes> {
  return describeRoutes(routes, version);
}
