import module from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InputError, isPassing, StoreError } from '../core/errors.ts';
import type { EngineCalls, EngineOptions } from './sqlite-engine.ts';

export interface Ask {
  readonly id: number;
  readonly method: keyof EngineCalls | 'close';
  readonly args: readonly unknown[];
}

export type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: PackedError };

/** An error on its way between threads, where classes are lost. */
interface PackedError {
  readonly name: string;
  readonly message: string;
  readonly field: string | null;
  readonly passing: boolean;
  readonly cause: string | null;
}

/** The line to the worker that holds the database. */
export interface Relay {
  readonly call: <Method extends keyof EngineCalls>(
    method: Method,
    ...args: Parameters<EngineCalls[Method]>
  ) => Promise<ReturnType<EngineCalls[Method]>>;
  /** Lets what was asked before finish, then ends the thread. */
  readonly close: () => Promise<void>;
}

/** Starts the worker and waits until it has opened the file; rejects with the StoreError that says why it could not. */
export async function startRelay(options: EngineOptions): Promise<Relay> {
  const cache = module.getCompileCacheDir();
  const workerData = { ...options, ...(cache === undefined ? {} : { cache: dirname(cache) }) };
  const worker = new Worker(new URL('./sqlite-thread.js', import.meta.url), { workerData });
  const answers = awaitAnswers(worker);
  try {
    await answers.expect(0);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  let lastId = 0;
  let unsent: Ask[] = [];
  const send = (): void => {
    const asks = unsent;
    unsent = [];
    try {
      worker.postMessage(asks);
    } catch {
      for (const one of asks) sendAlone(worker, one, answers);
    }
  };
  // What is asked together goes in one message: each message costs more than what is in it.
  const ask = (method: Ask['method'], args: readonly unknown[]): Promise<unknown> => {
    lastId += 1;
    const answer = answers.expect(lastId);
    if (unsent.length === 0) process.nextTick(send);
    unsent.push({ id: lastId, method, args });
    return answer;
  };
  let closing: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    const done = ask('close', []);
    answers.refuse(new StoreError('The store is closed.'));
    await done;
    await worker.terminate();
  };
  return {
    call: (method, ...args) => ask(method, args) as Promise<ReturnType<EngineCalls[typeof method]>>,
    close: () => (closing ??= end()),
  };
}

/** One that cannot be sent fails by itself, and not the others of its message. */
function sendAlone(worker: Worker, ask: Ask, answers: Answers): void {
  try {
    worker.postMessage([ask]);
  } catch (error) {
    answers.fail(ask.id, error);
  }
}

interface Answers {
  /** Resolves or rejects when the answer of that number comes. */
  readonly expect: (id: number) => Promise<unknown>;
  /** The answer of that number does not come. */
  readonly fail: (id: number, error: unknown) => void;
  /** From now on nothing new is expected; what was asked before is still answered. */
  readonly refuse: (error: StoreError) => void;
}

function awaitAnswers(worker: Worker): Answers {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let refusal: StoreError | null = null;
  const failAll = (error: StoreError): void => {
    refusal ??= error;
    for (const { reject } of waiting.values()) reject(refusal);
    waiting.clear();
  };
  const settle = (id: number, end: (asked: PromiseWithResolvers<unknown>) => void): void => {
    const asked = waiting.get(id);
    if (asked !== undefined) end(asked);
    waiting.delete(id);
    // A store that nobody is waiting for must not keep a finished program alive.
    if (waiting.size === 0) worker.unref();
  };
  worker.on('message', (answers: readonly Answer[]) => {
    for (const answer of answers) {
      settle(answer.id, ({ resolve, reject }) => ('error' in answer ? reject(unpackError(answer.error)) : resolve(answer.value)));
    }
  });
  worker.on('error', (cause) => failAll(new StoreError('The store stopped because of a fault in it.', { cause })));
  worker.on('exit', () => failAll(new StoreError('The store is closed.')));
  return {
    expect: (id) => {
      if (refusal !== null) return Promise.reject(refusal);
      const asked = Promise.withResolvers<unknown>();
      waiting.set(id, asked);
      worker.ref();
      return asked.promise;
    },
    fail: (id, error) => settle(id, ({ reject }) => reject(error)),
    refuse: (error) => {
      refusal ??= error;
    },
  };
}

/** What the other side needs to make the error again. */
export function packError(error: Error): PackedError {
  return {
    name: error.name,
    message: error.message,
    field: error instanceof InputError ? error.field : null,
    passing: isPassing(error),
    cause: error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : (error.stack ?? null),
  };
}

function unpackError({ name, message, field, passing, cause: text }: PackedError): Error {
  const cause = text === null ? undefined : new Error(text.split('\n')[0]);
  if (cause !== undefined && text !== null) cause.stack = text;
  if (name === 'StoreError') return new StoreError(message, { cause, passing });
  if (name === 'InputError') return new InputError(message, { cause, ...(field === null ? {} : { field }) });
  return new Error(message, { cause });
}
