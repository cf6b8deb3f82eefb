import type { Service } from '../../src/core/types.ts';
import type { Evidence } from './evidence.ts';
import { familyOfSystem } from './family.ts';
import type { Layout } from './layout.ts';
import { wordSet } from './layout.ts';
import type { Entity, Reading } from './reading.ts';
import { lexicon } from './reading.ts';
import type { Claim } from './scope.ts';
import { servicesOf } from './serve.ts';

export interface Roles {
  readonly affected: readonly string[];
  readonly unaffected: readonly string[];
  readonly cause: readonly string[];
  readonly planned: readonly string[];
  readonly off: readonly string[];
  readonly services: readonly Service[];
}

const underneath = new Set([
  'crowdstrike-falcon',
  'microsoft-windows',
  'microsoft-azure',
  'microsoft-365',
  'aws',
  'cloudflare',
  'broadband',
  'hscn',
  'gp-network',
  'swan',
  'psba',
  'power',
  'wifi',
  'nhs-spine',
]);
/** Named beside these, "our IT" or "the clinical system" is the same thing. */
const recordFamilies = new Set(['gp-record', 'pharmacy', 'urgent', 'hospital']);

/** Which systems the text speaks of, and as what; a system that is only mentioned has no role. */
export function assign(reading: Reading, layout: Layout, evidence: Evidence, isOutage: boolean, isSpared: boolean): Roles {
  const broken = [...evidence.faults, ...evidence.topics, ...evidence.restored, ...evidence.recovering];
  const named = new Set(broken.flatMap((one) => one.systems));
  const off = new Set(evidence.off.flatMap((one) => one.systems));
  const spared = sparedEntities(evidence, isSpared);
  const planned = new Set([...evidence.planned, ...evidence.announced].flatMap((one) => one.systems));
  if (isOutage) for (const entity of strays(reading, layout, evidence, [named, off, spared, planned])) named.add(entity);
  for (const entity of [...spared, ...off]) if (!hasFault(entity, evidence)) named.delete(entity);
  const causes = causesOf(reading, layout, [...named], [...evidence.faults, ...evidence.topics]);
  for (const entity of causes) named.delete(entity);
  const causeIds = idsOf(causes);
  const affected = isOutage ? withoutGeneric([...named], reading).filter((id) => !causeIds.includes(id) && id !== 'power') : [];
  const except = (list: Iterable<Entity>, taken: readonly string[]): readonly string[] =>
    idsOf(list).filter((id) => !taken.includes(id));
  return {
    affected,
    unaffected: except(spared, affected),
    cause: isOutage || isSpared ? causeIds.filter((id) => !affected.includes(id)) : [],
    planned: withoutGeneric([...planned], reading).filter((id) => !affected.includes(id)),
    off: except(off, affected),
    services: isOutage ? servicesOf(reading, evidence, affected) : [],
  };
}

function sparedEntities(evidence: Evidence, isSpared: boolean): Set<Entity> {
  const systemsSpared = [...evidence.unaffected, ...evidence.fine].flatMap((one) => one.systems);
  // "Despite the IT outage our systems work": what the fault is about is not what is spared.
  const faulty = new Set([...evidence.topics, ...evidence.elsewhere].flatMap((one) => one.systems));
  return new Set(systemsSpared.filter((entity) => !(isSpared && faulty.has(entity))));
}

function hasFault(entity: Entity, evidence: Evidence): boolean {
  return [evidence.faults, evidence.restored, evidence.recovering].some((claims) =>
    claims.some((one) => one.systems.includes(entity)),
  );
}

/** Systems near a claim that found none of its own: "EMIS - we cannot see any records". */
function strays(reading: Reading, layout: Layout, evidence: Evidence, taken: readonly ReadonlySet<Entity>[]): readonly Entity[] {
  const sentences = new Set(
    [...evidence.faults, ...evidence.topics].filter((one) => one.systems.length === 0).map((one) => one.sentence),
  );
  const any = taken[0]?.size ?? 0;
  return reading.entities.filter((entity) => {
    if (entity.system === null || taken.some((set) => set.has(entity)) || layout.isAdvice[entity.unit] === 1) return false;
    return sentences.has(layout.sentence[entity.unit] ?? 0) && (any === 0 || familyOfSystem(entity.system) !== 'unnamed');
  });
}

/** What stands after "due to", before "has taken down", or is an update: the cause where something else is what it broke. */
function causesOf(reading: Reading, layout: Layout, named: readonly Entity[], claims: readonly Claim[]): readonly Entity[] {
  const candidates = reading.entities.filter((entity) => entity.system !== null && underneath.has(entity.system));
  const broken = new Set(named.map(({ system }) => system));
  return candidates.filter((entity) => {
    const isPointedAt =
      isAfterCausal(reading, layout, entity) || isTaker(reading, entity, claims) || entity.system === 'crowdstrike-falcon';
    if (!isPointedAt) return false;
    if (entity.system === 'power' || (entity.system === 'crowdstrike-falcon' && broken.size > 0))
      return [...broken].some((id) => id !== entity.system && id !== 'power');
    return named.some((other) => other.system !== entity.system && !isAfterCausal(reading, layout, other));
  });
}

function isAfterCausal(reading: Reading, layout: Layout, entity: Entity): boolean {
  return reading.findings.some(({ row, to }) => {
    const distance = entity.unit - to;
    const isBy = row.id === 'fault.affected' && reading.word(to - 1) === by;
    if (
      !(row.kind === 'causal' || isBy) ||
      distance < 0 ||
      distance > 7 ||
      layout.sentence[to - 1] !== layout.sentence[entity.unit]
    )
      return false;
    for (let unit = to; unit < entity.unit; unit += 1) if (reading.pause[unit] === 1 || reading.word(unit) === we) return false;
    return true;
  });
}

const we = lexicon.idOf('we');
const by = lexicon.idOf('by');
const means = wordSet('means meaning');
const active = wordSet('has have hits hitting affecting affects impacting impacts disrupting');

/** Stands before "has taken down", "has affected" or "means that" in the same sentence. */
function isTaker(reading: Reading, entity: Entity, claims: readonly Claim[]): boolean {
  for (let unit = entity.unit + 1; unit < Math.min(entity.unit + 4, reading.length) && (reading.pause[unit] ?? 0) < 2; unit += 1)
    if (means.has(reading.word(unit))) return true;
  return claims.some(({ finding: { row, from } }) => {
    const isActive = row.id === 'fault.takes-down' || (row.id === 'fault.affected' && active.has(reading.word(from)));
    return isActive && entity.unit < from && from - entity.unit < 5;
  });
}

function idsOf(entities: Iterable<Entity>): readonly string[] {
  return [...new Set([...entities].sort((a, b) => a.unit - b.unit).flatMap(({ system }) => (system === null ? [] : [system])))];
}

/** Drops "the system" and "our IT" where a system by name, or a more exact word, speaks of the same thing. */
function withoutGeneric(entities: readonly Entity[], reading: Reading): readonly string[] {
  const ids = idsOf(entities.map((entity) => asOther(entity, reading)));
  const hasRecord = ids.some((id) => recordFamilies.has(familyOfSystem(id) ?? ''));
  const hasProduct = ids.some(
    (id) => id.startsWith('other:') || !['unnamed', 'infrastructure', 'phones'].includes(familyOfSystem(id) ?? 'unnamed'),
  );
  const hasNamed = ids.some((id) => !['unnamed'].includes(familyOfSystem(id) ?? 'other'));
  return ids.filter((id) => {
    if (id === 'clinical-system') return !hasRecord;
    if (id !== 'it-systems') return true;
    if (hasRecord || hasProduct || ids.includes('clinical-system')) return false;
    return !hasNamed || entities.some((entity) => entity.system === 'it-systems' && isListed(entity, reading));
  });
}

const and = lexicon.idOf('and');

/** One of several things in a list: "phones and computers are down". */
function isListed(entity: Entity, reading: Reading): boolean {
  return [entity.unit - 1, entity.unit + 1].some(
    (unit) => reading.word(unit) === and || reading.word(unit - 1) === and || (reading.pause[unit + 1] ?? 0) === 1,
  );
}

/** "our Zylo system": a capitalised word that we do not know, between "our" and "system", is a product outside our list. */
export function asOther(entity: Entity, reading: Reading): Entity {
  if (entity.system !== 'it-systems') return entity;
  const before = entity.unit - 1;
  const symbol = reading.symbol[before] ?? 0;
  const isUnknownName = before > 0 && symbol > 0 && symbol < 3 && (reading.pause[entity.unit] ?? 0) === 0;
  const isOurs = ours.has(reading.word(before - 1)) && (reading.pause[before] ?? 0) === 0;
  if (!isUnknownName || !isOurs) return entity;
  return { ...entity, system: `other:${reading.textOf(before).toLowerCase()}` };
}

const ours = new Set(['our', 'the', 'my'].map((word) => lexicon.idOf(word)));
