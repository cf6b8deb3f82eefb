import type { Layout } from './layout.ts';
import { contrast, wordSet } from './layout.ts';
import { link } from './link.ts';
import type { Entity, Finding, Reading } from './reading.ts';
import type { PhraseKind } from './rules.ts';

/** A finding after negation, "if" and planned work have been heard: what it means here, and whose it is. */
export interface Claim {
  readonly finding: Finding;
  /** What it means after negation. */
  readonly kind: PhraseKind;
  readonly systems: readonly Entity[];
  readonly services: readonly Entity[];
  readonly sentence: number;
  readonly clause: number;
  /** "we", "our", "my" stands in its clause. */
  readonly isFirst: boolean;
  /** Somebody else's practices stand in its clause. */
  readonly isOthers: boolean;
  /** "will" stands before it. */
  readonly isFuture: boolean;
  /** "Today", "at the moment", "still" stands in its sentence. */
  readonly isNow: boolean;
  /** Inside "if …": says nothing of today. */
  readonly isHypothetical: boolean;
}

const predicates = new Set<PhraseKind>(['down', 'slow', 'restored', 'recovering', 'unaffected', 'fine', 'planned', 'off']);
export const faultKinds: ReadonlySet<PhraseKind> = new Set(['down', 'slow', 'topic', 'strong']);
const linkable = new Set<PhraseKind>([...predicates, 'topic', 'strong', 'support']);

const first = wordSet('we our us i my me');
const future = wordSet('will shall would');
/** Every finding with its meaning, its systems and its subject. */
export function claim(reading: Reading, layout: Layout): readonly Claim[] {
  const negated = findNegated(reading, layout);
  const unreal = markHypothetical(reading, layout);
  const stops = predicateUnits(reading, layout);
  const nowIn = new Set(
    reading.findings.filter(({ row }) => row.kind === 'current').map(({ from }) => layout.sentence[from] ?? 0),
  );
  return reading.findings.map((finding) => {
    const kind = negated.get(finding) ?? finding.row.kind;
    const linked = about(reading, finding, linkable.has(finding.row.kind) ? link(reading, layout, finding, stops) : []);
    const clause = layout.clause[finding.from] ?? 0;
    return {
      finding,
      kind,
      systems: linked.filter((entity) => entity.system !== null),
      services: linked.filter((entity) => entity.service !== null),
      sentence: layout.sentence[finding.from] ?? 0,
      clause,
      isFirst: clauseHas(reading, layout, finding, first),
      isOthers: isAboutOthers(reading, layout, finding),
      isFuture: hasBefore(reading, finding, future, 4),
      isNow: nowIn.has(layout.sentence[finding.from] ?? 0),
      isHypothetical: unreal[finding.from] === 1,
    };
  });
}

/** "Callers are cut off" speaks of the phones, where no other system is named. */
function about(reading: Reading, { row, from, to }: Finding, linked: readonly Entity[]): readonly Entity[] {
  if (row.about === undefined || linked.some(({ system }) => system !== null)) return linked;
  const place = { unit: from, start: reading.start[from] ?? 0, end: reading.end[to - 1] ?? 0 };
  return [...linked, { system: row.about, service: null, rule: row.id, ...place }];
}

/** "no issues", "not down": the cue turns the fault that follows it closely, in the same clause. */
function findNegated(reading: Reading, layout: Layout): Map<Finding, PhraseKind> {
  const found = new Map<Finding, PhraseKind>();
  reading.findings.forEach((cue, index) => {
    if (cue.row.kind !== 'negation') return;
    for (let next = index + 1; next < reading.findings.length; next += 1) {
      const finding = reading.findings[next] as Finding;
      if (finding.from - cue.to > 3) return;
      const meaning = turned(finding.row.kind);
      if (finding.from < cue.to || meaning === null || finding.row.id === 'fault.paper') continue;
      const isNear = finding.from - cue.to <= (finding.row.kind === 'topic' ? 3 : 2);
      if (!isNear || layout.clause[cue.from] !== layout.clause[finding.from] || hasPause(reading, cue.to, finding.from)) continue;
      found.set(finding, meaning);
      return;
    }
  });
  return found;
}

function hasPause(reading: Reading, from: number, to: number): boolean {
  for (let unit = from; unit <= to; unit += 1) if ((reading.pause[unit] ?? 0) > 0) return true;
  return false;
}

function turned(kind: PhraseKind): PhraseKind | null {
  if (faultKinds.has(kind)) return 'unaffected';
  if (kind === 'restored' || kind === 'fine' || kind === 'recovering') return 'down';
  return kind === 'planned' || kind === 'partly' ? 'plain' : null;
}

/** Units under an "if": to the next comma, "but" or full stop, or the whole sentence where the row says so. */
function markHypothetical(reading: Reading, layout: Layout): Uint8Array {
  const unreal = new Uint8Array(reading.length + 1);
  for (const { row, from } of reading.findings) {
    if (row.kind !== 'hypothetical') continue;
    const isSentence = row.scope === 'sentence';
    let unit = from;
    if (isSentence) while (unit > 0 && layout.sentence[unit - 1] === layout.sentence[from]) unit -= 1;
    const ends = (at: number): boolean =>
      isSentence ? layout.sentence[at] !== layout.sentence[from] : (reading.pause[at] ?? 0) > 0 || contrast.has(reading.word(at));
    for (let at = unit; at < reading.length && at - unit < 40; at += 1) {
      if (at > from && ends(at)) break;
      unreal[at] = 1;
    }
  }
  return unreal;
}

/** 1 where a predicate stands: another predicate does not reach over it. */
function predicateUnits(reading: Reading, layout: Layout): Uint8Array {
  const stops = new Uint8Array(reading.length + 1);
  for (const { row, from, to } of reading.findings) {
    if (!predicates.has(row.kind)) continue;
    for (let unit = from; unit < to; unit += 1) stops[unit] = 1;
  }
  for (let unit = 0; unit < reading.length; unit += 1) if (layout.isAdvice[unit] === 1) stops[unit] = 1;
  return stops;
}

function clauseHas(reading: Reading, layout: Layout, finding: Finding, words: ReadonlySet<number>): boolean {
  const clause = layout.clause[finding.from];
  for (let unit = finding.to - 1; unit >= 0 && finding.to - unit < 24 && layout.clause[unit] === clause; unit -= 1) {
    if (words.has(reading.word(unit))) return true;
  }
  return false;
}

function isAboutOthers(reading: Reading, layout: Layout, finding: Finding): boolean {
  const sentence = layout.sentence[finding.from];
  return reading.findings.some(
    (other) =>
      other.row.kind === 'others' && layout.sentence[other.from] === sentence && Math.abs(other.from - finding.from) < 16,
  );
}

function hasBefore(reading: Reading, finding: Finding, words: ReadonlySet<number>, most: number): boolean {
  for (let unit = finding.from + 1; unit >= 0 && finding.from - unit < most; unit -= 1)
    if (words.has(reading.word(unit))) return true;
  return false;
}
