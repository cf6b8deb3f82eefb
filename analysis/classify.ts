import type { AuthorKind, Verdict } from '../src/core/types.ts';
import { withoutAsides } from './classify/aside.ts';
import type { Decision } from './classify/decide.ts';
import { decide, isOutage } from './classify/decide.ts';
import { endingOf } from './classify/ending.ts';
import { newFeatures } from './classify/features.ts';
import { isForeign } from './classify/foreign.ts';
import type { Model } from './classify/model.ts';
import { shipped } from './classify/model.ts';
import { opinionsOf } from './classify/opinions.ts';
import type { Reading } from './classify/reading.ts';
import { read } from './classify/reading.ts';
import { inside, reasonsOf, toReason } from './classify/reasons.ts';
import { saysNotHere } from './classify/self.ts';
import { withTheirs } from './classify/serve.ts';
import { settleRoles } from './classify/settle.ts';
import { versionOf } from './classify/stamp.ts';
import type { Survey } from './classify/survey.ts';
import { survey } from './classify/survey.ts';
import { addOpinions, tagsOf } from './classify/tags.ts';
import { wordsThatTold } from './classify/told.ts';

export interface Input {
  readonly text: string;
  /** Content warning, read with the text. */
  readonly spoiler?: string | undefined;
  /** Text of a quoted post: not said by the author, unless the author says "same here". */
  readonly quoted?: string | undefined;
  readonly authorKind?: AuthorKind | undefined;
}

/** Says of a text whether it reports a disruption, in which phase and voice, of which systems in which role, and why. */
export type Classify = (input: Input) => Verdict;

/**
 * A post in which no rule finds a fault, a return or a system has only its words to go by: these have to be surer, and surer still where
 * nobody knows who writes, since people write of everything under the sun. So have those of a post that says of something that it works or is
 * spared, or of a fault that others have it, and those of one that names nothing but the electricity, which is no fault of IT by itself.
 */
const least = { withEvidence: 0.5, spared: 0.6, anybodysWordsAlone: 0.8, powerAlone: 0.95 };
const features = newFeatures();

/** What is said of a text in which nothing is the matter. */
const nothing = {
  outage: false,
  current: false,
  phase: 'none',
  voice: null,
  systems: [],
  systemsUnaffected: [],
  systemsCause: [],
  systemsPlanned: [],
  systemsSwitchedOff: [],
  services: [],
  cause: null,
  causesDenied: [],
  advice: [],
} as const;

/** Pure: the same input gives the same Verdict. Any string is answered; offsets of `reasons` are UTF-16 units of `text`. */
export const classify: Classify = createClassifier(shipped);

/** A classifier with a model of its own: cross-validation makes one for each part. */
export function createClassifier(model: Model): Classify {
  const version = versionOf(model.name);

  function answer(input: Input): Verdict {
    const authorKind = input.authorKind ?? null;
    // The content warning is read after the text, so that offsets into the text stay what they are.
    const spoiler = input.spoiler?.trim() ?? '';
    const whole = spoiler === '' ? input.text : `${input.text}\n${spoiler}`;
    const verdict = judge(whole, authorKind);
    const settled = echo(input, verdict, authorKind) ?? verdict;
    return { ...settled, reasons: inside(settled.reasons, input.text.length, settled.outage) };
  }

  function judge(text: string, authorKind: AuthorKind | null): Verdict {
    const first = survey(text, authorKind, features);
    const cuts = endingOf(first.reading);
    const rest = withoutAsides(text, first);
    let most = 1;
    for (const cut of cuts) most = Math.min(most, scoreOf(text.slice(0, cut), authorKind));
    const ofRest = rest === null ? null : decideOn(survey(rest, authorKind, features), most, authorKind);
    const found = cuts.length === 0 && rest === null ? first : survey(text, authorKind, features);
    const whole = decideOn(found, most, authorKind);
    if (whole === null) return { ...nothing, score: 0, reasons: [], version };
    const { phase, score } = ofRest !== null && isOutage(ofRest.phase) && !isOutage(whole.phase) ? ofRest : whole;
    const outage = isOutage(phase);
    if (phase === 'none') return { ...nothing, score: round(score), reasons: reasonsOf(found, true, []), version };
    const told = wordsThatTold(features, model.phase, phase, found.reading);
    const said = opinionsOf(found, authorKind);
    addOpinions(phase, said, features);
    const tagged = tagsOf(features, model.tag, said);
    const roles = settleRoles(found, phase, authorKind, model.role, tagged);
    const reasons = reasonsOf(found, false, told);
    return {
      outage,
      current: phase === 'disrupted' || phase === 'recovering',
      // Just above even odds, rounding would say that it is none.
      score: outage ? Math.max(round(score), 0.5001) : round(score),
      phase,
      voice: outage ? tagged.voice : null,
      systems: roles.affected,
      systemsUnaffected: roles.unaffected,
      systemsCause: roles.cause,
      systemsPlanned: roles.planned,
      systemsSwitchedOff: roles.off,
      services: outage ? withTheirs(tagged.services, roles.affected) : tagged.services,
      cause: tagged.cause,
      causesDenied: tagged.causesDenied,
      advice: tagged.advice,
      reasons: reasons.length > 0 || !outage ? reasons : [{ rule: `words.${phase}`, start: 0, end: text.length }],
      version,
    };
  }

  /** The score of a text as it stands. */
  function scoreOf(text: string, authorKind: AuthorKind | null): number {
    return decideOn(survey(text, authorKind, features), 1, authorKind)?.score ?? 0;
  }

  /** What the features that were read last decide; null for a text in which there is nothing that we can read. */
  function decideOn(found: Survey, most: number, authorKind: AuthorKind | null): Decision | null {
    if (found.reading.length === 0 || isForeign(found.reading)) return null;
    return decide(features, model.phase, model.calibration, { most, least: leastOf(found, authorKind) });
  }

  /** "Same here" over a quoted report is the author's own; the systems are the quoted ones, the reasons the author's words. */
  function echo(input: Input, verdict: Verdict, authorKind: AuthorKind | null): Verdict | null {
    const quoted = input.quoted?.trim() ?? '';
    if (quoted === '' || (verdict.phase !== 'none' && !verdict.outage)) return null;
    const reading = read(input.text, authorKind);
    const word = reading.findings.find(({ row }) => row.kind === 'echo');
    // A text that names a system of its own speaks for itself.
    if (word === undefined || countSystems(reading).named > 0) return null;
    // Before anything else is read: a Reading holds no longer.
    const reasons = [toReason(reading, word)];
    const theirs = judge(quoted, null);
    if (!theirs.current) return null;
    return { ...theirs, voice: 'own', score: round(Math.min(theirs.score, 0.85)), reasons, services: [], advice: [] };
  }

  return answer;
}

function leastOf({ evidence, reading }: Survey, authorKind: AuthorKind | null): number {
  const { faults, topics, restored, recovering, off, unaffected, fine, elsewhere } = evidence;
  const claims = [faults, topics, restored, recovering, off];
  const spares = unaffected.length + fine.length + elsewhere.length > 0 || saysNotHere(reading);
  const usual = spares ? least.spared : least.withEvidence;
  const { named, powers } = countSystems(reading);
  if (named === 0 && claims.every(({ length }) => length === 0)) {
    // "Same here" by itself says nothing: it is as true as what it answers.
    if (reading.findings.some(({ row }) => row.kind === 'echo')) return 1;
    if (authorKind === null || authorKind === 'other') return least.anybodysWordsAlone;
  }
  if (named === 0) return usual;
  const isPower = named === powers && claims.every((list) => list.every(({ services }) => services.length === 0));
  return isPower ? least.powerAlone : usual;
}

function countSystems({ entities }: Reading): { readonly named: number; readonly powers: number } {
  let [named, powers] = [0, 0];
  for (const { system } of entities) {
    if (system !== null) named += 1;
    if (system === 'power') powers += 1;
  }
  return { named, powers };
}

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
