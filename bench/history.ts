import { toMs } from '../src/core/time.ts';
import type { Cause, Service } from '../src/core/types.ts';
import { pick } from './random.ts';

/** One disruption of the invented history: while it lasts, posts about its systems come on top of the ordinary ones. */
export interface Upset {
  readonly from: number;
  readonly hours: number;
  /** Posts an hour at its peak, as a multiple of an ordinary weekday's. */
  readonly size: number;
  readonly systems: readonly string[];
  readonly causedBy: readonly string[];
  readonly cause: Cause | null;
  readonly services: readonly Service[];
  /** Areas that it keeps to; null where it is everywhere. */
  readonly within: number | null;
}

export interface Hour {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What this hour has in an ordinary week, and what each Upset adds. */
  readonly ordinary: number;
  readonly upsets: readonly { readonly upset: Upset; readonly weight: number }[];
}

export const hourMs = 3_600_000;
export const historyFrom = toMs('2024-07-01T00:00:00.000Z');
const historyHours = 730 * 24;

/**
 * Two years hour by hour: nights, weekends, a disruption of something somewhere every fortnight, and three that the whole country speaks of.
 * However many posts are made of it, they fill the same hours.
 */
export function makeHistory(random: () => number): readonly Hour[] {
  const upsets = [...Array.from({ length: 50 }, () => makeUpset(random, false)), ...[0, 1, 2].map(() => makeUpset(random, true))];
  return Array.from({ length: historyHours }, (_, index) => {
    const at = historyFrom + index * hourMs;
    const under = upsets.map((upset) => ({ upset, weight: weigh(upset, at) })).filter(({ weight }) => weight > 0);
    return { at, ordinary: (daily[index % 24] ?? 0) * (isWeekend(at) ? 0.3 : 1), upsets: under };
  });
}

/** Share of an ordinary weekday's busiest hour, from midnight. */
const daily = [3, 2, 1, 1, 2, 6, 20, 60, 100, 95, 85, 75, 65, 65, 70, 65, 60, 50, 30, 20, 15, 12, 8, 5].map(
  (share) => share / 100,
);

function makeUpset(random: () => number, isNational: boolean): Upset {
  const day = Math.floor(random() * 729);
  const [systems, causedBy, cause] = pick(isNational ? nationalCases : cases, random);
  return {
    from: historyFrom + day * 24 * hourMs + (6 + Math.floor(random() * 8)) * hourMs,
    hours: isNational ? 40 : 3 + Math.floor(random() ** 2 * 20),
    size: isNational ? 40 + random() * 40 : 1 + random() * 6,
    systems,
    causedBy,
    cause,
    services: pick(affected, random),
    within: isNational || random() < 0.4 ? null : Math.floor(random() * 40),
  };
}

/** Up within the first tenth, then away by half every third of its time; quiet at night. */
function weigh({ from, hours, size }: Upset, at: number): number {
  const gone = (at - from) / hourMs;
  if (gone < 0 || gone > hours) return 0;
  const night = (daily[new Date(at).getUTCHours()] ?? 0) < 0.1 ? 0.15 : 1;
  return size * Math.min(1, (gone + 1) / (hours / 10)) * 0.5 ** ((3 * gone) / hours) * night;
}

function isWeekend(at: number): boolean {
  return [0, 6].includes(new Date(at).getUTCDay());
}

type Case = readonly [systems: readonly string[], causedBy: readonly string[], cause: Cause | null];

const nationalCases: readonly Case[] = [
  [['emis-web', 'proscript-connect'], ['crowdstrike-falcon'], 'third-party-update'],
  [['nhs-spine', 'eps', 'e-rs'], [], 'network'],
  [['nhs-app', 'nhs-login'], ['aws'], 'supplier'],
];

const cases: readonly Case[] = [
  ...nationalCases,
  [['phones'], [], 'supplier'],
  [['systmone'], [], 'supplier'],
  [['accurx'], ['microsoft-azure'], 'supplier'],
  [['emis-web'], [], null],
  [['wifi', 'broadband'], [], 'power'],
  [['pharmacy-manager'], [], 'hardware'],
  [['pathology', 'ice'], [], 'cyber'],
  [['nhsmail', 'microsoft-365'], [], null],
];

const affected: readonly (readonly Service[])[] = [
  ['appointments', 'records', 'prescriptions'],
  ['prescriptions', 'dispensing'],
  ['phones'],
  ['online-requests', 'messaging'],
  ['test-results'],
];
