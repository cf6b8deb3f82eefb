import type { TestServer } from '../server.ts';

/** No server at all: the other engine, so that both stand side by side in the table of `npm run test:servers -- mongo`. */
export const sqlite: TestServer = {
  name: 'sqlite',
  group: 'mongo',
  always: false,
  install: () => Promise.resolve(),
  start: () => Promise.resolve({ env: {}, stop: () => Promise.resolve() }),
};
