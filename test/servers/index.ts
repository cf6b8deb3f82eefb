import { atproto } from './atproto/server.ts';
import { compose } from './compose/server.ts';
import { ferretdb } from './ferretdb/server.ts';
import { gotosocial } from './gotosocial/server.ts';
import { jetstream } from './jetstream/server.ts';
import { mongoJavaServer } from './mongo-java-server/server.ts';
import { mongod } from './mongod/server.ts';
import { nginx } from './nginx/server.ts';
import type { TestServer } from './server.ts';
import { snac } from './snac/server.ts';
import { sqlite } from './sqlite/server.ts';
import { toxiproxy } from './toxiproxy/server.ts';
import { wordpress } from './wordpress/server.ts';

/** Every server there is to test against, in the order they run: one folder with `server.ts` and `*.suite.ts`, and one line here. */
export const servers: readonly TestServer[] = [
  nginx,
  wordpress,
  atproto,
  jetstream,
  snac,
  gotosocial,
  toxiproxy,
  sqlite,
  mongoJavaServer,
  ferretdb,
  mongod,
  compose,
];
