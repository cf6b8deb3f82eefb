import type { Advice, AuthorKind, Cause, Reason, Verdict } from '../src/core/types.ts';
import { endingOf } from './classify/ending.ts';
import type { Evidence } from './classify/evidence.ts';
import { gather } from './classify/evidence.ts';
import { layOut } from './classify/layout.ts';
import { outagePhase, quietPhase } from './classify/phase.ts';
import type { Finding, Reading } from './classify/reading.ts';
import { read } from './classify/reading.ts';
import type { Roles } from './classify/roles.ts';
import { assign } from './classify/roles.ts';
import type { Claim } from './classify/scope.ts';
import { claim } from './classify/scope.ts';
import { hearVoice } from './classify/voice.ts';
import { sparesSelf, weigh } from './classify/weigh.ts';
import { version } from './version.ts';

export interface Input {
  readonly text: string;
  /** Content warning, read with the text. */
  readonly spoiler?: string | undefined;
  /** Text of a quoted post: not said by the author, unless the author says "same here". */
  readonly quoted?: string | undefined;
  readonly authorKind?: AuthorKind | undefined;
}

/** Most reasons kept: a long page would otherwise list hundreds. */
const mostReasons = 40;

/**
 * Says of a text whether it reports a disruption, in which phase and voice, of which systems in which role, and why.
 * Pure: the same input gives the same Verdict. Any string is answered; offsets of `reasons` are UTF-16 units of `text`.
 */
export function classify(input: Input): Verdict {
  const authorKind = input.authorKind ?? null;
  // The content warning is read after the text, so that offsets into the text stay what they are.
  const spoiler = input.spoiler?.trim() ?? '';
  const whole = spoiler === '' ? input.text : `${input.text}\n${spoiler}`;
  const verdict = judge(whole, authorKind);
  const settled = verdict.outage ? verdict : (echo(input, verdict, authorKind) ?? verdict);
  return { ...settled, reasons: inside(settled.reasons, input.text.length, settled.outage) };
}

function judge(text: string, authorKind: AuthorKind | null): Verdict {
  const whole = read(text, authorKind);
  const ending = endingOf(whole);
  const reading = ending === null ? whole : read(text.slice(0, ending.end), authorKind);
  const layout = layOut(reading);
  const claims = claim(reading, layout);
  const evidence = gather(reading, claims);
  const isSpared = sparesSelf(evidence, reading);
  const most = ending === null ? 1 : Math.min(...ending.cuts.map((cut) => scoreOf(text.slice(0, cut), authorKind)));
  const score = Math.min(most, chanceOf(evidence, reading, isSpared));
  const outage = score > 0.5;
  const phase = outage ? outagePhase(evidence, reading) : quietPhase(evidence, reading, isSpared);
  const roles = assign(reading, layout, evidence, outage, phase === 'unaffected');
  return {
    outage,
    current: phase === 'disrupted' || phase === 'recovering',
    score,
    phase,
    voice: outage ? hearVoice(reading, evidence, claims, authorKind) : null,
    systems: roles.affected,
    systemsUnaffected: outage || phase === 'unaffected' ? roles.unaffected : [],
    systemsCause: roles.cause,
    systemsPlanned: phase === 'planned' || outage ? roles.planned : [],
    systemsSwitchedOff: roles.off,
    services: roles.services,
    cause: outage ? causeOf(reading, claims, roles) : null,
    causesDenied: outage || phase === 'unaffected' ? deniedOf(claims) : [],
    advice: outage ? adviceOf(reading) : [],
    reasons: reasonsOf(reading, evidence, claims, phase === 'none'),
    version,
  };
}

/** The score of a text as it stands. */
function scoreOf(text: string, authorKind: AuthorKind | null): number {
  const reading = read(text, authorKind);
  const evidence = gather(reading, claim(reading, layOut(reading)));
  return chanceOf(evidence, reading, sparesSelf(evidence, reading));
}

function chanceOf(evidence: Evidence, reading: Reading, isSpared: boolean): number {
  return round(1 / (1 + Math.exp(-weigh(evidence, reading, isSpared))));
}

/** "Same here" over a quoted report is the author's own; the systems are the quoted ones, the reasons the author's words. */
function echo(input: Input, verdict: Verdict, authorKind: AuthorKind | null): Verdict | null {
  const quoted = input.quoted?.trim() ?? '';
  if (quoted === '' || verdict.phase !== 'none') return null;
  const reading = read(input.text, authorKind);
  const word = reading.findings.find(({ row }) => row.kind === 'echo');
  if (word === undefined) return null;
  const theirs = judge(quoted, null);
  if (!theirs.current) return null;
  const reasons = [toReason(reading, word)];
  return { ...theirs, voice: 'own', score: round(Math.min(theirs.score, 0.85)), reasons, services: [], advice: [] };
}

/** Certain causes count wherever they are named; a fault of the network is one only where it is given as the reason. */
function causeOf(reading: Reading, claims: readonly Claim[], roles: Roles): Cause | null {
  const real = claims.filter((one) => one.kind === 'cause' && !one.isHypothetical);
  if (roles.cause.includes('crowdstrike-falcon')) return 'third-party-update';
  for (const one of real) {
    const cause = one.finding.row.cause;
    if (cause === undefined || (cause === 'cyber' && isDenied(one, claims))) continue;
    if (
      cause !== 'network' ||
      one.finding.row.id === 'cause.cable' ||
      isGivenAsReason(one, reading) ||
      roles.cause.includes('broadband') ||
      roles.cause.includes('hscn')
    )
      return cause;
  }
  if (roles.cause.includes('power')) return 'power';
  return roles.cause.some((id) => ['broadband', 'hscn', 'gp-network', 'swan', 'psba', 'wifi'].includes(id)) ? 'network' : null;
}

function isDenied(one: Claim, claims: readonly Claim[]): boolean {
  return claims.some((other) => other.kind === 'denied' && other.finding.row.cause === one.finding.row.cause);
}

function isGivenAsReason(one: Claim, reading: Reading): boolean {
  return reading.findings.some(({ row, to }) => row.kind === 'causal' && one.finding.from >= to && one.finding.from - to <= 6);
}

function deniedOf(claims: readonly Claim[]): readonly Cause[] {
  return unique(claims.filter((one) => one.kind === 'denied').flatMap((one) => one.finding.row.cause ?? []));
}

function adviceOf(reading: Reading): readonly Advice[] {
  return unique(reading.findings.flatMap(({ row }) => row.advice ?? []));
}

function reasonsOf(reading: Reading, evidence: Evidence, claims: readonly Claim[], isQuiet: boolean): readonly Reason[] {
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
  return [...found, ...named].sort((a, b) => a.start - b.start || a.end - b.end).slice(0, mostReasons);
}

function toReason(reading: Reading, { row, from, to }: Finding): Reason {
  return { rule: row.id, start: reading.start[from] ?? 0, end: reading.end[to - 1] ?? 0 };
}

/** Reasons in the content warning have no place in the text: what is left of an outage then points at the whole text. */
function inside(reasons: readonly Reason[], length: number, isOutage: boolean): readonly Reason[] {
  const kept = reasons.filter(({ end }) => end <= length);
  return kept.length > 0 || !isOutage ? kept : [{ rule: reasons[0]?.rule ?? 'spoiler', start: 0, end: length }];
}

function unique<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}

function round(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
