import type { App } from './app.ts';
import type { Config } from './config.ts';
import { addMs } from './core/time.ts';
import type { Governance, Instant } from './core/types.ts';
import type { Retention } from './store/contract.ts';

const dayMs = 24 * 3_600_000;

/** Takes the words out of what was kept long enough; says of how many posts. */
export async function retain({ store, config, now }: App): Promise<number> {
  return store.retain(limitsOf(config, await store.governance(), now()));
}

/** Which instants part what is kept from what is not. */
export function limitsOf(config: Config, governance: Governance | null, now: Instant): Retention {
  const before = (days: number): Instant => addMs(now, -days * dayMs);
  return {
    people: before(peopleDays(config, governance)),
    organisations: before(config.retentionDays),
    runs: before(config.retentionRunsDays),
    at: now,
  };
}

/** Of the setting and of what was recorded the shorter holds: a setting must not undo what people were promised. */
export function peopleDays({ retentionPeopleDays }: Config, governance: Governance | null): number {
  return Math.min(retentionPeopleDays, governance?.retentionDays ?? retentionPeopleDays);
}
