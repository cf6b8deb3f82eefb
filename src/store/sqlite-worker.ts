import module from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineOptions } from './sqlite-engine.ts';
import { openEngine } from './sqlite-engine.ts';
import { explain } from './sqlite-errors.ts';
import type { Answer, Ask } from './sqlite-relay.ts';
import { packError } from './sqlite-relay.ts';

// The one thread that touches the database: it takes one call after the other, so the process that serves people never waits for the disk.
const options = workerData as EngineOptions;
const { file } = options;
const port = parentPort;
if (port === null) throw new Error('This file runs as a worker of sqlite.ts only.');

const engine = answer(
  0,
  () => openEngine(options),
  () => null,
);

port.on('message', ({ id, method, args }: Ask) => {
  if (engine === null) return;
  if (method === 'close') {
    answer(id, () => {
      engine.close();
      // The thread is ended rather than left to end, and would take what it has compiled with it.
      module.flushCompileCache();
    });
    port.close();
    return;
  }
  const call = engine.calls[method] as (...given: unknown[]) => unknown;
  answer(id, () => call(...args));
  waitForQuiet(quietMs);
});

const quietMs = 2000;
let quiet: NodeJS.Timeout | null = null;

/** What can wait is done, step by step, while nobody asks for anything; where it fails it waits for the next call. */
function waitForQuiet(ms: number): void {
  if (quiet !== null) clearTimeout(quiet);
  quiet = setTimeout(() => {
    try {
      if (engine?.upkeep() === true) waitForQuiet(50);
    } catch {}
  }, ms).unref();
}

/** Does the work and posts its result, or its error in words that survive the way between threads. */
function answer<Result>(id: number, work: () => Result, tell: (result: Result) => unknown = (result) => result): Result | null {
  try {
    const result = work();
    port?.postMessage({ id, value: tell(result) } satisfies Answer);
    return result;
  } catch (error) {
    port?.postMessage({ id, error: packError(explain(error, file)) } satisfies Answer);
    return null;
  }
}
