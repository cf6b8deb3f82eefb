import { connect } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

// Asks one address over and over on some connections, and says how many answers came in a second.
const { port, url, connections, ms } = workerData as { port: number; url: string; connections: number; ms: number };
const request = `GET ${url} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
let answers = 0;
const sockets = Array.from({ length: connections }, () => {
  const socket = connect(port, '127.0.0.1');
  let left = -1;
  socket.on('data', (bytes: Buffer) => {
    let rest = bytes.length;
    if (left < 0) {
      const head = bytes.indexOf('\r\n\r\n');
      left = head + 4 + Number(/content-length: (\d+)/i.exec(bytes.subarray(0, head).toString('latin1'))?.[1]);
    }
    left -= rest;
    rest = left;
    if (rest > 0) return;
    answers += 1;
    left = -1;
    socket.write(request);
  });
  socket.on('connect', () => socket.write(request));
  return socket;
});
const begun = performance.now();
setTimeout(() => {
  const seconds = (performance.now() - begun) / 1000;
  for (const socket of sockets) socket.destroy();
  parentPort?.postMessage(answers / seconds);
}, ms);
