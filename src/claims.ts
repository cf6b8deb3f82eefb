import type { Logger } from './core/log.ts';
import type { ClaimedChannel, Store } from './store/contract.ts';

/** So soon is a Channel taken over whose process died; one that lives renews its claims three times in it. */
export const claimMs = 60_000;
const renewEveryMs = claimMs / 3;

/** The Channels that this process has claimed and works on. */
export interface Claims {
  /** From now on it is renewed; the signal aborts once somebody else has the Channel. */
  readonly hold: (claimed: ClaimedChannel) => AbortSignal;
  readonly leave: (claimed: ClaimedChannel) => void;
  readonly stop: () => void;
}

/** Keeps claims from running out while they are worked on. */
export function holdClaims({ store, log }: { readonly store: Store; readonly log: Logger }): Claims {
  const held = new Map<string, AbortController>();
  const renew = async (): Promise<void> => {
    const claims = [...held.keys()];
    if (claims.length === 0) return;
    const still = new Set(await store.renewClaims({ claims, now: store.now(), leaseMs: claimMs }));
    for (const claim of claims) if (!still.has(claim)) held.get(claim)?.abort();
  };
  // Where the store does not answer, claims may run out, and the store tells whoever has them then apart by the claims' names.
  const complain = (error: unknown): void => log.warn({ err: error }, 'claims could not be renewed');
  const timer = setInterval(() => void renew().catch(complain), renewEveryMs);
  timer.unref();
  return {
    hold: ({ claim }) => {
      const lost = new AbortController();
      held.set(claim, lost);
      return lost.signal;
    },
    leave: ({ claim }) => void held.delete(claim),
    stop: () => clearInterval(timer),
  };
}
