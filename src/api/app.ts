import type { Express } from 'express';
import express from 'express';
import helmet from 'helmet';
import { identifyCallers } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { checkHost, checkOrigin, checkType } from './host.ts';
import { answerErrors, answerNotFound } from './problem.ts';
import { requireCaller, serveRoutes } from './route.ts';
import { routes } from './routes.ts';
import { keepSessions, limitSignIns } from './session.ts';
import { serveFiles, serveScreens } from './site.ts';

/** The API and, where it is built, the dashboard: ready to be listened with, not listening. Throws InputError for an impossible `access`. */
export function createApi(deps: ApiDeps): Express {
  const { access, clock, dashboard, log } = deps;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.set('trust proxy', access.proxyAddress ?? false);
  app.use(setHeaders(), checkHost(access.hosts), checkOrigin(access.hosts), checkType);
  if (access.password !== null) app.use('/api', keepSessions(access));
  app.use('/api/session', limitSignIns());
  const identify = identifyCallers(access, clock);
  app.use('/api', requireCaller(routes, identify));
  serveRoutes(app, routes, deps, identify);
  if (dashboard !== null) app.use(serveFiles(dashboard), serveScreens(dashboard));
  app.use(answerNotFound, answerErrors(log));
  return app;
}

/** No foreign script, style, frame or connection; inline style attributes and style elements are refused as well. */
function setHeaders(): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    // A form sent under `no-referrer` would name its origin as "null", and we compare origins.
    referrerPolicy: { policy: 'same-origin' },
    // Whether this name is to be reached over TLS alone is for the proxy to say that has the certificate.
    strictTransportSecurity: false,
  });
}
