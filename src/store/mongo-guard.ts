import { StoreError } from '../core/errors.ts';
import type { Store } from './contract.ts';
import { explain } from './mongo-errors.ts';

type Call = (...args: unknown[]) => unknown;

/** Calls that hand out rows one chunk after the other. */
const streams: ReadonlySet<string> = new Set(['stream', 'organisations', 'verifyCounts'] satisfies (keyof Store)[]);

/** What is handed out of the engine: errors as sentences, and after closing no call any more; what was asked before is still answered. */
export function guardStore(store: Store, place: string): Store {
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;
  const ask = <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (closing !== null) return Promise.reject(new StoreError('The store is closed.'));
    const done = Promise.try(work).catch((error: unknown) => {
      throw explain(error, place);
    });
    running.add(done);
    const forget = (): void => void running.delete(done);
    done.then(forget, forget);
    return done;
  };
  const guard = (name: string, call: Call): Call => {
    if (!streams.has(name)) return (...args) => ask(() => Promise.try(call, ...args));
    return (...args) => inChunks(() => call(...args) as AsyncIterable<unknown>, ask);
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled(running);
    await store.close();
  };
  // The time is known without asking the server.
  const calls = Object.entries(store)
    .filter(([name, call]) => typeof call === 'function' && name !== 'now')
    .map(([name, call]) => [name, guard(name, call as Call)]);
  return { ...store, ...(Object.fromEntries(calls) as Store), close: () => (closing ??= close()) };
}

type Ask = <Value>(work: () => Promise<Value>) => Promise<Value>;

async function* inChunks(begin: () => AsyncIterable<unknown>, ask: Ask): AsyncGenerator {
  const rows = begin()[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await ask(() => rows.next());
      if (step.done === true) return;
      yield step.value;
    }
  } finally {
    await rows.return?.();
  }
}
