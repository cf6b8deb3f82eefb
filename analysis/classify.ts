import type { AuthorKind, Reason, Verdict } from '../src/core/types.ts';
import { decide } from './classify/decide.ts';
import { endingOf } from './classify/ending.ts';
import { newFeatures } from './classify/features.ts';
import { isForeign } from './classify/foreign.ts';
import type { Model } from './classify/model.ts';
import { shipped } from './classify/model.ts';
import { opinionsOf } from './classify/opinions.ts';
import type { Finding, Reading } from './classify/reading.ts';
import { read } from './classify/reading.ts';
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

/** Most reasons kept: a long page would otherwise list hundreds. */
const mostReasons = 40;
/**
 * A post in which no rule finds a fault, a return or a system has only its words to go by: these have to be surer. So have those of a
 * post that names nothing but the electricity, which is no fault of IT by itself.
 */
const least = { withEvidence: 0.5, wordsAlone: 0.7, powerAlone: 0.9 };
/** Closing denials that are heard one before another. */
const mostEndings = 3;
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
    const most = Math.min(1, ...cuts.map((cut) => scoreOf(text.slice(0, cut), authorKind, mostEndings)));
    const found = cuts.length === 0 ? first : survey(text, authorKind, features);
    const { reading } = found;
    if (reading.length === 0 || isForeign(reading)) return { ...nothing, score: 0, reasons: [], version };
    const { phase, score } = decide(features, model.phase, model.calibration, { most, least: leastOf(found) });
    const outage = phase === 'disrupted' || phase === 'recovering' || phase === 'restored';
    if (phase === 'none') return { ...nothing, score: round(score), reasons: reasonsOf(found, true, []), version };
    const told = wordsThatTold(features, model.phase, phase, reading);
    addOpinions(phase, opinionsOf(found, authorKind), features);
    const tagged = tagsOf(features, model.tag);
    const roles = settleRoles(found, phase, authorKind, model.role, tagged.implied);
    const reasons = reasonsOf(found, false, told);
    return {
      outage,
      current: phase === 'disrupted' || phase === 'recovering',
      score: round(score),
      phase,
      voice: outage ? tagged.voice : null,
      systems: roles.affected,
      systemsUnaffected: roles.unaffected,
      systemsCause: roles.cause,
      systemsPlanned: roles.planned,
      systemsSwitchedOff: roles.off,
      services: tagged.services,
      cause: tagged.cause,
      causesDenied: tagged.causesDenied,
      advice: tagged.advice,
      reasons: reasons.length > 0 || !outage ? reasons : [{ rule: `words.${phase}`, start: 0, end: text.length }],
      version,
    };
  }

  /** The score of a text, never above that of the same text without a closing denial. */
  function scoreOf(text: string, authorKind: AuthorKind | null, depth: number): number {
    const { reading } = survey(text, authorKind, features);
    if (reading.length === 0 || isForeign(reading)) return 0;
    const { score } = decide(features, model.phase, model.calibration);
    const cuts = depth === 0 ? [] : endingOf(reading);
    return Math.min(score, ...cuts.map((cut) => scoreOf(text.slice(0, cut), authorKind, depth - 1)));
  }

  /** "Same here" over a quoted report is the author's own; the systems are the quoted ones, the reasons the author's words. */
  function echo(input: Input, verdict: Verdict, authorKind: AuthorKind | null): Verdict | null {
    const quoted = input.quoted?.trim() ?? '';
    // A text that names a system of its own speaks for itself.
    if (quoted === '' || verdict.systems.length > 0 || (verdict.phase !== 'none' && !verdict.outage)) return null;
    const reading = read(input.text, authorKind);
    const word = reading.findings.find(({ row }) => row.kind === 'echo');
    if (word === undefined) return null;
    const theirs = judge(quoted, null);
    if (!theirs.current) return null;
    const reasons = [toReason(reading, word)];
    return { ...theirs, voice: 'own', score: round(Math.min(theirs.score, 0.85)), reasons, services: [], advice: [] };
  }

  return answer;
}

function leastOf({ evidence, reading }: Survey): number {
  const { faults, topics, restored, recovering, off } = evidence;
  const claims = [faults, topics, restored, recovering, off].flat();
  const systems = reading.entities.filter(({ system }) => system !== null);
  if (systems.length === 0) return claims.length === 0 ? least.wordsAlone : least.withEvidence;
  const isPower = systems.every(({ system }) => system === 'power');
  return isPower && claims.every(({ services }) => services.length === 0) ? least.powerAlone : least.withEvidence;
}

function reasonsOf({ reading, evidence, claims }: Survey, isQuiet: boolean, told: readonly Reason[]): readonly Reason[] {
  const telling = [
    evidence.faults,
    evidence.topics,
    evidence.restored,
    evidence.recovering,
    evidence.unaffected,
    evidence.planned,
    evidence.off,
    evidence.lookalikes,
    evidence.past,
  ];
  const chosen = new Set<Finding>(telling.flat().map((one) => one.finding));
  if (!isQuiet)
    for (const one of claims) if (['cause', 'denied', 'relay', 'awaiting'].includes(one.kind)) chosen.add(one.finding);
  const found = [...chosen].map((finding) => toReason(reading, finding));
  const named = isQuiet
    ? []
    : reading.entities.filter(({ system }) => system !== null).map(({ rule, start, end }) => ({ rule, start, end }));
  const more = told.filter((one) => !found.some(({ start, end }) => start <= one.start && end >= one.end));
  return [...found, ...named, ...more].sort((a, b) => a.start - b.start || a.end - b.end).slice(0, mostReasons);
}

function toReason(reading: Reading, { row, from, to }: Finding): Reason {
  return { rule: row.id, start: reading.start[from] ?? 0, end: reading.end[to - 1] ?? 0 };
}

/** Reasons in the content warning have no place in the text: what is left of an outage then points at the whole text. */
function inside(reasons: readonly Reason[], length: number, isOutage: boolean): readonly Reason[] {
  const kept = reasons.filter(({ end }) => end <= length);
  return kept.length > 0 || !isOutage ? kept : [{ rule: reasons[0]?.rule ?? 'spoiler', start: 0, end: length }];
}

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
