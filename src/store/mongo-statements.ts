import { aloneWith } from './mongo-alone.ts';
import { bandIndexes } from './mongo-bands.ts';
import { checkIndexes } from './mongo-checks.ts';
import type { MongoParts } from './mongo-db.ts';
import { groupPosts } from './mongo-grouping.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import { saveRelays, uncheckedCopies } from './mongo-relays.ts';
import { isUntidy, settleChecks } from './mongo-tidy.ts';
import { fileWordings, findUngrouped, wordingIndexes, wordingTexts } from './mongo-wordings.ts';
import type { StatementStore } from './statements.ts';

export const statementIndexes: readonly IndexPlan[] = [
  ...[...wordingIndexes, ...bandIndexes, ...checkIndexes],
  { collection: 'mentions', key: { dataset: 1, statement: 1, postedAt: 1, platform: 1, id: 1 } },
  { collection: 'statements', key: { dataset: 1 } },
];

/**
 * Whatever moves posts from one Statement to another is done by one process at a time, and so is the filing before it: two that filed like
 * words at the same moment would each find the other's wording before a post points at it, have no text to compare with, and leave it. The rest
 * is done by as many as like.
 */
export function mongoStatements(parts: MongoParts, moved: () => Promise<void>): StatementStore {
  const alone = aloneWith(parts, 'statements');
  return {
    ungrouped: async (limit) => {
      // Asked at every turn of the schedule, and seldom the reason for any change.
      if (await isUntidy(parts)) {
        await alone((stillMine) => settleChecks(parts, stillMine));
        await moved();
      }
      return findUngrouped(parts, limit);
    },
    fileWordings: (posts) => alone(() => fileWordings(parts, posts)),
    wordingTexts: (wordings) => wordingTexts(parts, wordings),
    groupPosts: (group) => alone((stillMine) => groupPosts(parts, group, stillMine)),
    uncheckedCopies: (limit) => uncheckedCopies(parts, limit),
    saveRelays: (copies) => saveRelays(parts, copies),
  };
}
