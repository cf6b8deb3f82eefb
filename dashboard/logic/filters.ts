import type { Area, Term, Vocabulary } from '../types.ts';

/** The filters a URL may carry, in the order in which they are shown; the server checks them. */
export const filterNames = [
  'dataset',
  'q',
  'system',
  'role',
  'area',
  'author',
  'phase',
  'voice',
  'service',
  'cause',
  'platform',
  'channel',
  'organisation',
  'statement',
  'reviewed',
  'from',
  'to',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

export interface Chip {
  readonly name: FilterName;
  readonly words: string;
  /** The filters without this one value. */
  readonly without: Filters;
}

const titles: Readonly<Record<FilterName, string>> = {
  dataset: 'Data',
  q: 'Words',
  system: 'System',
  role: 'Role',
  area: 'Area',
  author: 'Posted by',
  phase: 'Phase',
  voice: 'Voice',
  service: 'Service',
  cause: 'Cause',
  platform: 'Platform',
  channel: 'Channel',
  organisation: 'Organisation',
  statement: 'Statement',
  reviewed: 'Checked by a person',
  from: 'From',
  to: 'To',
};

/** The filters of a URL's query, unknown and empty parameters left out. */
export function readFilters(query: Readonly<Record<string, string | undefined>>): Filters {
  const kept = filterNames
    .map((name) => [name, query[name]?.trim()] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(kept);
}

/** One chip for each value that narrows the view; the dataset is shown elsewhere. */
export function listChips(filters: Filters, vocabulary: Vocabulary): readonly Chip[] {
  return filterNames
    .filter((name) => name !== 'dataset')
    .flatMap((name) => {
      const value = filters[name];
      if (value === undefined) return [];
      const values = name === 'q' || name === 'channel' ? [value] : value.split(',');
      return values.map((one) => ({
        name,
        words: `${titles[name]}: ${nameValue(name, one, vocabulary)}`,
        without: dropValue(filters, name, one, values),
      }));
    });
}

/** The title of an id as the vocabulary has it; the id itself where it does not know it, and of a product outside it the name. */
export function nameTerm(terms: readonly Term[], id: string): string {
  const other = id.startsWith('other:') ? id.slice('other:'.length).replaceAll('-', ' ') : id;
  return terms.find((term) => term.id === id)?.title ?? other;
}

function nameValue(name: FilterName, value: string, vocabulary: Vocabulary): string {
  if (name === 'area') return vocabulary.areas.find((area: Area) => area.code === value)?.name ?? value;
  if (name === 'phase' && value === 'all') return 'all, ordinary posts too';
  const lists: Partial<Record<FilterName, readonly Term[]>> = {
    system: vocabulary.systems,
    author: vocabulary.authorKinds,
    phase: vocabulary.phases,
    voice: vocabulary.voices,
    service: vocabulary.services,
    cause: vocabulary.causes,
    platform: vocabulary.platforms,
  };
  return nameTerm(lists[name] ?? [], value);
}

function dropValue(filters: Filters, name: FilterName, value: string, values: readonly string[]): Filters {
  const rest = values.filter((one) => one !== value).join(',');
  const { [name]: _gone, ...others } = filters;
  return rest === '' ? others : { ...others, [name]: rest };
}
