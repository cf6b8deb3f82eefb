import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createRawServer, type Server, type Socket } from 'node:net';

export interface Served {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `handler` (an Express app will do) over real HTTP on a free loopback port. */
export function serve(handler: RequestListener): Promise<Served> {
  return listen(createServer(handler), 'http');
}

/** Serves bare sockets: for answers that no HTTP server would send. */
export function serveRaw(onSocket: (socket: Socket) => void): Promise<Served> {
  return listen(createRawServer(onSocket), 'http');
}

/** Starts any server on a free loopback port; `close` also cuts the connections that are still open. */
export async function listen(server: Server, scheme: 'http' | 'https'): Promise<Served> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
