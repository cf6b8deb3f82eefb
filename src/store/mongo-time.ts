import type { Db } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { fromMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';

export interface DatabaseClock {
  /** The database's time, carried on from when it was last asked by a clock that nobody can set. */
  readonly now: () => Instant;
  readonly stop: () => void;
}

/** Two computers drift apart by less than a tenth of a second in this time. */
const askEveryMs = 60_000;
/** The process' clock and the one that nobody can set agree, unless somebody set it or the computer slept, in which the latter may stand still. */
const jumpMs = 1000;

/** Asks the database for its time now and then. https://www.mongodb.com/docs/manual/reference/command/hello/ */
export async function databaseClock(db: Db): Promise<DatabaseClock> {
  // Not every server knows the newer name of the command.
  let command: 'hello' | 'isMaster' = 'hello';
  const ask = async (): Promise<number> => {
    try {
      return ((await db.admin().command({ [command]: 1 }))['localTime'] as Date).getTime();
    } catch (error) {
      const isUnknown = error instanceof MongoServerError && error.code === 59 && command === 'hello';
      if (!isUnknown) throw error;
      command = 'isMaster';
      return ask();
    }
  };
  let aheadMs = 0;
  let ownMs = Date.now() - performance.now();
  const set = async (): Promise<void> => {
    const askedMs = performance.now();
    const theirsMs = await ask();
    aheadMs = theirsMs - (askedMs + performance.now()) / 2;
    ownMs = Date.now() - performance.now();
  };
  await set();
  // Until the database answers again, its time goes on as it was.
  const again = (): void => void set().catch(() => undefined);
  const timer = setInterval(again, askEveryMs);
  timer.unref();
  return {
    now: () => {
      const driftMs = Math.abs(Date.now() - performance.now() - ownMs);
      if (driftMs > jumpMs) {
        ownMs = Date.now() - performance.now();
        again();
      }
      return fromMs(Math.round(performance.now() + aheadMs));
    },
    stop: () => clearInterval(timer),
  };
}
