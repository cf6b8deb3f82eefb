import { channelIndexes } from './mongo-channels.ts';
import type { MongoParts } from './mongo-db.ts';
import { mentionIndexes } from './mongo-mentions.ts';
import { countIndexes } from './mongo-periods.ts';
import { recordIndexes } from './mongo-records.ts';
import { runIndexes } from './mongo-runs.ts';
import { sightIndexes } from './mongo-sight.ts';
import { spendingIndexes } from './mongo-spending.ts';
import { statementIndexes } from './mongo-statements.ts';

/** An index that a part of the store needs. No partial filters, no collations: not every server that speaks the protocol has them. */
export interface IndexPlan {
  readonly collection: string;
  readonly key: Readonly<Record<string, 1 | -1>>;
  readonly unique?: true;
}

/** Every index there is, part by part. */
export const indexPlans: readonly IndexPlan[] = [
  ...channelIndexes,
  ...countIndexes,
  ...mentionIndexes,
  ...recordIndexes,
  ...runIndexes,
  ...sightIndexes,
  ...spendingIndexes,
  ...statementIndexes,
];

export async function createIndexes({ collection }: MongoParts, plans: readonly IndexPlan[]): Promise<void> {
  for (const { collection: name, key, unique } of plans) {
    await collection(name).createIndex({ ...key }, unique === true ? { unique } : {}, {});
  }
}
