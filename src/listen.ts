import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError, StoreError } from './core/errors.ts';

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Listens, and says in one sentence why it cannot. Port 0 takes any free one. */
export function listen(handler: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(handler);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port;
      const shown = host.includes(':') ? `[${host}]` : host;
      resolve({ url: `http://${shown}:${bound}/`, port: bound, close: () => close(server) });
    });
  });
}

/** True for addresses that only this computer can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const cause = { cause: error };
  if (error.code === 'EADDRINUSE')
    return new StoreError(`Port ${port} is in use; choose another with --port or RIPPLEWATCH_PORT.`, cause);
  if (error.code === 'EACCES')
    return new StoreError(`Port ${port} needs more rights than this account has; choose one above 1023 with --port.`, cause);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new InputError(
      `RIPPLEWATCH_HOST: this computer has no address ${host}; 127.0.0.1 keeps the dashboard to this computer.`,
      cause,
    );
  }
  return error;
}
