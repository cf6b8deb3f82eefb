import PQueue from 'p-queue';
import { CollectError } from '../errors.ts';
import { toMs } from '../time.ts';
import type { Instant } from '../types.ts';

export interface PaceOptions {
  /** Rest between two requests to one host. */
  readonly gapMs: number;
  /** Requests under way at once, over all hosts; one host never has more than one. */
  readonly concurrency: number;
  readonly clock: () => Instant;
  readonly sleep: Sleep;
}

/** Resolves after `ms`; rejects with the signal's reason when it aborts. */
export type Sleep = (ms: number, signal: AbortSignal | undefined) => Promise<void>;

export interface Pace {
  /** Runs `job` when it is this host's turn. `follow`: belongs to the request before it (a redirect), so it need not rest again. */
  run<T>(host: string, job: () => Promise<T>, options: { follow: boolean; signal: AbortSignal | undefined }): Promise<T>;
  /** Asks for a longer rest at this host, as its robots.txt did. */
  slow(host: string, gapMs: number): void;
  /** No request to this host before `until`: it said so. */
  hold(host: string, until: Instant): void;
}

interface Turn {
  readonly queue: PQueue;
  gapMs: number;
  /** Milliseconds since 1970: not before then. */
  freeMs: number;
  heldUntil: Instant | null;
}

/** Keeps us a polite guest: one request at a time for each host with a rest between, and a limit over all. */
export function createPace(options: PaceOptions): Pace {
  const turns = new Map<string, Turn>();
  const all = new PQueue({ concurrency: options.concurrency });
  const nowMs = (): number => toMs(options.clock());

  const turnOf = (host: string): Turn => {
    if (turns.size > 1000) sweep(turns, nowMs());
    const turn = turns.get(host) ?? { queue: new PQueue({ concurrency: 1 }), gapMs: options.gapMs, freeMs: 0, heldUntil: null };
    turns.set(host, turn);
    return turn;
  };

  return {
    run(host, job, { follow, signal }) {
      const turn = turnOf(host);
      return turn.queue.add(async () => {
        const restMs = follow ? 0 : turn.freeMs - nowMs();
        if (restMs > 0) await options.sleep(Math.min(restMs, turn.gapMs), signal);
        signal?.throwIfAborted();
        refuseHeld(turn, host, options.clock());
        try {
          return await all.add(job);
        } finally {
          turn.freeMs = nowMs() + turn.gapMs;
        }
      });
    },
    slow(host, gapMs) {
      const turn = turnOf(host);
      turn.gapMs = Math.max(options.gapMs, gapMs);
    },
    hold(host, until) {
      const turn = turnOf(host);
      if (turn.heldUntil === null || turn.heldUntil < until) turn.heldUntil = until;
    },
  };
}

function refuseHeld(turn: Turn, host: string, now: Instant): void {
  if (turn.heldUntil === null || turn.heldUntil <= now) return;
  throw new CollectError('rate-limited', `${host} asked us to wait until ${turn.heldUntil}, so nothing was sent.`, {
    retryAt: turn.heldUntil,
  });
}

/** Forgets hosts that nobody waits for, so that memory does not grow with every host ever seen. */
function sweep(turns: Map<string, Turn>, nowMs: number): void {
  for (const [host, turn] of turns) {
    const held = turn.heldUntil !== null && toMs(turn.heldUntil) > nowMs;
    if (turn.queue.size + turn.queue.pending === 0 && turn.freeMs <= nowMs && !held) turns.delete(host);
  }
}
