import type { FilterName } from '../logic/filters.ts';
import type { Count, Term, Vocabulary } from '../types.ts';

/** One choice of a filter, under a group's heading where it has one. */
export interface Option extends Term {
  readonly group?: string;
}

/** What a filter may be set to; null where it is typed. Systems that were counted come first. */
export function listOptions(name: FilterName, vocabulary: Vocabulary, systems: readonly Count[]): readonly Option[] | null {
  const lists: Partial<Record<FilterName, readonly Option[]>> = {
    system: listSystems(vocabulary, systems),
    area: listAreas(vocabulary),
    author: vocabulary.authorKinds,
    phase: [{ id: 'all', title: 'All, ordinary posts too' }, ...vocabulary.phases],
    voice: vocabulary.voices,
    service: vocabulary.services,
    cause: vocabulary.causes,
    platform: vocabulary.platforms,
    reviewed: [
      { id: 'yes', title: 'yes' },
      { id: 'no', title: 'no' },
    ],
    role: [
      { id: 'unaffected', title: 'said to be fine' },
      { id: 'cause', title: 'named as the cause' },
      { id: 'planned', title: 'down by plan' },
      { id: 'switched-off', title: 'switched off to cope' },
    ],
  };
  return lists[name] ?? null;
}

function listSystems(vocabulary: Vocabulary, counts: readonly Count[]): readonly Option[] {
  const named = new Map(counts.map((count) => [count.key, count.mentions]));
  const first = vocabulary.systems.filter((term) => named.has(term.id));
  const rest = vocabulary.systems.filter((term) => !named.has(term.id));
  const sorted = first.toSorted((a, b) => (named.get(b.id) ?? 0) - (named.get(a.id) ?? 0));
  return [
    ...sorted.map((term) => ({ ...term, group: 'Named here' })),
    ...rest.toSorted((a, b) => a.title.localeCompare(b.title)).map((term) => ({ ...term, group: 'Other systems' })),
  ];
}

function listAreas(vocabulary: Vocabulary): readonly Option[] {
  const groups = { country: 'Countries', region: 'NHS regions', icb: 'Integrated care boards', board: 'Health boards' };
  const order = ['region', 'icb', 'board', 'country'] as const;
  return order.flatMap((kind) =>
    vocabulary.areas
      .filter((area) => area.kind === kind)
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((area) => ({
        id: area.code,
        title: area.name,
        group: area.validTo === null ? groups[kind] : `Former ${groups[kind].toLowerCase()}`,
      })),
  );
}
