import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { toMs } from '../core/time.ts';
import type { MongoParts } from './mongo-db.ts';
import { addOnce } from './mongo-once.ts';

interface TurnDoc {
  /** What is done alone. */
  readonly _id: string;
  readonly holder: string;
  /** By the database's time. */
  readonly until: Date;
}

/** How long a process that died in its turn keeps the others waiting. */
const turnMs = 15_000;
const [firstWaitMs, longestWaitMs] = [10, 250];

/** Called before each step of the work: it throws where the turn has passed to another process, since this one slept too long. */
export type StillMine = () => Promise<void>;

/** Work that one process at a time may do: it waits for its turn, and begins again where it has lost it. */
export type Alone = <Result>(work: (stillMine: StillMine) => Promise<Result>) => Promise<Result>;

export function aloneWith({ collection, now }: Pick<MongoParts, 'collection' | 'now'>, name: string): Alone {
  const turns = collection<TurnDoc>('turns');
  let queue: Promise<unknown> = Promise.resolve();

  const take = async (holder: string): Promise<void> => {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
      const at = new Date(toMs(now()));
      const turn = { holder, until: new Date(at.getTime() + turnMs) };
      const { matchedCount } = await turns.updateOne({ _id: name, until: { $lte: at } }, { $set: turn });
      if (matchedCount === 1 || (await addOnce(turns, { _id: name, ...turn }))) return;
      await wait(waitMs);
    }
  };

  const attempt = async <Result>(work: (stillMine: StillMine) => Promise<Result>): Promise<Result> => {
    const holder = randomUUID();
    await take(holder);
    let renewedAt = performance.now();
    const stillMine: StillMine = async () => {
      if (performance.now() - renewedAt < turnMs / 5) return;
      const until = new Date(toMs(now()) + turnMs);
      const { matchedCount } = await turns.updateOne({ _id: name, holder }, { $set: { until } });
      if (matchedCount === 0) throw new Passed();
      renewedAt = performance.now();
    };
    try {
      return await work(stillMine);
    } finally {
      await turns.updateOne({ _id: name, holder }, { $set: { until: new Date(0) } });
    }
  };

  const again = async <Result>(work: (stillMine: StillMine) => Promise<Result>): Promise<Result> => {
    for (;;) {
      try {
        return await attempt(work);
      } catch (error) {
        if (!(error instanceof Passed)) throw error;
      }
    }
  };

  // Those of one process wait for one another here, and not in the database.
  return (work) => {
    const turn = queue.then(
      () => again(work),
      () => again(work),
    );
    queue = turn.catch(() => undefined);
    return turn;
  };
}

class Passed extends Error {}
