import { useEffect, useState } from 'preact/hooks';
import { getChanges } from './client.ts';
import { useTick } from './load.ts';

/** A screen that is redrawn more often than this is hard to read. */
const restMs = 5_000;
/** A page that has just been opened is new enough for this long. */
const firstMs = 15_000;
/** Before the next try where the server did not answer. */
const troubleMs = 30_000;

/** Grows every `everyMs`, and within seconds of a change of what the store holds, while the tab is visible. */
export function useLive(everyMs: number): number {
  const tick = useTick(everyMs);
  const [moves, setMoves] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    void follow(() => setMoves((count) => count + 1), abort.signal);
    return () => abort.abort();
  }, []);
  return tick + moves;
}

/** One question at a time, and none while nobody looks: a browser has few connections to one server, and other tabs want some. */
async function follow(onMove: () => void, signal: AbortSignal): Promise<void> {
  let seen: number | null = null;
  while (!signal.aborted) {
    await visible(signal);
    const hidden = new AbortController();
    const hide = () => document.visibilityState !== 'visible' && hidden.abort();
    document.addEventListener('visibilitychange', hide);
    try {
      const { mentions } = await getChanges(seen, AbortSignal.any([signal, hidden.signal]));
      const isFirst = seen === null;
      const moved = !isFirst && mentions !== seen;
      seen = mentions;
      if (moved) onMove();
      // What the page itself loads comes first.
      if (moved || isFirst) await pause(isFirst ? firstMs : restMs, signal);
    } catch {
      // Hidden, or no answer: what the page shows is renewed each minute in any case, and says what is wrong.
      if (!hidden.signal.aborted) await pause(troubleMs, signal);
    } finally {
      document.removeEventListener('visibilitychange', hide);
    }
  }
}

function visible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (document.visibilityState !== 'visible' && !signal.aborted) return;
      document.removeEventListener('visibilitychange', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check);
    signal.addEventListener('abort', check, { once: true });
    check();
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
  });
}
