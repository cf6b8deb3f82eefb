import module from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Engine, EngineOptions } from './sqlite-engine.ts';
import { openEngine } from './sqlite-engine.ts';
import { explain } from './sqlite-errors.ts';
import type { Answer, Ask } from './sqlite-relay.ts';
import { packError } from './sqlite-relay.ts';
import type { Outcome } from './sqlite-together.ts';

// The one thread that touches the database: it takes one call after the other, so the process that serves people never waits for the disk.
const options = workerData as EngineOptions;
const { file } = options;
const port = parentPort;
if (port === null) throw new Error('This file runs as a worker of sqlite.ts only.');

const engine = open();

port.on('message', (asks: readonly Ask[]) => {
  if (engine !== null) answerAll(engine, [...asks, ...takeWaiting(port)]);
});

function open(): Engine | null {
  try {
    const opened = openEngine(options);
    tell([{ id: 0, value: null }]);
    return opened;
  } catch (error) {
    tell([toAnswer(0, { error })]);
    return null;
  }
}

/** What else was asked while the last answers were worked on. */
function takeWaiting(from: MessagePort): readonly Ask[] {
  const asks: Ask[] = [];
  while (asks.length < mostAtOnce) {
    const waiting = receiveMessageOnPort(from) as { readonly message: readonly Ask[] } | undefined;
    if (waiting === undefined) break;
    asks.push(...waiting.message);
  }
  return asks;
}

const mostAtOnce = 200;

/** In the order of asking. Answers go out when what they tell is committed, and wait for nothing that is not of the same transaction. */
function answerAll(from: Engine, asks: readonly Ask[]): void {
  for (let at = 0; at < asks.length; ) {
    const some = asks.slice(at);
    const [first] = some;
    if (first?.method === 'close') {
      close(from, first.id);
      return;
    }
    const outcomes = from.together(some);
    tell(outcomes.map((outcome, index) => toAnswer(some[index]?.id ?? 0, outcome)));
    // Within a transaction of several calls it is put off.
    if (outcomes.length > 1) keepUp();
    at += outcomes.length;
  }
  waitForQuiet(quietMs);
}

function close(open: Engine, id: number): void {
  try {
    open.close();
    // The thread is ended rather than left to end, and would take what it has compiled with it.
    module.flushCompileCache();
    tell([{ id, value: null }]);
  } catch (error) {
    tell([toAnswer(id, { error })]);
  }
  port?.close();
}

const quietMs = 2000;
let quiet: NodeJS.Timeout | null = null;

/** What can wait is done, step by step, while nobody asks for anything; where it fails it waits for the next call. */
function waitForQuiet(ms: number): void {
  if (quiet !== null) clearTimeout(quiet);
  quiet = setTimeout(() => {
    if (keepUp()) waitForQuiet(50);
  }, ms).unref();
}

/** True where there may be more to do. */
function keepUp(): boolean {
  try {
    return engine?.upkeep() === true;
  } catch {
    return false;
  }
}

/** An error goes in words that survive the way between threads. */
function toAnswer(id: number, outcome: Outcome): Answer {
  return 'error' in outcome ? { id, error: packError(explain(outcome.error, file)) } : { id, value: outcome.value };
}

function tell(answers: readonly Answer[]): void {
  port?.postMessage(answers);
}
