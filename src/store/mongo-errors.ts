import {
  MongoBulkWriteError,
  MongoClientClosedError,
  MongoCompatibilityError,
  MongoError,
  MongoExpiredSessionError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
  MongoSystemError,
  MongoTopologyClosedError,
} from 'mongodb';
import { InputError, StoreError } from '../core/errors.ts';

/**
 * Puts what the driver or the server says into a sentence for a person. `place` names the store without its password. What the driver itself
 * says of an address may hold the password, so none of that is passed on; elsewhere it is kept as `cause`. Our own errors pass as they are.
 */
export function explain(error: unknown, place: string): Error {
  if (error instanceof StoreError || error instanceof InputError) return error;
  if (isClosed(error)) return new StoreError('The store is closed.');
  const said = say(error, place);
  if (said === null) return error instanceof Error ? error : new Error(String(error));
  const [message, passing] = said;
  return new StoreError(message, { cause: error, passing });
}

/** For an address that the driver cannot read. What it says of it is not passed on, not even as the cause. */
export function badAddress(): InputError {
  return new InputError(
    'RIPPLEWATCH_STORE is no address that MongoDB’s driver understands. It looks like mongodb://name:password@host:27017/ripplewatch or ' +
      'mongodb+srv://name:password@cluster.example/ripplewatch; an @, : or / in name or password is written as %40, %3A or %2F.',
    { field: 'RIPPLEWATCH_STORE' },
  );
}

/** A sentence, and whether the trouble passes without anybody changing anything here. */
type Sentence = readonly [message: string, passing: boolean];

function say(error: unknown, place: string): Sentence | null {
  if (error instanceof MongoServerSelectionError) return sayNoServer(error, place);
  if (error instanceof MongoCompatibilityError) return sayTooOld(place);
  if (isBroken(error)) return sayBroken(place);
  if (error instanceof MongoServerError) return sayCode(error, place);
  if (error instanceof MongoNetworkError) return sayNetwork(error, place);
  if (error instanceof MongoOperationTimeoutError) return [`${place} took too long to answer. Try again in a moment.`, true];
  if (error instanceof MongoSystemError) return [`${place} cannot be reached. Check that it runs.`, true];
  if (isTooLarge(error)) return sayTooLarge();
  const code = chainCodes(error).find((one) => one !== null && nameCodes.has(one)) ?? null;
  if (code !== null) return sayUnreachable(code, '', place);
  return error instanceof MongoError ? [`${place} failed: ${error.name}.`, false] : null;
}

/** What each server that was asked said, deepest cause first. */
function sayNoServer({ reason, message }: MongoServerSelectionError, place: string): Sentence {
  const servers = [...(reason?.servers.values() ?? [])];
  const causes = [message, ...servers.flatMap(({ error }) => chain(error))].join('\n');
  if (/wire version/u.test(causes)) return sayTooOld(place);
  const code = servers.flatMap(({ error }) => chainCodes(error)).find((one) => one !== null) ?? null;
  if (isDenied(causes)) return sayDenied(place);
  if (reason?.setName != null && servers.length === 0) {
    return [
      `${place} is no replica set of the name ${reason.setName} that RIPPLEWATCH_STORE gives. Correct replicaSet, or leave it out.`,
      false,
    ];
  }
  if (code !== null || servers.every(({ type }) => type === 'Unknown')) return sayUnreachable(code, causes, place);
  return [
    `${place} has no primary just now, so nothing can be written. It chooses one within seconds when most of its members run; check them if it lasts.`,
    true,
  ];
}

function sayNetwork(error: MongoNetworkError, place: string): Sentence {
  const causes = chain(error).join('\n');
  if (isDenied(causes)) return sayDenied(place);
  const code = chainCodes(error).find((one) => one !== null) ?? null;
  if (code !== null) return sayUnreachable(code, causes, place);
  return sayBroken(place);
}

/** Of several documents at once the driver says what became of the connection as if the server had said it, but without a code. */
function isBroken(error: unknown): boolean {
  return error instanceof MongoBulkWriteError && error.code === undefined && !isTooLarge(error);
}

function sayBroken(place: string): Sentence {
  return [`The connection to ${place} broke. What was being saved is saved again when it answers.`, true];
}

/** What Node says of a name that leads nowhere. */
const nameCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL', 'ETIMEOUT']);

function sayUnreachable(code: string | null, causes: string, place: string): Sentence {
  if (code !== null && nameCodes.has(code)) {
    return [`No computer of that name is found for ${place}. Check the host in RIPPLEWATCH_STORE, and the name server.`, true];
  }
  if (code === 'ECONNREFUSED') {
    return [
      `Nothing answers at ${place}: the connection is refused. Start MongoDB there, or correct host and port in RIPPLEWATCH_STORE.`,
      true,
    ];
  }
  if (/certificate|ssl|tls/iu.test(causes)) {
    return [
      `${place} and this program do not agree on an encrypted connection. Check its certificate, and the tls options in RIPPLEWATCH_STORE.`,
      false,
    ];
  }
  return [`${place} does not answer. Check that it runs, and that the network and its firewall let this computer through.`, true];
}

function sayTooOld(place: string): Sentence {
  return [
    `${place} is too old: at least MongoDB 4.4 is needed, and MongoDB 8 is what Ripplewatch is meant for. Upgrade the server.`,
    false,
  ];
}

function sayDenied(place: string): Sentence {
  return [
    `${place} refuses the name or the password of RIPPLEWATCH_STORE. Correct them; a user that belongs to another database needs ?authSource=admin at the end.`,
    false,
  ];
}

function sayTooLarge(): Sentence {
  return [
    'One document is larger than the 16 MB that MongoDB keeps. Nothing of it was saved; leave out or shorten what was to be stored.',
    false,
  ];
}

/** https://www.mongodb.com/docs/manual/reference/error-codes/ */
const primaryGone: ReadonlySet<unknown> = new Set([91, 189, 10058, 10107, 11600, 11602, 13435, 13436]);
const unconfirmed: ReadonlySet<unknown> = new Set([64, 79, 100]);
const slow: ReadonlySet<unknown> = new Set([50, 89, 262]);

function sayCode(error: MongoServerError, place: string): Sentence {
  const { code, codeName } = error;
  if (code === 18 || code === 8000 || isDenied(error.message)) return sayDenied(place);
  if (code === 13) {
    return [
      `The user of RIPPLEWATCH_STORE may not do this in ${place}. Give that user the role readWrite on this database, and dbAdmin for "ripplewatch store migrate".`,
      false,
    ];
  }
  if (code === 14031)
    return [`There is no room left on the disk of ${place}. Free some space there; collecting goes on by itself.`, true];
  if (primaryGone.has(code)) return [`${place} is changing its primary just now. Try again in a moment.`, true];
  if (unconfirmed.has(code)) {
    return [
      `${place} could not confirm that most of its members have what was saved. Check its members; saving it again does no harm.`,
      true,
    ];
  }
  if (slow.has(code)) return [`${place} took too long to answer. Try again in a moment.`, true];
  if (isTooLarge(error)) return sayTooLarge();
  if (code === 11000) {
    return [`${place} holds something under this key already, which another process wrote at the same moment. Try again.`, false];
  }
  if (code === 85 || code === 86) {
    return [
      `${place} has an index of the same name or fields that differs from ours. Remove that one, then run "ripplewatch store migrate".`,
      false,
    ];
  }
  if (code === 59) {
    return [
      `${place} does not know a command that is needed. It may be too old, no MongoDB, or without a sign-in where RIPPLEWATCH_STORE gives name and password.`,
      false,
    ];
  }
  return [`${place} refused what was asked of it: ${codeName ?? 'an error'} (code ${String(code ?? 'unknown')}).`, false];
}

/** What the server says of too large a document, and what the driver says before it is sent. */
function isTooLarge(error: unknown): boolean {
  if (error instanceof MongoServerError) return [10334, 17280, 17419, 17420].includes(Number(error.code));
  const said = error instanceof Error ? error.message : '';
  return (
    /larger than the maximum size|offset.* out of range|exceeds maximum|too large/iu.test(said) &&
    /bson|document|offset/iu.test(said)
  );
}

function isDenied(said: string): boolean {
  return /authentication failed|bad auth|auth.* fail|requires authentication/iu.test(said);
}

function isClosed(error: unknown): boolean {
  return (
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoClientClosedError ||
    error instanceof MongoExpiredSessionError
  );
}

function chain(error: unknown): readonly string[] {
  return error instanceof Error ? [error.message, ...chain(error.cause)] : [];
}

/** Node's own codes, such as ECONNREFUSED. */
function chainCodes(error: unknown): readonly (string | null)[] {
  if (!(error instanceof Error)) return [];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const inner = error instanceof AggregateError ? (error.errors as readonly unknown[]).flatMap(chainCodes) : [];
  return [code, ...inner, ...chainCodes(error.cause)];
}
