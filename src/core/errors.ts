import type { FailureKind, Instant } from './types.ts';

/** Something a person gave us is wrong: exit code 2 on the command line, 400 in the API. The message says what would be right. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** The option, parameter, column or setting that was wrong. */
  readonly field: string | null;

  constructor(message: string, options: { field?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.field = options.field ?? null;
  }
}

/** Collecting a channel failed; `kind` alone decides what the scheduler does next. */
export class CollectError extends Error {
  override readonly name = 'CollectError';
  readonly kind: FailureKind;
  /** Set for `rate-limited`: not before then. */
  readonly retryAt: Instant | null;

  constructor(kind: FailureKind, message: string, options: { retryAt?: Instant; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAt = options.retryAt ?? null;
  }
}

/** The store cannot do what was asked: the folder is held by somebody, the file is newer than this program. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** True for what passes when somebody has seen to it, with nothing done here: no room, no answer, a lock. The same call works then. */
  readonly passing: boolean;

  constructor(message: string, options: { cause?: unknown; passing?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.passing = options.passing ?? false;
  }
}

/** Whether the store alone is in the way, for now. */
export function isPassing(error: unknown): error is StoreError {
  return error instanceof StoreError && error.passing;
}
