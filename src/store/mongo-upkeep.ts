import { levels } from './count-cells.ts';
import { whenFree } from './mongo-alone.ts';
import { buildSome, leftToBuild } from './mongo-build.ts';
import type { MongoParts } from './mongo-db.ts';
import { createNumbers } from './mongo-numbers.ts';
import type { PeriodDoc } from './mongo-periods.ts';
import { rollUpOne } from './mongo-rollup.ts';
import { countHours } from './mongo-tally.ts';
import { verifyCounts } from './mongo-verify.ts';
import type { UntidyCounts, UpkeepStore } from './upkeep.ts';

/** What two processes do at the same time is right all the same, since what is stale changes nothing; one at a time is enough. */
export function mongoUpkeep(parts: MongoParts): UpkeepStore {
  const numbers = createNumbers(parts);
  return {
    tidyCounts: ({ signal, onStep } = {}) =>
      whenFree(parts, 'counts', async (stillMine) => {
        const passed = new Set<string>();
        const step = async (): Promise<boolean> =>
          (await buildSome(parts)) || (await countHours(parts, numbers, passed)) > 0 || rollUpOne(parts, passed);
        do {
          await stillMine();
          onStep?.(await untidy(parts, passed));
        } while (signal?.aborted !== true && (await step()));
      }),
    verifyCounts: (options) => verifyCounts(parts, options),
  };
}

async function untidy(parts: MongoParts, passed: ReadonlySet<string>): Promise<UntidyCounts> {
  const [uncounted, open] = await Promise.all([
    leftToBuild(parts),
    parts.collection<PeriodDoc>('countPeriods').countDocuments({ open: true, level: levels.hour }),
  ]);
  return { uncounted, open: Math.max(0, open - passed.size) };
}
