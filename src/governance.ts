import type { App } from './app.ts';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import type { Governance } from './core/types.ts';

/** What a person typed; null where they left it away. */
export interface GivenGovernance {
  readonly lawfulBasis: string | null;
  readonly dpia: string | null;
  readonly retentionDays: string | null;
  readonly contact: string | null;
}

const longest = 500;

/** How to record what is missing, for whoever meets a Channel that is not read. */
export const howToRecord =
  '"ripplewatch governance record" takes a lawful basis, a DPIA reference, a retention time and a contact; until then it is not read';

/** Checks a decision as it was given. What is left away keeps what stood. Throws InputError naming everything that is missing. */
export function readGovernance(given: GivenGovernance, standing: Governance | null): Governance {
  const decided = {
    lawfulBasis: readText('basis', given.lawfulBasis) ?? standing?.lawfulBasis,
    dpia: readText('dpia', given.dpia) ?? standing?.dpia,
    retentionDays: readDays(given.retentionDays) ?? standing?.retentionDays,
    contact: readText('contact', given.contact) ?? standing?.contact,
  };
  const { lawfulBasis, dpia, retentionDays, contact } = decided;
  if (lawfulBasis === undefined || dpia === undefined || retentionDays === undefined || contact === undefined) {
    const options = { lawfulBasis: '--basis', dpia: '--dpia', retentionDays: '--retention-days', contact: '--contact' };
    const missing = (Object.keys(options) as (keyof typeof options)[]).filter((key) => decided[key] === undefined);
    throw new InputError(`Still missing: ${missing.map((key) => options[key]).join(', ')}. All four are needed the first time.`, {
      field: 'governance',
    });
  }
  return { lawfulBasis, dpia, retentionDays, contact };
}

/** Records it under who did so. */
export async function recordGovernance({ store, now }: App, decided: Governance | null, who: string): Promise<void> {
  const at = now();
  await store.recordGovernance({ at, who, decided });
  const what =
    decided === null
      ? 'withdrew the governance of private people’s posts'
      : `recorded the governance of private people’s posts: ${oneLine(decided.lawfulBasis, 80)}, ${oneLine(decided.dpia, 80)}, ${decided.retentionDays} days`;
  await store.recordChange({ at, who, what });
}

function readText(option: string, given: string | null): string | undefined {
  if (given === null) return undefined;
  const text = given.trim();
  if (text.length >= 1 && text.length <= longest && !/\p{Cc}/u.test(text) && text.isWellFormed()) return text;
  throw new InputError(`--${option} takes 1 to ${longest} printable characters on one line.`, { field: option });
}

function readDays(given: string | null): number | undefined {
  if (given === null) return undefined;
  const days = /^\d{1,5}$/.test(given.trim()) ? Number(given) : 0;
  if (days >= 1 && days <= 36_500) return days;
  throw new InputError(`--retention-days takes a whole number of days from 1 to 36500, not "${oneLine(given, 40)}".`, {
    field: 'retention-days',
  });
}
