import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './client.ts';

export interface Loaded<T> {
  /** The newest answer; stays on screen while the next one is fetched. */
  readonly value: T | null;
  readonly error: ApiError | null;
  readonly busy: boolean;
  readonly reload: () => void;
}

/** Loads when `key` changes, when `tick` grows and on `reload`. An answer that was overtaken is dropped. */
export function useLoad<T>(key: string, load: (signal: AbortSignal) => Promise<T>, tick: number): Loaded<T> {
  const [result, setResult] = useState<{ value: T | null; error: ApiError | null; busy: boolean }>(start);
  const [again, setAgain] = useState(0);
  const newest = useRef(load);
  newest.current = load;
  useEffect(() => {
    const abort = new AbortController();
    setResult((old) => ({ ...old, busy: true }));
    newest.current(abort.signal).then(
      (value) => abort.signal.aborted || setResult({ value, error: null, busy: false }),
      (error: unknown) => abort.signal.aborted || setResult((old) => ({ ...old, error: toApiError(error), busy: false })),
    );
    return () => abort.abort();
  }, [key, tick, again]);
  const reload = useCallback(() => setAgain((count) => count + 1), []);
  return { ...result, reload };
}

/** Grows every `everyMs` while the tab is visible, and at once when it is looked at again after longer than that. */
export function useTick(everyMs: number): number {
  const [tick, setTick] = useState(0);
  useEffect(() => {
    let last = Date.now();
    const beat = () => {
      if (document.visibilityState !== 'visible' || Date.now() - last < everyMs) return;
      last = Date.now();
      setTick((count) => count + 1);
    };
    const timer = setInterval(beat, everyMs / 12);
    document.addEventListener('visibilitychange', beat);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', beat);
    };
  }, [everyMs]);
  return tick;
}

/** Turns whatever was thrown into a sentence that can be shown. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(0, 'The page could not read what the server answered. Reloading the page may help.', null);
}

function start(): { value: null; error: null; busy: boolean } {
  return { value: null, error: null, busy: true };
}
