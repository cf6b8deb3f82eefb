import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import type { z } from 'zod';
import { InputError } from '../core/errors.ts';
import type { Filter } from '../store/filters.ts';
import { filters } from '../store/filters.ts';
import { createCache } from './cache.ts';
import type { Caller } from './caller.ts';
import { mayChange } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import type { Params } from './params.ts';
import { readParams } from './params.ts';
import { Problem } from './problem.ts';

/** One address of the API: served from this, documented from this. */
export interface Route<Body = unknown> {
  readonly method: 'get' | 'post' | 'delete';
  /** As Express writes it: `/api/channels/:id`. */
  readonly path: string;
  /** One sentence for OpenAPI. */
  readonly says: string;
  /** Answers callers who have not signed in as well. */
  readonly open?: boolean;
  /** Takes the filters of `src/store/filters.ts`. */
  readonly filtered?: boolean;
  /** Its answer follows from the address and from what the store holds alone, so it is made once for each revision of the store. */
  readonly cached?: boolean;
  readonly params?: readonly Param[];
  readonly body?: z.ZodType<Body>;
  /** Successful answers by status; `schema` null where there is no JSON. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Returns the status and what to send as JSON; null when it has answered itself. */
  handle(ask: Ask<Body>): Promise<Reply | null>;
}

export type Param = Pick<Filter, 'name' | 'says' | 'example'> & { readonly schema?: ParamSchema };

/** JSON Schema of a parameter as it stands in the URL. */
export type ParamSchema =
  | { readonly type: 'string'; readonly maxLength?: number; readonly enum?: readonly string[] }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number };

export interface Answer {
  readonly says: string;
  readonly schema: z.ZodType | null;
  /** Where it is not JSON. */
  readonly types?: readonly string[];
}

export interface Ask<Body> {
  readonly deps: ApiDeps;
  readonly params: Params;
  /** The part of the path after the last `/:`. */
  readonly id: string;
  readonly body: Body;
  /** null on open routes only. */
  readonly caller: Caller | null;
  readonly req: Request;
  readonly res: Response;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** Finds out who asks; null is nobody we know. */
type Identify = (req: Request) => Caller | null;

/** A Reply that the compiler has held against the schema of the route. */
export function reply<Schema extends z.ZodType>(_schema: Schema, body: z.output<Schema>, status = 200): Reply {
  return { status, body };
}

/** Puts routes on the application; any other method on their paths is answered with the ones there are. */
export function serveRoutes(app: Express, routes: readonly Route[], deps: ApiDeps, identify: Identify): void {
  const parseBody = express.json({ limit: '64kb', type: 'application/json' });
  for (const [path, group] of Map.groupBy(routes, (route) => route.path)) {
    for (const route of group) app[route.method](path, requireRight(route, identify), parseBody, answer(route, deps, identify));
    const methods = ['OPTIONS', ...group.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))];
    app.all(path, answerMethods(methods));
  }
}

/** Lets nobody past who has not signed in, to an unknown address neither; but whoever asks for an open route. */
export function requireCaller(routes: readonly Route[], identify: Identify): RequestHandler {
  const open = routes.filter((route) => route.open === true);
  return (req, res, next) => {
    const method = req.method === 'HEAD' ? 'get' : req.method.toLowerCase();
    const isOpen = open.some((route) => route.method === method && route.path === req.baseUrl + req.path);
    if (!isOpen && identify(req) === null) {
      res.set('WWW-Authenticate', 'Bearer');
      throw new Problem(401, 'unauthorised', 'Sign in first: with the password on the dashboard, or with a bearer token.');
    }
    next();
  };
}

function requireRight(route: Route, identify: Identify): RequestHandler {
  return (req, _res, next) => {
    if (route.method !== 'get' && route.open !== true && !mayChange(identify(req))) {
      throw new Problem(403, 'forbidden', 'You may look, but not change anything here.');
    }
    next();
  };
}

function answer(route: Route, deps: ApiDeps, identify: Identify): RequestHandler {
  const names = [...(route.filtered === true ? filters : []), ...(route.params ?? [])].map(({ name }) => name);
  const cache = route.cached === true ? createCache() : null;
  return async (req, res) => {
    res.set('Cache-Control', 'no-store');
    const revision = cache === null ? 0 : (await deps.changes.current()).mentions;
    const known = cache?.find(req.url, revision) ?? null;
    if (known !== null) {
      sendJson(res, known);
      return;
    }
    const result = await route.handle({
      deps,
      params: readParams(req.url, names),
      id: typeof req.params['id'] === 'string' ? req.params['id'] : '',
      body: route.body === undefined ? undefined : readBody(route.body, req.body),
      caller: identify(req),
      req,
      res,
    });
    if (result === null) return;
    res.status(result.status);
    if (result.body === undefined) res.end();
    else if (cache !== null && result.status === 200) sendJson(res, cache.keep(req.url, revision, result));
    else res.json(result.body);
  };
}

function sendJson(res: Response, bytes: Buffer): void {
  res.set('Content-Type', 'application/json; charset=utf-8').send(bytes);
}

function readBody(schema: z.ZodType, body: unknown): unknown {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const keys = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []);
  const field = keys.length === 0 ? null : String(keys[0]).slice(0, 40);
  throw new InputError(`The body is not what is expected here: ${field === null ? '' : `“${field}”: `}${issue?.message ?? ''}.`, {
    ...(field === null ? {} : { field }),
    cause: result.error,
  });
}

function answerMethods(methods: readonly string[]): RequestHandler {
  return (req, res) => {
    res.set('Allow', methods.join(', '));
    if (req.method !== 'OPTIONS') throw new Problem(405, 'wrong-method', `This address answers ${methods.join(', ')}.`);
    res.status(204).end();
  };
}
