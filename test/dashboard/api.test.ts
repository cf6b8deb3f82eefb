import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { describeRoutes } from '../../src/api/document.ts';
import { routes } from '../../src/api/routes.ts';

test("the dashboard's generated types are those of the server's OpenAPI document", async () => {
  const document = JSON.stringify(describeRoutes(routes, '0.0.0'));
  const generated = astToString(await openapiTS(document));
  const kept = await readFile(join(import.meta.dirname, '../../dashboard/api.ts'), 'utf8');
  // The file differs: write it anew with `npx openapi-typescript http://127.0.0.1:PORT/api/openapi.json -o dashboard/api.ts`.
  expect(kept.slice(kept.indexOf('export interface paths')).trim()).toBe(
    generated.slice(generated.indexOf('export interface paths')).trim(),
  );
});
