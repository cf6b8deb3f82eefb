import { describe } from 'vitest';
import { leftOut } from '../../servers/parity.ts';
import type { Engine } from '../engines.ts';
import { checkAsking } from './asking.ts';
import { checkChannels } from './channels.ts';
import { checkCopying } from './copying.ts';
import { checkCounting } from './counting.ts';
import { checkDiscovering } from './discovering.ts';
import { checkEmptying } from './emptying.ts';
import { checkGoverning } from './governing.ts';
import { checkGrouping } from './grouping.ts';
import { checkKeeping } from './keeping.ts';
import { checkPaging } from './paging.ts';
import { checkReviewing } from './reviewing.ts';
import { checkRevision } from './revision.ts';
import { checkRuns } from './runs.ts';
import { checkSaving } from './saving.ts';
import { checkSeeing } from './seeing.ts';
import { checkSpending } from './spending.ts';
import { checkVersions } from './versions.ts';
import { checkWarnings } from './warning.ts';

/** Everything the store promises, by part. */
const checks = {
  saving: checkSaving,
  versions: checkVersions,
  emptying: checkEmptying,
  governing: checkGoverning,
  reviewing: checkReviewing,
  asking: checkAsking,
  paging: checkPaging,
  counting: checkCounting,
  channels: checkChannels,
  runs: checkRuns,
  seeing: checkSeeing,
  warnings: checkWarnings,
  keeping: checkKeeping,
  grouping: checkGrouping,
  discovering: checkDiscovering,
  spending: checkSpending,
  revision: checkRevision,
  copying: checkCopying,
};

export type ContractPart = keyof typeof checks;

/** One suite for every engine, so that a database can be exchanged without anybody noticing; a gap is a visible skip with its reason. */
export function checkContract(engine: Engine): void {
  describe(engine.name, () => {
    for (const [part, check] of Object.entries(checks)) {
      const reason = engine.lacks?.[part as ContractPart];
      if (reason === undefined) check(engine);
      else describe.skip(`${leftOut}${reason}`, () => check(engine));
    }
  });
}
