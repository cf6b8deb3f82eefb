import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { SendMailOptions, Transporter } from 'nodemailer';
import { createTransport } from 'nodemailer';
import { oneLine } from '../../core/text.ts';
import type { Digest } from '../digest.ts';
import { renderHtml } from '../render/html.ts';
import { renderText } from '../render/text.ts';
import { SendError } from './error.ts';
import { sayFailure } from './failure.ts';
import type { MailServer } from './server.ts';
import { readServer } from './server.ts';

export interface EmailSettings {
  /** `smtp://user:password@host:port` or `smtps://…`. */
  readonly smtpUrl: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Tells this installation from others that report the same day. */
  readonly installation: string;
  /** How long each step may take, in milliseconds; default 30 s. */
  readonly timeoutMs?: number;
}

/**
 * Sends the Digest as one message, text and HTML. Answers a sentence when some recipients were refused, null when none was.
 * Throws SendError; `maybeSent` when the server had the whole message and did not say what became of it.
 */
export async function sendByEmail(settings: EmailSettings, digest: Digest): Promise<string | null> {
  const server = readServer(settings.smtpUrl);
  const transport = connect(server, settings.timeoutMs ?? 30_000);
  const handover = watchHandover(transport);
  try {
    const { rejected } = await transport.sendMail(write(settings, digest));
    if (rejected.length === 0) return null;
    return `The mail server refused ${rejected.length} of ${settings.to.length} recipients.`;
  } catch (cause) {
    const answered = typeof (cause as { responseCode?: unknown }).responseCode === 'number';
    throw new SendError(sayFailure(cause, server), { maybeSent: handover.complete() && !answered, cause: withoutSecret(cause) });
  } finally {
    transport.close();
  }
}

type Mailer = Transporter<{ readonly rejected: readonly unknown[] }>;

function connect({ host, port, secure, user, password, encrypt }: MailServer, timeoutMs: number): Mailer {
  return createTransport({
    host,
    port,
    secure,
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    requireTLS: encrypt === 'always',
    ignoreTLS: encrypt === 'never',
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Knows whether the last byte of the message has gone to the connection. */
function watchHandover(transport: Mailer): { complete: () => boolean } {
  let complete = false;
  transport.use('stream', (mail, done) => {
    mail.message.transform(
      () =>
        new Transform({
          transform: (chunk: Buffer, _encoding, next) => next(null, chunk),
          flush: (next) => {
            complete = true;
            next();
          },
        }),
    );
    done();
  });
  return { complete: () => complete };
}

function write({ from, to, installation }: EmailSettings, digest: Digest): SendMailOptions {
  const [only] = to;
  return {
    from: { name: 'Ripplewatch', address: from },
    // Several recipients do not learn each other's addresses.
    to: to.length === 1 && only !== undefined ? only : 'undisclosed-recipients:;',
    envelope: { from, to: [...to] },
    subject: oneLine(digest.subject, 200),
    text: renderText(digest),
    html: renderHtml(digest),
    messageId: `<${messageId(installation, digest)}@${from.split('@').at(-1) ?? 'localhost'}>`,
    date: new Date(digest.generatedAt),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    xMailer: false,
  };
}

/** The same day's digest has the same id whenever it is sent, so that a mail server can drop a second one. */
function messageId(installation: string, { day, dataset }: Digest): string {
  return `ripplewatch.${createHash('sha256')
    .update(JSON.stringify([installation, dataset.id, day]))
    .digest('hex')
    .slice(0, 32)}`;
}

/** The mail library's error holds the server's words, which may repeat the password; its kind is enough for a log. */
function withoutSecret(cause: unknown): { readonly code: unknown; readonly responseCode: unknown } {
  const { code, responseCode } = cause as { code?: unknown; responseCode?: unknown };
  return { code, responseCode };
}
