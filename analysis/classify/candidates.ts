import type { AuthorKind, Phase, Service } from '../../src/core/types.ts';
import { familyOfSystem } from './family.ts';
import type { Features } from './features.ts';
import { codeAt, put } from './features.ts';
import { hash, mix, mix3 } from './mix.ts';
import type { Entity, Reading } from './reading.ts';
import type { Roles } from './roles.ts';
import { asOther } from './roles.ts';
import type { Claim } from './scope.ts';

/** Roles in the order of the model's classes; the last is "only mentioned". */
export const roleNames = ['affected', 'unaffected', 'cause', 'planned', 'off', 'mentioned'] as const;
export type RoleName = (typeof roleNames)[number];

/** A system or service that a text names, with every place where it does. */
export interface Candidate {
  /** System id; for a service its name after `service:`. */
  readonly id: string;
  readonly service: Service | null;
  readonly entities: readonly Entity[];
}

export function candidatesOf(reading: Reading): readonly Candidate[] {
  const named = reading.entities.map((entity) => ({
    entity,
    id: asOther(entity, reading).system ?? `service:${entity.service}`,
  }));
  return [...Map.groupBy(named, ({ id }) => id)].map(([id, list]) => ({
    id,
    service: list[0]?.entity.service ?? null,
    entities: list.map(({ entity }) => entity),
  }));
}

/** How far around a name the words count. */
const reach = 6;

/** Fills `out` with what tells a system's role: the post's phase, what the rules say, and the words on either side of each naming. */
export function describe(
  candidate: Candidate,
  all: readonly Candidate[],
  reading: Reading,
  claims: readonly Claim[],
  rules: Roles,
  phase: Phase,
  authorKind: AuthorKind | null,
  out: Features,
): void {
  out.length = 0;
  const phaseCode = hash(phase);
  const family = familyHash(candidate);
  const self = hash(candidate.id);
  const said = hash(ruleRole(candidate, rules));
  put(out, 3, -1, -1);
  put(out, mix(5, phaseCode), -1, -1);
  put(out, mix3(7, phaseCode, said), -1, -1);
  put(out, mix3(9, phaseCode, family), -1, -1);
  put(out, mix3(11, phaseCode, self), -1, -1);
  put(out, mix(mix3(13, phaseCode, family), said), -1, -1);
  put(out, mix3(15, phaseCode, hash(authorKind ?? 'unknown')), -1, -1);
  put(out, mix3(17, phaseCode, Math.min(3, all.length)), -1, -1);
  for (const other of all) {
    if (other === candidate) continue;
    const theirs = familyHash(other);
    put(out, mix3(19, family, theirs), -1, -1);
    put(out, mix(mix3(21, phaseCode, family), theirs), -1, -1);
    put(out, mix3(23, self, hash(other.id)), -1, -1);
    put(out, mix(mix3(24, said, theirs), hash(ruleRole(other, rules))), -1, -1);
  }
  for (const entity of candidate.entities) addAround(entity, reading, phaseCode, out);
  for (const one of claims)
    if (candidate.entities.some((entity) => one.systems.includes(entity) || one.services.includes(entity))) {
      const kind = hash(one.isHypothetical ? `if ${one.kind}` : one.kind);
      put(out, mix3(25, kind, phaseCode), -1, -1);
      put(out, mix3(27, hash(one.finding.row.id), phaseCode), -1, -1);
      put(out, mix3(29, kind, (one.isFirst ? 1 : 0) + (one.isOthers ? 2 : 0) + (one.isFuture ? 4 : 0)), -1, -1);
    }
}

function addAround(entity: Entity, reading: Reading, phaseCode: number, out: Features): void {
  for (const step of [-1, 1]) {
    let before = 0;
    for (let distance = 1; distance <= reach; distance += 1) {
      const unit = entity.unit + step * distance;
      if (unit < 0 || unit >= reading.length || (reading.pause[step === 1 ? unit : unit + 1] ?? 0) === 2) break;
      const word = codeAt(reading, unit);
      const side = step === 1 ? 31 : 37;
      put(out, mix3(side, word, distance <= 2 ? 1 : 2), unit, unit + 1);
      put(out, mix(mix3(side + 2, word, 0), phaseCode), unit, unit + 1);
      if (distance <= 4) put(out, mix(mix3(side + 3, before, word), distance === 1 ? 1 : 0), unit, unit + 1);
      before = word;
    }
  }
}

function familyHash({ id, service }: Candidate): number {
  return hash(service === null ? (familyOfSystem(id) ?? 'other') : 'service');
}

function ruleRole({ id, service }: Candidate, rules: Roles): RoleName {
  if (service !== null) return rules.services.includes(service) ? 'affected' : 'mentioned';
  if (rules.affected.includes(id)) return 'affected';
  if (rules.cause.includes(id)) return 'cause';
  if (rules.off.includes(id)) return 'off';
  if (rules.planned.includes(id)) return 'planned';
  return rules.unaffected.includes(id) ? 'unaffected' : 'mentioned';
}
