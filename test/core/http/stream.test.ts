import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createSockets, type Opened, type SocketsOptions } from '../../../src/core/http/stream.ts';
import { clock } from '../../../src/core/time.ts';
import { serveRaw } from '../../servers.ts';
import { type SocketBehaviour, type SocketServer, serveSockets } from '../../sockets.ts';

const start = (options: Partial<SocketsOptions> = {}) =>
  createSockets({ version: '1.2.3', contact: null, allowPrivate: true, clock, ...options });

async function server(behaviour: SocketBehaviour = {}): Promise<SocketServer> {
  const served = await serveSockets(behaviour);
  onTestFinished(() => served.close());
  return served;
}

async function open(
  address: string,
  options: Partial<SocketsOptions> = {},
  signal = new AbortController().signal,
): Promise<Opened> {
  const opened = await start(options).open(address, { signal });
  if (opened.refused) throw new Error('refused');
  return opened;
}

/** The first messages, as many as are asked for. */
async function read(opened: Opened, count: number): Promise<string[]> {
  const found: string[] = [];
  for await (const texts of opened.messages()) {
    found.push(...texts);
    if (found.length >= count) break;
  }
  return found;
}

const endOf = (opened: Opened): Promise<unknown> => read(opened, 1e9).catch((error: unknown) => error);

test('messages come in their order, and the other side knows who listens', async () => {
  let agent = '';
  const { address } = await server({
    greet: (socket, request) => {
      agent = request.headers['user-agent'] ?? '';
      for (let i = 0; i < 20_000; i += 1) socket.send(String(i));
    },
  });
  // More than are held at once: the other side waits, and none is lost.
  expect(await read(await open(address), 20_000)).toEqual(Array.from({ length: 20_000 }, (_, i) => String(i)));
  expect(agent).toBe('Ripplewatch/1.2.3');
});

test('silence is told as an empty list, so that it can be told from death', async () => {
  const { address } = await server();
  for await (const texts of (await open(address)).messages()) {
    expect(texts).toEqual([]);
    break;
  }
});

test('a greeting is sent at once, and the subprotocol asked for', async () => {
  const { address } = await server({
    subprotocol: 'xrpc.v1.json',
    greet: (socket) => socket.on('message', (data) => socket.send(`${socket.protocol}: ${(data as Buffer).toString()}`)),
  });
  const { signal } = new AbortController();
  const opened = await start().open(address, { signal, hello: 'good morning', subprotocol: 'xrpc.v1.json' });
  expect(await read(opened as Opened, 1)).toEqual(['xrpc.v1.json: good morning']);
});

test.each([
  ['ws://127.0.0.1:1234/', { allowPrivate: false }],
  ['ws://localhost:1234/', { allowPrivate: false }],
  ['wss://user:secret@example.org/', {}],
  ['ws://example.org:25/', {}],
])('%s is refused before anything is sent', async (address, options) => {
  await expect(open(address, options)).rejects.toMatchObject({ name: 'CollectError', kind: 'refused' });
});

test('a name that leads inside is refused where the connection is made', async () => {
  const lookup: SocketsOptions['lookup'] = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
  const { address } = await server();
  const inside = address.replace('127.0.0.1', 'stream.example.org');
  await expect(open(inside, { allowPrivate: false, lookup })).rejects.toMatchObject({ kind: 'refused' });
});

test('a message larger than we take ends the connection', async () => {
  const { address } = await server({ greet: (socket) => socket.send('x'.repeat(2000)) });
  expect(await endOf(await open(address, { maxBytes: 1000 }))).toMatchObject({
    kind: 'changed',
    message: expect.stringContaining('larger than we take') as unknown,
  });
});

test('an end says why', async () => {
  const { address } = await server({ greet: (socket) => socket.close(1001, 'going\u0000 away') });
  expect(await endOf(await open(address))).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('ended the connection (code 1001: going  away)') as unknown,
  });
});

test('a connection on which nothing comes, not even the answer to a ping, is dead', async () => {
  const { address } = await server({ greet: (socket) => socket.pause() });
  expect(await endOf(await open(address, { pingMs: 50 }))).toMatchObject({
    kind: 'unreachable',
    message: expect.stringContaining('has fallen silent') as unknown,
  });
});

test('one that is only quiet answers pings, and lives', async () => {
  const { address, tell } = await server();
  const opened = await open(address, { pingMs: 50 });
  const found = read(opened, 1);
  await wait(400);
  tell('still here');
  expect(await found).toEqual(['still here']);
});

test('a refusal is thrown as what its status means, or handed over where it was asked for', async () => {
  const { address } = await server({ refuse: () => ({ status: 400, body: '{"error":"CursorTooOld"}' }) });
  const { signal } = new AbortController();
  await expect(start().open(address, { signal })).rejects.toMatchObject({ kind: 'changed' });
  expect(await start().open(address, { signal, answers: [400] })).toEqual({
    refused: true,
    status: 400,
    text: '{"error":"CursorTooOld"}',
  });
});

test('what does not speak WebSocket, or does not answer, is told apart', async () => {
  const http = await serveRaw((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'));
  onTestFinished(() => http.close());
  await expect(open(http.url.replace('http', 'ws'))).rejects.toMatchObject({ kind: 'changed' });
  const mute = await serveRaw(() => undefined);
  onTestFinished(() => mute.close());
  await expect(open(mute.url.replace('http', 'ws'), { connectTimeoutMs: 100 })).rejects.toMatchObject({ kind: 'unreachable' });
});

test('the caller may stop at any time', async () => {
  const { address, open: opened } = await server();
  const stopping = new AbortController();
  const ended = endOf(await open(address, {}, stopping.signal));
  stopping.abort(new Error('enough'));
  expect(await ended).toMatchObject({ message: 'enough' });
  await wait(50);
  expect(opened.size).toBe(0);
});
