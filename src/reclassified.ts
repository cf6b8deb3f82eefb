import { oneLine } from './core/text.ts';
import type { Mention, Phase, Verdict } from './core/types.ts';
import { phases } from './core/types.ts';

/** What became of the machine's Verdicts; a change of version alone is none. */
export interface Changes {
  /** Verdicts that say something else: phase, voice, systems, services, cause or advice. */
  readonly changed: number;
  readonly outages: { readonly gained: number; readonly lost: number };
  /** How many went from one phase to which other: `phases.none.disrupted`. */
  readonly phases: Readonly<Partial<Record<Phase, Readonly<Partial<Record<Phase, number>>>>>>;
  /** Affected systems that came and went, the most moved first. */
  readonly systems: readonly { readonly system: string; readonly gained: number; readonly lost: number }[];
  readonly places: number;
  /** Changed Verdicts over which a person's correction stands. */
  readonly corrected: number;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly platform: string;
  readonly id: string;
  /** On one line and cut; null for a private person's. */
  readonly text: string | null;
  readonly before: Said;
  readonly after: Said;
}

type Said = Pick<Verdict, 'phase' | 'voice' | 'systems'>;

export interface Tally {
  readonly add: (before: Mention, after: Mention, isCorrected: boolean) => void;
  readonly read: () => Changes;
}

const mostExamples = 10;

/** Counts as it goes, so that memory stays flat however many there are. */
export function startTally(): Tally {
  const counted = { changed: 0, places: 0, corrected: 0 };
  const outages = { gained: 0, lost: 0 };
  const moves = new Map<string, number>();
  const systems = new Map<string, { gained: number; lost: number }>();
  const examples: { example: Example; weight: number }[] = [];
  return {
    add: (before, after, isCorrected) => {
      if (codesOf(before) !== codesOf(after)) counted.places += 1;
      if (meaning(before.verdict) === meaning(after.verdict)) return;
      counted.changed += 1;
      if (isCorrected) counted.corrected += 1;
      if (after.verdict.outage && !before.verdict.outage) outages.gained += 1;
      if (before.verdict.outage && !after.verdict.outage) outages.lost += 1;
      const move = `${before.verdict.phase} ${after.verdict.phase}`;
      if (before.verdict.phase !== after.verdict.phase) moves.set(move, (moves.get(move) ?? 0) + 1);
      countSystems(systems, before.verdict, after.verdict);
      keepExample(examples, before, after);
    },
    read: () => ({
      ...counted,
      outages,
      phases: toMatrix(moves),
      systems: [...systems]
        .map(([system, { gained, lost }]) => ({ system, gained, lost }))
        .sort((a, b) => b.gained + b.lost - (a.gained + a.lost) || (a.system < b.system ? -1 : 1)),
      examples: examples.map(({ example }) => example),
    }),
  };
}

/** What a Verdict says to people; score, reasons and version say how it came to say so. */
function meaning({ score: _score, reasons: _reasons, version: _version, ...said }: Verdict): string {
  return JSON.stringify(said);
}

function codesOf({ places }: Mention): string {
  return places
    .map(({ code }) => code)
    .sort()
    .join(' ');
}

function countSystems(systems: Map<string, { gained: number; lost: number }>, before: Verdict, after: Verdict): void {
  const count = (system: string, side: 'gained' | 'lost'): void => {
    const row = systems.get(system) ?? { gained: 0, lost: 0 };
    row[side] += 1;
    systems.set(system, row);
  };
  for (const system of after.systems) if (!before.systems.includes(system)) count(system, 'gained');
  for (const system of before.systems) if (!after.systems.includes(system)) count(system, 'lost');
}

/** The first ten of the gravest kind: an outage that came or went before another phase, that before another system. */
function keepExample(examples: { example: Example; weight: number }[], before: Mention, after: Mention): void {
  const weight = before.verdict.outage !== after.verdict.outage ? 2 : before.verdict.phase !== after.verdict.phase ? 1 : 0;
  const place = examples.findIndex((one) => one.weight < weight);
  if (place === -1 && examples.length >= mostExamples) return;
  const { platform, id, text, author } = before.post;
  const example = {
    platform,
    id,
    text: author.private ? null : oneLine(text, 120),
    before: say(before.verdict),
    after: say(after.verdict),
  };
  examples.splice(place === -1 ? examples.length : place, 0, { example, weight });
  examples.length = Math.min(examples.length, mostExamples);
}

function say({ phase, voice, systems }: Verdict): Said {
  return { phase, voice, systems };
}

function toMatrix(moves: ReadonlyMap<string, number>): Changes['phases'] {
  const rows = phases.map((from) => {
    const cells = phases.flatMap((to) => {
      const count = moves.get(`${from} ${to}`);
      return count === undefined ? [] : [[to, count] as const];
    });
    return [from, Object.fromEntries(cells)] as const;
  });
  return Object.fromEntries(rows.filter(([, cells]) => Object.keys(cells).length > 0));
}
