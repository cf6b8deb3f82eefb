import type { AuthorKind, Phase } from '../../src/core/types.ts';
import type { RoleName } from './candidates.ts';
import { candidatesOf, describe, roleNames } from './candidates.ts';
import { isOutage } from './decide.ts';
import { newFeatures } from './features.ts';
import type { Net } from './net.ts';
import type { Roles } from './roles.ts';
import { assign } from './roles.ts';
import type { Survey } from './survey.ts';
import type { Tagged } from './tags.ts';

const features = newFeatures();

/** Roles that a post of each phase can give; without an outage nothing is affected. */
const possible: Readonly<Record<Phase, readonly RoleName[]>> = {
  disrupted: roleNames,
  recovering: roleNames,
  restored: roleNames,
  unaffected: ['unaffected', 'off', 'mentioned'],
  planned: ['planned', 'unaffected', 'off', 'mentioned'],
  none: ['mentioned'],
};

/**
 * Gives each system that the text names its role: the rules' and the words' around it, weighed by what was learned. What is only implied
 * counts beside what is named, unless the text names that very thing.
 */
export function settleRoles(
  found: Survey,
  phase: Phase,
  authorKind: AuthorKind | null,
  net: Net,
  { implied, likeliest: meant }: Pick<Tagged, 'implied' | 'likeliest'>,
): Omit<Roles, 'services'> {
  const { reading, layout, claims, evidence } = found;
  const reports = isOutage(phase);
  const rules = assign(reading, layout, evidence, reports, phase === 'unaffected');
  const candidates = candidatesOf(reading);
  const by = new Map<RoleName, string[]>(roleNames.map((role) => [role, []]));
  for (const candidate of candidates) {
    if (candidate.service !== null) continue;
    describe(candidate, candidates, reading, claims, rules, phase, authorKind, features);
    by.get(likeliest(possible[phase], net.score(features)))?.push(candidate.id);
  }
  const of = (role: RoleName): readonly string[] => by.get(role) ?? [];
  const named = new Set(candidates.map(({ id }) => id));
  const unnamed = reports ? implied.filter((id) => !named.has(id)) : [];
  const likely = [...of('affected'), ...unnamed];
  // An outage of nothing, where the rules have found what it is of: then they are believed.
  const sure = reports && likely.length === 0 ? rules.affected.filter((id) => !of('unaffected').includes(id)) : [];
  // Something is out, and nobody says what: the likeliest that people mean, if nothing else in the text is to blame or switched off.
  const isOpen = reports && [likely, sure, of('cause'), of('off')].every((list) => list.length === 0);
  const guess = isOpen && !named.has(meant) ? [meant] : [];
  return {
    affected: [...likely, ...sure, ...guess],
    unaffected: of('unaffected'),
    cause: of('cause').filter((id) => !sure.includes(id)),
    planned: of('planned'),
    off: of('off'),
  };
}

function likeliest(roles: readonly RoleName[], scores: Float64Array): RoleName {
  let best: RoleName = 'mentioned';
  let most = Number.NEGATIVE_INFINITY;
  for (const role of roles) {
    const score = scores[roleNames.indexOf(role)] ?? 0;
    if (score <= most) continue;
    most = score;
    best = role;
  }
  return best;
}
