import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { State, Vocabulary } from './types.ts';

/** What every page needs: loaded once by the frame, renewed each minute and when something has changed. */
interface SharedValue {
  readonly state: State;
  readonly vocabulary: Vocabulary;
  /** Grows each minute while somebody looks, and when something has changed; pages load again when it does. */
  readonly tick: number;
  readonly reload: () => void;
}

export const Shared = createContext<SharedValue | null>(null);

export function useShared(): SharedValue {
  const value = useContext(Shared);
  if (value === null) throw new Error('A page was drawn outside the frame.');
  return value;
}
