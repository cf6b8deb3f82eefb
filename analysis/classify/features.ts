import type { AuthorKind, Phase } from '../../src/core/types.ts';
import type { Evidence } from './evidence.ts';
import { hasIt } from './evidence.ts';
import { familyOfSystem } from './family.ts';
import { hash, mix, mix3 } from './mix.ts';
import { markMoods } from './mood.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';
import { senseOf } from './senses.ts';

/** What the model weighs in a post: hashes, and for those that are words the units `[from, to)` where they stand; -1 for the others. */
export interface Features {
  length: number;
  code: Int32Array;
  from: Int16Array;
  to: Int16Array;
}

/** What the rules alone make of the post. */
export interface Opinion {
  readonly phase: Phase;
  /** Log-odds of an outage by the rows' own weights. */
  readonly weight: number;
}

const mostFeatures = 12_000;
/** Words beyond these are left to the rules: a notice's first hundred say what it is about, and what a newsletter goes on to speak of misleads. */
const mostUnits = 100;

export function newFeatures(): Features {
  return { length: 0, code: new Int32Array(mostFeatures), from: new Int16Array(mostFeatures), to: new Int16Array(mostFeatures) };
}

/**
 * Fills `out`: words, their beginnings, pairs, triples and pairs over a gap, with systems and services as their kind; words and pairs by
 * what they mean, also under "until", "was" and "not"; what each phrase means after negation, of what and of whom; the order of these meanings;
 * what the rules say; who writes.
 * No feature depends on spaces, links, quote marks or accents.
 */
export function extract(
  reading: Reading,
  claims: readonly Claim[],
  evidence: Evidence,
  opinion: Opinion,
  authorKind: AuthorKind | null,
  out: Features,
): void {
  out.length = 0;
  addWords(reading, out);
  addClaims(claims, out);
  addWhole(reading, evidence, opinion, authorKind, out);
}

const kindOf = {
  word: 11,
  stem: 13,
  pair: 17,
  triple: 19,
  gap: 23,
  first: 29,
  firstPair: 31,
  named: 37,
  sense: 109,
  sensePair: 113,
  moodSense: 131,
  moodClaim: 137,
  moodRow: 139,
} as const;

/** Mood of each unit of the post that is being read. */
const moods = new Uint8Array(mostUnits);

function addWords(reading: Reading, out: Features): void {
  const size = Math.min(reading.length, mostUnits);
  markMoods(reading, size, moods);
  const { pause, stem } = reading;
  for (let unit = 0; unit < size; unit += 1) {
    const here = codeAt(reading, unit);
    put(out, mix(kindOf.word, here), unit, unit + 1);
    const sense = senseOf(here);
    if (sense !== here) put(out, mix(kindOf.sense, sense), unit, unit + 1);
    const mood = moods[unit] ?? 0;
    if (mood > 0) put(out, mix3(kindOf.moodSense, mood, sense), unit, unit + 1);
    const entity = reading.entityAt[unit];
    if (entity !== undefined) put(out, mix(kindOf.named, hash(entity.system ?? entity.service ?? '')), unit, unit + 1);
    else if (stem[unit] !== 0) put(out, mix(kindOf.stem, stem[unit] ?? 0), unit, unit + 1);
    const startsSentence = unit === 0 || pause[unit] === 2;
    if (startsSentence) put(out, mix(kindOf.first, here), unit, unit + 1);
    if (unit + 1 >= size || pause[unit + 1] === 2) continue;
    const next = codeAt(reading, unit + 1);
    put(out, mix3(kindOf.pair, here, next), unit, unit + 2);
    const nextSense = senseOf(next);
    if (sense !== here || nextSense !== next) put(out, mix3(kindOf.sensePair, sense, nextSense), unit, unit + 2);
    if (startsSentence) put(out, mix3(kindOf.firstPair, here, next), unit, unit + 2);
    if (unit + 2 >= size || pause[unit + 2] === 2) continue;
    const third = codeAt(reading, unit + 2);
    put(out, mix(mix3(kindOf.triple, here, next), third), unit, unit + 3);
    put(out, mix3(kindOf.gap, here, third), unit, unit + 3);
  }
}

/** A word by its hash; a system by its family, a service as a service: what is said of EMIS is learned for SystmOne. */
export function codeAt(reading: Reading, unit: number): number {
  const entity = reading.entityAt[unit];
  if (entity === undefined) return reading.hash[unit] ?? 0;
  return entity.system === null ? serviceCode : familyCode(entity.system);
}

function addClaims(claims: readonly Claim[], out: Features): void {
  let before = 0;
  for (const one of claims) {
    const { row, from, to } = one.finding;
    const kind = hash(one.isHypothetical ? `if ${one.kind}` : one.kind);
    const turned = one.kind === row.kind ? 0 : 1;
    put(out, mix(41, kind), from, to);
    put(out, mix3(43, hash(row.id), turned), from, to);
    put(out, mix3(47, kind, (hasIt(one) ? 1 : 0) + (one.isFirst ? 2 : 0)), -1, -1);
    put(out, mix3(53, kind, (one.isFuture ? 1 : 0) + (one.isNow ? 2 : 0)), -1, -1);
    if (one.isOthers) put(out, mix(59, kind), -1, -1);
    for (const { system } of one.systems) put(out, mix3(61, kind, familyCode(system ?? '')), -1, -1);
    for (const { service } of one.services) put(out, mix3(67, kind, hash(service ?? '')), -1, -1);
    put(out, mix3(71, before, kind), -1, -1);
    if (from < mostUnits) addMood(kind, row.id, moods[from] ?? 0, from, to, out);
    put(out, mix3(73, kind, one.sentence === 0 ? 1 : 0), -1, -1);
    before = kind;
  }
  put(out, mix3(71, before, 0), -1, -1);
}

function addMood(kind: number, row: string, mood: number, from: number, to: number, out: Features): void {
  put(out, mix3(kindOf.moodClaim, kind, mood), from, to);
  if (mood > 0) put(out, mix3(kindOf.moodRow, hash(row), mood), from, to);
}

function addWhole(
  reading: Reading,
  evidence: Evidence,
  { phase, weight }: Opinion,
  authorKind: AuthorKind | null,
  out: Features,
): void {
  put(out, 1, -1, -1);
  put(out, mix(79, hash(phase)), -1, -1);
  for (let step = -4; step <= 4 && weight > step; step += 1) put(out, mix(83, step), -1, -1);
  for (const name in evidence) {
    const { length } = evidence[name as keyof Evidence];
    if (length > 0) put(out, mix3(89, hash(name), Math.min(3, length)), -1, -1);
  }
  put(out, mix(97, hash(authorKind ?? 'unknown')), -1, -1);
  put(out, mix(101, Math.min(8, Math.floor(Math.log2(reading.length + 1)))), -1, -1);
  let systems = 0;
  for (const { system } of reading.entities) if (system !== null) systems += 1;
  put(out, mix(103, Math.min(4, systems)), -1, -1);
  if (isAsked(reading)) put(out, 107, -1, -1);
}

function isAsked({ asked, length }: Reading): boolean {
  for (let unit = 0; unit < length; unit += 1) if (asked[unit] === 1) return true;
  return false;
}

export function put(out: Features, code: number, from: number, to: number): void {
  if (out.length >= mostFeatures) return;
  out.code[out.length] = code;
  out.from[out.length] = from;
  out.to[out.length] = to;
  out.length += 1;
}

const serviceCode = hash('@service');

const familyCodes = new Map<string, number>();

function familyCode(system: string): number {
  const known = familyCodes.get(system);
  if (known !== undefined) return known;
  const code = hash(`@${familyOfSystem(system) ?? 'other'}`);
  if (familyCodes.size < 1000) familyCodes.set(system, code);
  return code;
}
