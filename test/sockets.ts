import { createServer, type IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { listen, type Served } from './servers.ts';

export interface SocketServer extends Served {
  /** `ws://127.0.0.1:port`. */
  readonly address: string;
  /** Connections that are open now. */
  readonly open: ReadonlySet<WebSocket>;
  /** Everything that was asked for, path and query. */
  readonly asked: readonly string[];
  /** Sends a text to everybody who is connected. */
  readonly tell: (text: string) => void;
  /** Cuts every connection, and refuses new ones until it is called with false. */
  readonly cut: (refuse: boolean) => void;
}

export interface SocketBehaviour {
  /** Called for each new connection. */
  readonly greet?: (socket: WebSocket, request: IncomingMessage) => void;
  /** Status and body in place of a connection; null to connect. */
  readonly refuse?: (request: IncomingMessage) => { readonly status: number; readonly body: string } | null;
  readonly subprotocol?: string;
}

/** Serves WebSockets over real sockets on a free loopback port. */
export async function serveSockets(behaviour: SocketBehaviour = {}): Promise<SocketServer> {
  const http = createServer();
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) =>
      behaviour.subprotocol !== undefined && offered.has(behaviour.subprotocol) ? behaviour.subprotocol : false,
  });
  const asked: string[] = [];
  let isCut = false;
  http.on('upgrade', (request, socket, head) => {
    asked.push(request.url ?? '');
    const refused = isCut ? { status: 503, body: '' } : (behaviour.refuse?.(request) ?? null);
    if (refused === null) {
      sockets.handleUpgrade(request, socket, head, (opened) => behaviour.greet?.(opened, request));
      return;
    }
    const length = Buffer.byteLength(refused.body);
    socket.end(
      `HTTP/1.1 ${refused.status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${refused.body}`,
    );
  });
  const served = await listen(http, 'http');
  return {
    ...served,
    address: served.url.replace('http', 'ws'),
    open: sockets.clients,
    asked,
    tell: (text) => {
      for (const socket of sockets.clients) socket.send(text);
    },
    cut: (refuse) => {
      isCut = refuse;
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}
