import { InputError } from '../../core/errors.ts';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly user: string | null;
  readonly password: string | null;
  /** `always`: a password never crosses a network in the clear. `never`: loopback, where nobody is in between. */
  readonly encrypt: 'always' | 'if-offered' | 'never';
}

/** Reads `smtp://user:password@host:port` or `smtps://…`. The error does not repeat it, since it may hold a password. */
export function readServer(smtpUrl: string): MailServer {
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new InputError('The mail server has to be written as smtp://user:password@host:port or smtps://….', {
      field: 'RIPPLEWATCH_SMTP',
    });
  }
  const secure = url.protocol === 'smtps:';
  const user = url.username === '' ? null : decode(url.username);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: url.port === '' ? defaultPort(secure, user) : Number(url.port),
    secure,
    user,
    password: url.password === '' ? null : decode(url.password),
    encrypt: isLoopback(host) ? 'never' : user === null ? 'if-offered' : 'always',
  };
}

function defaultPort(secure: boolean, user: string | null): number {
  if (secure) return 465;
  return user === null ? 25 : 587;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** A percent sign that stands for itself is left alone: passwords have them. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
