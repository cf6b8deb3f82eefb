import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { CollectError } from '../errors.ts';
import { sayUrl } from './say.ts';

/** Looks a host name up; `dns.lookup` unless a test brings its own. */
export type Lookup = (
  host: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardOptions {
  /** Lets loopback and private networks through: for tests and for sites inside one's own network. */
  readonly allowPrivate: boolean;
  readonly connectTimeoutMs: number;
  readonly lookup?: Lookup;
}

/** Agents whose every connection goes to an address that was checked: the check sits in the lookup, so what was checked is what is connected to. */
export function createAgents(options: GuardOptions): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  const lookup = guardLookup(options.lookup ?? systemLookup, options.allowPrivate);
  const httpAgent = new HttpAgent({ keepAlive: false, lookup });
  const httpsAgent = new HttpsAgent({ keepAlive: false, lookup });
  limitConnect(httpAgent, options.connectTimeoutMs, 'connect');
  limitConnect(httpsAgent, options.connectTimeoutMs, 'secureConnect');
  return { httpAgent, httpsAgent };
}

/**
 * Reads a URL and refuses what we never fetch: other schemes, credentials, ports of no web server, literal private addresses.
 * Throws CollectError `refused`.
 */
export function checkUrl(url: string, allowPrivate: boolean): URL {
  const parsed = URL.parse(url);
  if (parsed === null) throw new CollectError('refused', 'The address is not a URL, so it is not fetched.');
  const refuse = (why: string): never => {
    throw new CollectError('refused', `${sayUrl(parsed)} ${why}, so it is not fetched.`);
  };
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') refuse('is neither http nor https');
  if (parsed.username !== '' || parsed.password !== '') refuse('carries a user name or password');
  const port = Number(parsed.port);
  if (port !== 0 && port < 1024 && port !== 80 && port !== 443) refuse(`names port ${port}, which is no web server's`);
  const literal = parsed.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal) && !isAllowed(literal, allowPrivate)) refuse(`leads to ${literal}, a private or reserved address`);
  return parsed;
}

/** True for addresses of the public internet; with `allowPrivate`, for private and loopback ones as well. */
export function isAllowed(address: string, allowPrivate: boolean): boolean {
  // A scope such as %eth0 only ever stands behind a link-local address.
  if (address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  const range = parsed.range();
  if (allowPrivate && (range === 'loopback' || range === 'private' || range === 'uniqueLocal')) return true;
  if (range !== 'unicast') return false;
  // The library calls every IPv6 address without a name of its own unicast; only 2000::/3 is routed.
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'));
}

function guardLookup(lookup: Lookup, allowPrivate: boolean): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      // On an error the system's lookup gives no list at all.
      const addresses = error === null ? found : [];
      // One bad address among good ones is how rebinding is done: the whole answer is refused.
      const bad = addresses.find(({ address }) => !isAllowed(address, allowPrivate));
      const [first] = addresses;
      if (error !== null) done(error, []);
      else if (bad !== undefined || first === undefined) {
        const why = bad === undefined ? 'has no address' : `leads to ${bad.address}, a private or reserved address`;
        done(new CollectError('refused', `${host} ${why}, so it is not fetched.`), []);
      } else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/** A host that swallows packets would otherwise hold its place until the system gives up, minutes later. */
function limitConnect(agent: HttpAgent, timeoutMs: number, connected: 'connect' | 'secureConnect'): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback) as Socket;
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('connect timed out'), { code: 'ECONNTIMEOUT' }));
    }, timeoutMs);
    const stop = (): void => clearTimeout(timer);
    socket.once(connected, stop).once('close', stop);
    return socket;
  };
}
