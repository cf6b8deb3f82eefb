import { join } from 'node:path';
import type { Request, RequestHandler } from 'express';
import express from 'express';

/** Serves the built dashboard; readable without signing in, since the page that asks for the password is part of it. */
export function serveFiles(folder: string): RequestHandler {
  return express.static(folder, { index: false, redirect: false, setHeaders: (res, path) => setCaching(res, path) });
}

/** Every other path a browser opens is a screen of the dashboard, which finds its own way from there. */
export function serveScreens(folder: string): RequestHandler {
  return (req, res, next) => {
    if (!isScreen(req)) {
      next();
      return;
    }
    res.set('Cache-Control', 'no-cache');
    res.sendFile(join(folder, 'index.html'), { cacheControl: false }, (error?: Error) => {
      if (error !== undefined && !res.headersSent) next(error);
    });
  };
}

/** A path without a dot in its last part; a missing file is a 404, not the start page under a wrong name. */
function isScreen(req: Request): boolean {
  return (
    ['GET', 'HEAD'].includes(req.method) &&
    !req.path.slice(req.path.lastIndexOf('/')).includes('.') &&
    !/^\/api(\/|$)/i.test(req.path)
  );
}

/** Vite puts a hash of the content into the names under assets/. */
function setCaching(res: { setHeader(name: string, value: string): unknown }, path: string): void {
  const lasting = /[\\/]assets[\\/][^\\/]+-[\w-]{8}\.\w+$/.test(path);
  res.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
}
