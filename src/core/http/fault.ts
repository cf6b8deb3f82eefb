import { CollectError } from '../errors.ts';
import { sayUrl } from './say.ts';

/** Turns whatever a connection died of into a CollectError with one plain sentence; a CollectError on the way (from the guard) comes out as it is. */
export function judgeFault(error: unknown, url: URL): CollectError {
  for (const cause of chain(error)) if (cause instanceof CollectError) return cause;
  const codes = chain(error).map((cause) => (cause as NodeJS.ErrnoException).code ?? '');
  const known = codes.find((code) => code in sentences);
  const certificate = codes.find((code) => /CERT|ISSUER|SIGNATURE|TLS|SSL/.test(code));
  const what = known === undefined ? sayUnknown(certificate, codes) : sentences[known];
  return new CollectError('unreachable', `${sayUrl(url)} ${what ?? ''}.`, { cause: error });
}

/** Faults that may be over in a second: worth another try at once. Certificates, names and timeouts are not. */
export function isPassingFault(error: CollectError): boolean {
  const codes = chain(error).map((cause) => (cause as NodeJS.ErrnoException).code ?? '');
  return codes.some((code) => passing.has(code));
}

const passing = new Set(['ECONNRESET', 'EPIPE', 'EAI_AGAIN', 'ECONNREFUSED', 'ERR_STREAM_PREMATURE_CLOSE']);

const sentences: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a self-signed certificate, so we cannot know whose it is',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate whose chain ends in one that is self-signed',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  CERT_NOT_YET_VALID: 'has a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate made out to another name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'does not send the intermediate certificate that proves its own',
  UNABLE_TO_GET_ISSUER_CERT: 'has a certificate whose issuer is missing',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate whose issuer we do not know',
  CERT_REVOKED: 'has a certificate that was revoked',
  EPROTO: 'does not speak TLS that we understand',
  ENOTFOUND: 'has a host name that does not exist',
  EAI_AGAIN: 'could not be looked up: the name server did not answer',
  ECONNREFUSED: 'refused the connection',
  ECONNRESET: 'closed the connection in the middle',
  EPIPE: 'closed the connection in the middle',
  ERR_STREAM_PREMATURE_CLOSE: 'closed the connection in the middle',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ECONNTIMEOUT: 'did not accept the connection in time',
  ETIMEDOUT: 'did not answer in time',
  ECONNABORTED: 'did not answer in time',
  ERUNTIME: 'did not finish its answer in time',
  HPE_INVALID_CONSTANT: 'does not speak HTTP',
};

function sayUnknown(certificate: string | undefined, codes: readonly string[]): string {
  if (certificate !== undefined) return `has a certificate problem (${certificate})`;
  if (codes.some((code) => code.startsWith('HPE_'))) return 'sent something that is not HTTP';
  const code = codes.find((known) => known !== '');
  return `could not be read${code === undefined ? '' : ` (${code})`}`;
}

/** The error, what caused it, and the attempts of an AggregateError, innermost last. */
function chain(error: unknown): Error[] {
  const found: Error[] = [];
  const visit = (next: unknown): void => {
    if (!(next instanceof Error) || found.includes(next)) return;
    found.push(next);
    visit(next.cause);
    if (next instanceof AggregateError) for (const inner of next.errors) visit(inner);
  };
  visit(error);
  return found;
}
