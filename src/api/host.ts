import type { Request, RequestHandler } from 'express';
import { Problem } from './problem.ts';

/**
 * Refuses a request addressed to a name that is not ours (421). A foreign page can point its own name at this machine (DNS rebinding)
 * and would then count as same-origin here; the Host header still carries that name.
 */
export function checkHost(hosts: readonly string[]): RequestHandler {
  const known = new Set(hosts.map(readName));
  return (req, _res, next) => {
    if (!isOurs(req, known)) throw new Problem(421, 'wrong-host', 'This server does not answer under that name.');
    next();
  };
}

/**
 * Refuses a change asked for by another site's page. Browsers always name the origin of a change; programs that are no browser send
 * neither Origin nor Sec-Fetch-Site, cannot be tricked by a page, and pass to the usual access rules.
 */
export function checkOrigin(hosts: readonly string[]): RequestHandler {
  const known = new Set(hosts.map(readName));
  return (req, _res, next) => {
    if (isChange(req) && !isSameOrigin(req, known)) {
      throw new Problem(403, 'foreign-origin', 'Changes are accepted from this dashboard alone, not from another site’s page.');
    }
    next();
  };
}

/** Refuses what a plain HTML form could send: a change carries JSON and says so. A DELETE without body carries nothing. */
export const checkType: RequestHandler = (req, _res, next) => {
  const empty = req.headers['transfer-encoding'] === undefined && (req.headers['content-length'] ?? '0') === '0';
  if (isChange(req) && !(empty && req.method === 'DELETE') && !isJson(req)) {
    throw new Problem(415, 'wrong-type', 'Changes must be sent as JSON: Content-Type: application/json.');
  }
  next();
};

function isChange(req: Request): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(req.method);
}

/** By the header alone: Express's `req.is` answers null where there is no body, and an empty POST must name its type too. */
function isJson(req: Request): boolean {
  return /^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '');
}

function isOurs(req: Request, known: ReadonlySet<string>): boolean {
  const host = readHost(req.headers.host ?? '');
  if (host === null) return false;
  if (known.has(host.name) || known.has(host.withPort)) return true;
  // Any port of these: they cannot be rebound, and a tunnel or a container maps its own port to ours.
  return ['localhost', '127.0.0.1', '[::1]', ownAddress(req)].includes(host.name);
}

function isSameOrigin(req: Request, known: ReadonlySet<string>): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (req.headers.origin === undefined) return true;
  if (!URL.canParse(req.headers.origin)) return false;
  const origin = readHost(new URL(req.headers.origin).host);
  if (origin === null) return false;
  // A proxy may rewrite Host: then the Origin still carries one of our configured names.
  return origin.withPort === readHost(req.headers.host ?? '')?.withPort || known.has(origin.name) || known.has(origin.withPort);
}

/** A Host header in the form browsers use: lower case, no final dot, `:80` and `:443` left away. Null when it is no host at all. */
function readHost(text: string): { name: string; withPort: string } | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+?)\.?(?::(\d{1,5}))?$/i.exec(text);
  if (match?.[1] === undefined) return null;
  const name = match[1].toLowerCase();
  const port = match[2];
  return { name, withPort: port === undefined || port === '80' || port === '443' ? name : `${name}:${port}` };
}

function readName(text: string): string {
  return readHost(text)?.withPort ?? text;
}

/** The address this request came in on, as it would stand in a Host header. */
function ownAddress(req: Request): string {
  const address = (req.socket.localAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
  return address.includes(':') ? `[${address}]` : address;
}
