import type { Phase } from '../../src/core/types.ts';
import type { Candidate, RoleName } from '../classify/candidates.ts';
import { candidatesOf, describe, roleNames } from '../classify/candidates.ts';
import { classes, decide, isOutage } from '../classify/decide.ts';
import type { Features } from '../classify/features.ts';
import { newFeatures } from '../classify/features.ts';
import type { PackedNet } from '../classify/net.ts';
import { unpackNet } from '../classify/net.ts';
import { opinionsOf } from '../classify/opinions.ts';
import { assign } from '../classify/roles.ts';
import { survey } from '../classify/survey.ts';
import { addOpinions, impliedSystems, tags } from '../classify/tags.ts';
import { pack } from '../classify/weights.ts';
import type { Label } from '../evaluate/label.ts';
import type { Examples } from './linear.ts';
import { fitLogistic } from './logistic.ts';
import type { FittedNet } from './net.ts';
import type { NetsFitting } from './nets.ts';
import { fitNets } from './nets.ts';
import { softmaxLoss } from './softmax.ts';

/** A labelled text as the learner sees it: the codes of its features, and those of each system that it names. */
export interface Lesson {
  readonly label: Label;
  /** How much the text counts when phases are learned; 1 for one text. */
  readonly weight: number;
  readonly phase: number;
  readonly codes: Int32Array;
  readonly roles: readonly { readonly role: number; readonly codes: Int32Array }[];
  /** What the whole text says, and the features that tell it; null where nothing is the matter. */
  readonly told: { readonly holds: readonly number[]; readonly codes: Int32Array } | null;
}

export interface Learned {
  readonly phase: PackedNet;
  readonly role: PackedNet;
  readonly tag: PackedNet;
}

const nets = {
  phase: { nets: 4, hidden: 8, rounds: 30, drop: { features: 0.7, hidden: 0.3 }, step: 0.05 },
  role: { nets: 4, hidden: 8, rounds: 20, drop: { features: 0.5, hidden: 0.2 }, step: 0.02 },
} satisfies Record<string, NetsFitting>;
const tagFitting = { strength: 2, iterations: 60 };
/** The fewest texts in which a feature has to occur. */
const fewest = { phase: 3, role: 2, tag: 6 };
/** One text in so many is read without its author: what nobody knows of must not mislead. */
const everyUnknown = 7;

const features = newFeatures();

/** Reads the labelled texts with the present rules. Labels without a phase teach nothing and are refused. */
export function study(labels: readonly Label[], weightOf: (label: Label) => number = () => 1): readonly Lesson[] {
  return labels.map((given, at) => {
    const label = at % everyUnknown === 0 ? { ...given, authorKind: null } : given;
    if (label.phase === null) throw new RangeError(`line ${label.line} has no phase to learn from`);
    const { phase } = label;
    const found = survey(label.text, label.authorKind, features);
    const codes = distinct(features);
    addOpinions(phase, opinionsOf(found, label.authorKind), features);
    const whole = distinct(features);
    const rules = assign(found.reading, found.layout, found.evidence, isOutage(phase), phase === 'unaffected');
    const candidates = phase === 'none' ? [] : candidatesOf(found.reading);
    const roles = candidates.map((candidate) => {
      describe(candidate, candidates, found.reading, found.claims, rules, phase, label.authorKind, features);
      return { role: roleNames.indexOf(roleOf(candidate, label, phase)), codes: distinct(features) };
    });
    const named = new Set(candidates.map(({ id }) => id));
    const told = phase === 'none' ? null : { holds: holding(label, named), codes: whole };
    return { label, weight: weightOf(given), phase: classes.indexOf(phase), codes, roles, told };
  });
}

/** Learns the three nets. The same lessons give the same bytes. */
export function learn(lessons: readonly Lesson[]): Learned {
  const phases = Uint8Array.from(lessons, (one) => one.phase);
  const weights = Float64Array.from(lessons, (one) => one.weight);
  const systems = lessons.flatMap(({ roles }) => roles);
  const given = Uint8Array.from(systems, (one) => one.role);
  const told = lessons.flatMap((one) => one.told ?? []);
  const holds = told.map((one) => one.holds);
  return {
    phase: fit(codesOf(lessons), fewest.phase, classes.length, (examples) =>
      fitNets(examples, nets.phase, softmaxLoss(phases, weights)),
    ),
    role: fit(codesOf(systems), fewest.role, roleNames.length, (examples) => fitNets(examples, nets.role, softmaxLoss(given))),
    tag: fit(codesOf(told), fewest.tag, tags.length, (examples) =>
      withoutHidden(examples, fitLogistic(examples, holds, tagFitting)),
    ),
  };
}

/** Tells the log-odds of an outage by what was learned, for texts that had no part in it. */
export function oddsBy(learned: Learned): (lesson: Lesson) => number {
  const net = unpackNet(learned.phase);
  return ({ codes }) => decide({ ...features, code: codes, length: codes.length }, net, { slope: 1, offset: 0 }).odds;
}

function codesOf(list: readonly { readonly codes: Int32Array }[]): readonly Int32Array[] {
  return list.map(({ codes }) => codes);
}

/** Numbers the features that occur often enough, and packs what `by` makes of them. */
function fit(rows: readonly Int32Array[], least: number, count: number, by: (examples: Examples) => FittedNet): PackedNet {
  const often = new Map<number, number>();
  for (const row of rows) for (const code of row) often.set(code, (often.get(code) ?? 0) + 1);
  const place = new Map<number, number>();
  for (const [code, texts] of often) if (texts >= least) place.set(code, place.size);
  const numbered = rows.map((row) => Int32Array.from([...row].flatMap((code) => place.get(code) ?? [])));
  const { weights, layer } = by({ rows: numbered, classes: count, features: place.size });
  return { table: pack(count + layer.hidden, Int32Array.from(place.keys()), weights), layer };
}

/** Where hidden units gained nothing, the weights alone are the net. */
function withoutHidden({ classes: count }: Examples, weights: Float64Array): FittedNet {
  return { weights, layer: { classes: count, hidden: 0, bias: new Array<number>(count).fill(0), out: [] } };
}

/** The tags that a label holds; a system is implied where the label has it and the text does not name it. */
function holding({ voice, sets }: Label, named: ReadonlySet<string>): readonly number[] {
  const held = [
    ...(voice === 'relayed' ? ['relayed'] : []),
    ...(sets.services ?? []).map((id) => `service ${id}`),
    ...(sets.cause ?? []).map((id) => `cause ${id}`),
    ...(sets.causesDenied ?? []).map((id) => `denied ${id}`),
    ...(sets.advice ?? []).map((id) => `advice ${id}`),
    ...impliedSystems.filter((id) => sets.systems?.includes(id) === true && !named.has(id)).map((id) => `implied ${id}`),
  ];
  return held.map((tag) => tags.indexOf(tag)).filter((at) => at >= 0);
}

function distinct({ code, length }: Features): Int32Array {
  return Int32Array.from(new Set(code.subarray(0, length)));
}

/** What the label says of a system or service; in planned posts what will be down is planned. */
function roleOf({ id, service }: Candidate, { sets }: Label, phase: Phase): RoleName {
  if (service !== null) return sets.services?.includes(service) === true ? 'affected' : 'mentioned';
  if (sets.systemsCause?.includes(id) === true) return 'cause';
  if (sets.systemsSwitchedOff?.includes(id) === true) return 'off';
  if (sets.systemsPlanned?.includes(id) === true) return 'planned';
  if (sets.systems?.includes(id) === true)
    return phase === 'planned' ? 'planned' : phase === 'unaffected' ? 'mentioned' : 'affected';
  return sets.systemsUnaffected?.includes(id) === true ? 'unaffected' : 'mentioned';
}
