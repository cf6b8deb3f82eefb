import { openApiDocument } from './routes.ts';

// `node src/api/print.ts > openapi.json`: what the dashboard's types are generated from, without a server. They do not depend on the version.
process.stdout.write(`${JSON.stringify(openApiDocument('0.0.0'), null, 2)}\n`);
