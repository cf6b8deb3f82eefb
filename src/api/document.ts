import { z } from 'zod';
import type { Json } from '../core/types.ts';
import { filters } from '../store/filters.ts';
import type { Answer, Param, Route } from './route.ts';
import { named } from './shapes.ts';

type JsonObject = Readonly<Record<string, Json>>;

/** OpenAPI 3.1 from the routes and the schemas that they serve with. Source: https://spec.openapis.org/oas/v3.1.1 */
export function describeRoutes(routes: readonly Route[], version: string): JsonObject {
  const paths = Map.groupBy(routes, (route) => route.path.replace(/:(\w+)/g, '{$1}'));
  return {
    openapi: '3.1.0',
    info: { title: 'Ripplewatch', version, license: { name: 'MIT', identifier: 'MIT' } },
    security: [{}, { bearer: [] }, { session: [] }],
    paths: Object.fromEntries(
      [...paths].map(([path, group]) => [path, Object.fromEntries(group.map((route) => [route.method, describeRoute(route)]))]),
    ),
    components: {
      schemas: describeSchemas(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'ripplewatch' },
      },
    },
  };
}

function describeRoute(route: Route): JsonObject {
  const parameters = [
    ...[...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...[...(route.filtered === true ? filters : []), ...(route.params ?? [])].map(describeParam),
  ];
  const answers = Object.entries(route.answers).map(([status, answer]) => [status, describeAnswer(answer)] as const);
  return {
    summary: route.says,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined ? {} : { requestBody: { required: true, content: describeJson(route.body) } }),
    ...(route.open === true ? { security: [] } : {}),
    responses: {
      ...Object.fromEntries(answers),
      default: { description: 'Refused or failed, with a sentence that says why', content: describeJson('Problem') },
    },
  };
}

function describeParam({ name, says, example, schema = { type: 'string' } }: Param): JsonObject {
  return { name, in: 'query', description: says, schema: { ...schema }, ...(example === '' ? {} : { example }) };
}

function describeAnswer({ says, schema, types = [] }: Answer): JsonObject {
  if (schema !== null) return { description: says, content: describeJson(schema) };
  if (types.length === 0) return { description: says };
  return { description: says, content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }])) };
}

function describeJson(schema: z.ZodType | string): JsonObject {
  const name = typeof schema === 'string' ? schema : named.get(schema)?.id;
  // A route with an unnamed schema is a mistake of ours: loud, and found by the first test that asks for the document.
  if (name === undefined) throw new Error('a route answers with a schema that shapes.ts does not name');
  return { 'application/json': { schema: { $ref: refer(name) } } };
}

function describeSchemas(): JsonObject {
  const { schemas } = z.toJSONSchema(named, {
    uri: refer,
    // Read-only marks come from TypeScript's readonly, and mean something else in OpenAPI.
    override: ({ jsonSchema }) => delete jsonSchema.readOnly,
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, dropIdentity(schema)]));
}

/** Each schema is part of a document here, not one of its own. */
function dropIdentity(schema: object): JsonObject {
  const entries = Object.entries(schema) as readonly (readonly [string, Json])[];
  return Object.fromEntries(entries.filter(([key]) => key !== '$schema' && key !== '$id'));
}

function refer(id: string): string {
  return `#/components/schemas/${id}`;
}
