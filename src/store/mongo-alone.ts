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

export function aloneWith(parts: Pick<MongoParts, 'collection' | 'now'>, name: string): Alone {
  const { take, during } = turnsOf(parts, name);
  let queue: Promise<unknown> = Promise.resolve();

  const attempt = async <Result>(work: (stillMine: StillMine) => Promise<Result>): Promise<Result> => {
    const holder = randomUUID();
    for (let waitMs = firstWaitMs; !(await take(holder)); waitMs = Math.min(2 * waitMs, longestWaitMs)) await wait(waitMs);
    return during(holder, work);
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

/** Work that one process need do and whoever comes second leaves to it; cut short where the turn has passed to another. */
export async function whenFree(
  parts: Pick<MongoParts, 'collection' | 'now'>,
  name: string,
  work: (stillMine: StillMine) => Promise<void>,
): Promise<void> {
  const { take, during } = turnsOf(parts, name);
  const holder = randomUUID();
  if (!(await take(holder))) return;
  await during(holder, work).catch((error: unknown) => {
    if (!(error instanceof Passed)) throw error;
  });
}

function turnsOf({ collection, now }: Pick<MongoParts, 'collection' | 'now'>, name: string) {
  const turns = collection<TurnDoc>('turns');

  const take = async (holder: string): Promise<boolean> => {
    const at = new Date(toMs(now()));
    const turn = { holder, until: new Date(at.getTime() + turnMs) };
    const { matchedCount } = await turns.updateOne({ _id: name, until: { $lte: at } }, { $set: turn });
    return matchedCount === 1 || addOnce(turns, { _id: name, ...turn });
  };

  const during = async <Result>(holder: string, work: (stillMine: StillMine) => Promise<Result>): Promise<Result> => {
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
  return { take, during };
}

class Passed extends Error {}
