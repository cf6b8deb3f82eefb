import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import type { ParsedMail } from 'mailparser';
import { simpleParser } from 'mailparser';
import type { SMTPServerOptions } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { renderHtml } from '../../../src/digest/render/html.ts';
import type { EmailSettings } from '../../../src/digest/send/email.ts';
import { sendByEmail } from '../../../src/digest/send/email.ts';
import { SendError } from '../../../src/digest/send/error.ts';
import { makeDigest } from '../digest.ts';

interface Received {
  readonly raw: string;
  readonly mail: ParsedMail;
  readonly to: readonly string[];
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A real mail server on loopback that keeps what it gets. */
async function startServer(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        void simpleParser(raw).then((mail) => {
          received.push({ raw, mail, to: envelope.rcptTo.map(({ address }) => address) });
          done();
        });
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  closers.push(() => new Promise((closed) => server.close(() => closed())));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** A server that says what it is told to, line by line. */
async function startRaw(answer: (line: string) => string | null, greeting: string | null = '220 raw'): Promise<number> {
  const server: Server = createServer((socket) => {
    if (greeting !== null) socket.write(`${greeting}\r\n`);
    socket.on('error', () => undefined);
    let rest = '';
    socket.on('data', (data) => {
      const lines = (rest + data.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const reply = answer(line);
        if (reply === 'hang up') socket.destroy();
        else if (reply !== null) socket.write(`${reply}\r\n`);
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  closers.push(() => new Promise((closed) => server.close(() => closed())));
  return (server.address() as AddressInfo).port;
}

function settingsFor(port: number, parts: Partial<EmailSettings> = {}): EmailSettings {
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'ripplewatch@example.nhs.uk',
    to: ['boss@example.nhs.uk'],
    installation: 'here',
    timeoutMs: 800,
    ...parts,
  };
}

test('one message arrives, text and HTML, with the speaking subject', async () => {
  const { port, received } = await startServer();
  expect(await sendByEmail(settingsFor(port), makeDigest())).toBeNull();
  expect(received).toHaveLength(1);
  const { mail, to } = received[0]!;
  expect(mail.subject).toBe('Ripplewatch digest: Friday 19 July 2024 – 16 organisations posted, most about EMIS Web');
  expect(mail.html).toBe(renderHtml(makeDigest()));
  expect(mail.text).toContain('On Friday 19 July 2024, 16 organisations posted');
  expect(to).toEqual(['boss@example.nhs.uk']);
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.from?.value).toEqual([{ name: 'Ripplewatch', address: 'ripplewatch@example.nhs.uk' }]);
});

test('several recipients all get it and do not see each other', async () => {
  const { port, received } = await startServer();
  const to = ['a@example.nhs.uk', 'b@example.org'];
  await sendByEmail(settingsFor(port, { to }), makeDigest());
  expect(received[0]!.to).toEqual(to);
  expect(received[0]!.raw).not.toMatch(/a@example\.nhs\.uk|b@example\.org/);
});

test('the message has the same id whenever it is sent, and another one for another day, dataset or installation', async () => {
  const { port, received } = await startServer();
  const demo = { id: 'demo', title: 'Demonstration', invented: true };
  await sendByEmail(settingsFor(port), makeDigest());
  await sendByEmail(settingsFor(port), makeDigest({ answer: ['Later.'] }));
  await sendByEmail(settingsFor(port), makeDigest({ day: '2024-07-20' }));
  await sendByEmail(settingsFor(port), makeDigest({ dataset: demo }));
  await sendByEmail(settingsFor(port, { installation: 'there' }), makeDigest());
  const ids = received.map(({ mail }) => mail.messageId);
  expect(ids[0]).toBe(ids[1]);
  expect(new Set(ids).size).toBe(4);
  expect(ids[0]).toMatch(/^<ripplewatch\.[0-9a-f]{32}@example\.nhs\.uk>$/);
});

test('a line break in the subject adds no header', async () => {
  const { port, received } = await startServer();
  await sendByEmail(settingsFor(port), makeDigest({ subject: 'Digest\r\nBcc: thief@evil.example\r\n\r\n<b>body</b>' }));
  expect(received[0]!.to).toEqual(['boss@example.nhs.uk']);
  expect(received[0]!.mail.headers.has('bcc')).toBe(false);
  expect(received[0]!.mail.subject).toBe('Digest Bcc: thief@evil.example <b>body</b>');
});

test('user and password are given to a server that asks for them', async () => {
  const asked: string[] = [];
  const { port, received } = await startServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _connection, done) => {
      asked.push(`${username} ${password}`);
      done(null, { user: username });
    },
  });
  await sendByEmail(settingsFor(port, { smtpUrl: `smtp://me%40nhs.net:p%2Fw@127.0.0.1:${port}` }), makeDigest());
  expect(asked).toEqual(['me@nhs.net p/w']);
  expect(received).toHaveLength(1);
});

async function failureOf(sending: Promise<unknown>): Promise<SendError> {
  const error: unknown = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendError);
  return error as SendError;
}

test('a refused password is a sentence without the password, in its cause too', async () => {
  const { port } = await startServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ password }, _connection, done) => done(new Error(`wrong password ${password}`)),
  });
  const smtpUrl = `smtp://me:hunter2@127.0.0.1:${port}`;
  const error = await failureOf(sendByEmail(settingsFor(port, { smtpUrl }), makeDigest()));
  expect(error.message).toBe(`The mail server 127.0.0.1:${port} refused the user name or password.`);
  expect(JSON.stringify([error.message, error.cause, error.stack])).not.toContain('hunter2');
  expect(error.maybeSent).toBe(false);
});

test('what the server says of a refusal is passed on, on one line and without the password', async () => {
  const port = await startRaw((line) => {
    if (line.startsWith('EHLO')) return '250-raw\r\n250 AUTH PLAIN';
    if (line.startsWith('AUTH')) return '235 ok';
    if (line.startsWith('MAIL')) return '550 hunter2 may not send';
    return '250 ok';
  });
  const smtpUrl = `smtp://me:hunter2@127.0.0.1:${port}`;
  const error = await failureOf(sendByEmail(settingsFor(port, { smtpUrl }), makeDigest()));
  expect(error.message).toContain('refused the sender or every recipient. It said: 550 … may not send');
});

test('a server that is not there, or never speaks, is a sentence in good time', async () => {
  const silent = await startRaw(() => null, null);
  const started = Date.now();
  expect((await failureOf(sendByEmail(settingsFor(silent), makeDigest()))).message).toMatch(/did not answer in time\.$/);
  expect(Date.now() - started).toBeLessThan(5000);
  const gone = await failureOf(sendByEmail(settingsFor(1), makeDigest()));
  expect(gone.message).toMatch(/^The mail server 127\.0\.0\.1:1 could not be reached/);
  expect(gone.maybeSent).toBe(false);
});

test('a certificate that nobody vouches for is refused, in a sentence', async () => {
  const { port, received } = await startServer({ secure: true });
  const error = await failureOf(sendByEmail(settingsFor(port, { smtpUrl: `smtps://127.0.0.1:${port}` }), makeDigest()));
  expect(error.message).toContain('certificate is not trusted');
  expect(received).toEqual([]);
});

test('a message refused after it was handed over was not sent', async () => {
  const { port } = await startServer({
    onData: (stream, _connection, done) => stream.on('end', () => done(new Error('too big'))).resume(),
  });
  const error = await failureOf(sendByEmail(settingsFor(port), makeDigest()));
  expect(error).toMatchObject({ maybeSent: false, message: expect.stringContaining('refused the message') as string });
});

test.each([
  ['never answers', null],
  ['hangs up', 'hang up'],
])('a server that has the whole message and %s may have sent it', async (_title, last) => {
  let inData = false;
  const port = await startRaw((line) => {
    if (inData) return line === '.' ? last : null;
    inData = line === 'DATA';
    return inData ? '354 go on' : '250 ok';
  });
  expect((await failureOf(sendByEmail(settingsFor(port), makeDigest()))).maybeSent).toBe(true);
});

test('a recipient that is refused is told, and the others have it', async () => {
  const { port, received } = await startServer({
    onRcptTo: ({ address }, _connection, done) => done(address.startsWith('gone') ? new Error('no such user') : null),
  });
  const to = ['boss@example.nhs.uk', 'gone@example.nhs.uk'];
  expect(await sendByEmail(settingsFor(port, { to }), makeDigest())).toBe('The mail server refused 1 of 2 recipients.');
  expect(received[0]!.to).toEqual(['boss@example.nhs.uk']);
});
