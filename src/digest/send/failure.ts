import { oneLine } from '../../core/text.ts';
import type { MailServer } from './server.ts';

/** What went wrong with the mail, as a sentence that names the server and repeats neither user nor password. */
export function sayFailure(cause: unknown, server: MailServer): string {
  const { code = '', response } = cause as { code?: string; response?: string };
  const where = `The mail server ${server.host}:${server.port}`;
  const said = typeof response === 'string' && code !== 'EAUTH' ? ` It said: ${redact(oneLine(response, 200), server)}` : '';
  return `${where} ${reasons[code] ?? 'could not be reached'}.${said}`;
}

const reasons: Readonly<Record<string, string>> = {
  EAUTH: 'refused the user name or password',
  ENOAUTH: 'asks for a user name and password',
  ETIMEDOUT: 'did not answer in time',
  EDNS: 'could not be found: no such name',
  ETLS: 'could not agree on an encrypted connection, or its certificate is not trusted',
  ESOCKET: 'could not be reached, or its certificate is not trusted',
  ECONNECTION: 'could not be reached, or closed the connection',
  EPROTOCOL: 'did not answer like a mail server',
  EENVELOPE: 'refused the sender or every recipient',
  EMESSAGE: 'refused the message',
};

function redact(text: string, { user, password }: MailServer): string {
  return [user, password]
    .filter((secret) => secret !== null && secret !== '')
    .flatMap((secret) => [secret ?? '', Buffer.from(secret ?? '').toString('base64')])
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}
