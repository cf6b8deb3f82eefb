import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Request } from 'express';
import { InputError } from '../core/errors.ts';
import { addMs, readInstant } from '../core/time.ts';
import type { Instant } from '../core/types.ts';
import type { Access } from './deps.ts';

/** Who asks. */
export interface Caller {
  /** For the record of changes. */
  readonly who: string;
  /** The person's name; null for a program, or for whoever sits at this computer. */
  readonly name: string | null;
}

export const sessionMs = 12 * 60 * 60 * 1000;

/** Whether this caller may change things. Roles will be decided here. */
export function mayChange(caller: Caller | null): boolean {
  return caller !== null;
}

/** Whether callers have to say who they are. */
export function needsSignIn(access: Access): boolean {
  return access.required || access.token !== null || access.password !== null || access.proxyHeader !== null;
}

/** Returns the function that finds out who asks; its null means: not signed in. */
export function identifyCallers(access: Access, clock: () => Instant): (req: Request) => Caller | null {
  const isProxy = recogniseProxy(access);
  return (req) => {
    if (!needsSignIn(access)) return { who: 'dashboard (this computer)', name: null };
    return byToken(req, access) ?? bySession(req, access, clock()) ?? byProxy(req, access, isProxy);
  };
}

/** Compares two secrets in a time that says nothing about where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** A name that can stand in the record of changes: trimmed, 1 to 80 characters, nothing invisible. Null for anything else. */
export function readName(text: string): string | null {
  const name = text.trim().normalize('NFC');
  return name.length >= 1 && name.length <= 80 && !/\p{C}/u.test(name) ? name : null;
}

function byToken(req: Request, access: Access): Caller | null {
  const given = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (given === undefined || access.token === null) return null;
  return isSameSecret(given, access.token) ? { who: 'API token', name: null } : null;
}

/** The cookie is signed, yet a browser may keep it for ever: its age is judged here. */
function bySession(req: Request, access: Access, now: Instant): Caller | null {
  if (access.password === null) return null;
  const name: unknown = req.session?.['name'];
  const at: unknown = req.session?.['at'];
  if (typeof name !== 'string' || typeof at !== 'string') return null;
  const signedInAt = readInstant(at);
  if (signedInAt === null || signedInAt > now || addMs(signedInAt, sessionMs) <= now) return null;
  return { who: `dashboard (${name})`, name };
}

function byProxy(req: Request, access: Access, isProxy: (address: string) => boolean): Caller | null {
  if (access.proxyHeader === null || !isProxy(req.socket.remoteAddress ?? '')) return null;
  // Sent twice, Node joins the values with a comma: the proxy did not replace what the client forged, so neither is believed.
  const values = req.headersDistinct[access.proxyHeader.toLowerCase()];
  const name = values?.length === 1 ? readName(values[0] ?? '') : null;
  return name === null ? null : { who: `dashboard (${name})`, name };
}

function recogniseProxy(access: Access): (address: string) => boolean {
  const list = new BlockList();
  if (access.proxyAddress !== null) {
    const [address = '', bits] = access.proxyAddress.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0)
      throw new InputError(`The trusted proxy must be an IP address or range, not “${access.proxyAddress}”.`);
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
