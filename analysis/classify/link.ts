import type { Layout } from './layout.ts';
import { contrast, wordSet } from './layout.ts';
import type { Entity, Finding, Reading } from './reading.ts';

/** Phrases of what cannot be done or reached. */
export const cannotDo: ReadonlySet<string> = new Set(['fault.cannot-do', 'trouble.cannot-operate']);
export const cannotReach: ReadonlySet<string> = new Set(['fault.cannot-access', 'fault.no-access', 'trouble.ways-in']);

const binders = wordSet('and or our the both all a an my your as well plus');
const connectors = wordSet('and or plus as nor');
/** Furthest a predicate reaches for its system, in units. */
const reach = 14;

/** The systems and services that a phrase speaks of; `stops` are units that no phrase reaches over. */
export function link(reading: Reading, layout: Layout, finding: Finding, stops: Uint8Array): readonly Entity[] {
  const { row, from, to } = finding;
  const inside: Entity[] = [];
  for (let unit = from; unit < to; unit += 1) {
    const entity = reading.entityAt[unit];
    if (entity !== undefined) inside.push(entity);
  }
  if (inside.length > 0) {
    return [
      ...listBefore(reading, layout, from),
      ...inside,
      ...scan(reading, layout, to, 1, stops, row.kind === 'topic' ? reach : 6, row.toward === 'inside'),
    ];
  }
  const toward = row.toward ?? 'either';
  const after = toward === 'before' ? [] : scan(reading, layout, to, 1, stops, reach, false);
  if (after.some((entity) => entity.system !== null)) return after;
  // "EMIS will not let us see records": the system may stand before what cannot be done.
  const isAble = cannotDo.has(row.id) || cannotReach.has(row.id);
  if (toward === 'after') return isAble ? [...scan(reading, layout, from - 1, -1, stops, 6, false), ...after] : after;
  const before = scan(reading, layout, from - 1, -1, stops, reach, false);
  if (before.some((entity) => entity.system !== null) || after.length > 0) return [...before, ...after];
  return [...before, ...referent(reading, layout, finding)];
}

/** Names from `at` on in one direction, until a sentence, contrast or other predicate ends them. */
function scan(
  reading: Reading,
  layout: Layout,
  at: number,
  step: 1 | -1,
  stops: Uint8Array,
  most: number,
  isListOnly: boolean,
): readonly Entity[] {
  const found: Entity[] = [];
  const home = layout.sentence[step === 1 ? at - 1 : at + 1];
  let isJoined = !isListOnly;
  for (let unit = at, count = 0; unit >= 0 && unit < reading.length && count < most; unit += step, count += 1) {
    const word = reading.word(unit);
    if (layout.sentence[unit] !== home || stops[unit] === 1 || contrast.has(word)) break;
    if (connectors.has(word) || (isListOnly && (reading.pause[unit] ?? 0) === 1)) isJoined = true;
    const entity = reading.entityAt[unit];
    if (entity !== undefined) {
      if (!isJoined) break;
      found.push(entity);
      isJoined = !isListOnly;
    } else if (isListOnly && !binders.has(word)) break;
  }
  return step === 1 ? found : found.reverse();
}

/** The rest of a list that ends in the finding: "phones, email and EMIS down". */
function listBefore(reading: Reading, layout: Layout, from: number): readonly Entity[] {
  const found: Entity[] = [];
  let isJoined = false;
  for (let unit = from - 1; unit >= 0 && from - unit < reach; unit -= 1) {
    if (layout.sentence[unit] !== layout.sentence[from]) break;
    const entity = reading.entityAt[unit];
    const word = reading.word(unit);
    if (connectors.has(word) || (reading.pause[unit + 1] ?? 0) === 1) isJoined = true;
    if (entity !== undefined) {
      if (!isJoined) break;
      found.push(entity);
      isJoined = false;
    } else if (!binders.has(word)) break;
  }
  return found;
}

/** What "it" or a bare "down again" speaks of: the last system named before, in this or the two sentences before. */
function referent(reading: Reading, layout: Layout, finding: Finding): readonly Entity[] {
  const here = layout.sentence[finding.from] ?? 0;
  let begin = finding.from;
  while (begin > 0 && layout.clause[begin - 1] === layout.clause[finding.from]) begin -= 1;
  if (finding.from - begin > 5) return [];
  // "Our phones work intermittently": a word on how well it works may stand behind another predicate.
  const isHow = ['recovering', 'restored', 'slow'].includes(finding.row.kind);
  for (let unit = (isHow ? finding.from : begin) - 1; unit >= 0 && finding.from - unit < 30; unit -= 1) {
    if (here - (layout.sentence[unit] ?? 0) > 2) break;
    const entity = reading.entityAt[unit];
    if (entity?.system != null && layout.isAdvice[unit] !== 1) return [...listBefore(reading, layout, unit), entity];
  }
  return [];
}
