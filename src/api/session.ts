import { createHmac } from 'node:crypto';
import cookieSession from 'cookie-session';
import type { RequestHandler } from 'express';
import rateLimit from 'express-rate-limit';
import type { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { isSameSecret, readName, sessionMs } from './caller.ts';
import type { Access } from './deps.ts';
import { Problem, sendProblem } from './problem.ts';
import type { Route } from './route.ts';
import { shapes } from './shapes.ts';

const signIn: Route<z.output<typeof shapes.SignIn>> = {
  method: 'post',
  path: '/api/session',
  says: 'Signs in with the password, under a name, for 12 hours; only where a password is configured.',
  open: true,
  body: shapes.SignIn,
  answers: { 204: { says: 'Signed in: the cookie says so', schema: null } },
  handle: ({ deps, body, req }) => {
    const { password } = deps.access;
    if (password === null) throw new Problem(404, 'not-found', 'Nobody signs in with a password here: none is configured.');
    const name = readName(body.name);
    if (name === null) throw new InputError('“name” must be a name of at most 80 letters.', { field: 'name' });
    if (!isSameSecret(body.password, password)) {
      throw new Problem(401, 'unauthorised', 'That is not the password.', 'password');
    }
    req.session = { name, at: deps.clock() };
    deps.log.info({ name }, 'signed in');
    return Promise.resolve({ status: 204, body: undefined });
  },
};

const signOut: Route = {
  method: 'delete',
  path: '/api/session',
  says: 'Signs out.',
  open: true,
  answers: { 204: { says: 'Signed out', schema: null } },
  handle: ({ req }) => {
    req.session = null;
    return Promise.resolve({ status: 204, body: undefined });
  },
};

export const sessionRoutes: readonly Route[] = [signIn, signOut];

/** Reads and writes the signed cookie. The password is part of the key, so that a new password ends every session. */
export function keepSessions(access: Access): RequestHandler {
  const key = createHmac('sha256', access.sessionKey)
    .update(access.password ?? '')
    .digest('base64url');
  return cookieSession({ name: 'ripplewatch', keys: [key], httpOnly: true, sameSite: 'strict', maxAge: sessionMs });
}

/** Ten wrong passwords a quarter of an hour from one address. */
export function limitSignIns(): RequestHandler {
  return rateLimit({
    windowMs: 15 * 60 * 1000,
    limit: 10,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // The library complains on the console about a forged X-Forwarded-For; we believe that header from the trusted proxy alone.
    validate: { xForwardedForHeader: false },
    skip: (req) => req.method !== 'POST',
    handler: (_req, res) =>
      sendProblem(res, new Problem(429, 'too-many', 'Too many attempts to sign in; try again in 15 minutes.')),
  });
}
