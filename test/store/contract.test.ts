import { describe } from 'vitest';
import { checkAsking } from './contract/asking.ts';
import { checkChannels } from './contract/channels.ts';
import { checkCopying } from './contract/copying.ts';
import { checkCounting } from './contract/counting.ts';
import { checkDiscovering } from './contract/discovering.ts';
import { checkEmptying } from './contract/emptying.ts';
import { checkGoverning } from './contract/governing.ts';
import { checkGrouping } from './contract/grouping.ts';
import { checkKeeping } from './contract/keeping.ts';
import { checkPaging } from './contract/paging.ts';
import { checkReviewing } from './contract/reviewing.ts';
import { checkRevision } from './contract/revision.ts';
import { checkRuns } from './contract/runs.ts';
import { checkSaving } from './contract/saving.ts';
import { checkSeeing } from './contract/seeing.ts';
import { checkSpending } from './contract/spending.ts';
import { checkVersions } from './contract/versions.ts';
import { checkWarnings } from './contract/warning.ts';
import { engines } from './engines.ts';

// One suite for every engine, so that a database can be exchanged without anybody noticing.
for (const engine of engines) {
  describe(engine.name, () => {
    checkSaving(engine);
    checkVersions(engine);
    checkEmptying(engine);
    checkGoverning(engine);
    checkReviewing(engine);
    checkAsking(engine);
    checkPaging(engine);
    checkCounting(engine);
    checkChannels(engine);
    checkRuns(engine);
    checkSeeing(engine);
    checkWarnings(engine);
    checkKeeping(engine);
    checkGrouping(engine);
    checkDiscovering(engine);
    checkSpending(engine);
    checkRevision(engine);
    checkCopying(engine);
  });
}
