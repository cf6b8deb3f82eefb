import { InputError } from '../core/errors.ts';
import type { Term, Vocabulary } from '../core/types.ts';
import { authorKinds, causes, services, voices } from '../core/types.ts';
import { choice, list, named, words } from './kinds.ts';
import { notKnown } from './nearest.ts';
import { phaseFilter } from './phase.ts';
import type { Condition, Filter, MentionQuery } from './query.ts';
import { outagePhases, roles, systemFields } from './query.ts';
import { rollUp } from './rollup.ts';
import { span } from './span.ts';

export type { Condition, ConditionField, Filter, MentionQuery } from './query.ts';

/** Every filter there is, in the order in which a sentence names them. A new one is one more row. */
export const filters: readonly Filter[] = [
  list({
    name: 'system',
    title: 'System',
    says: 'Posts about any of these systems, in the role that `role` asks for.',
    example: 'emis-web,eps',
    property: 'systems',
    terms: (vocabulary) => vocabulary.systems,
    // A product outside the list is named by the analysis as `other:<name>`.
    also: (value) => /^other:./u.test(value),
    field: (query) => systemFields[query.role ?? 'affected'],
    say: (said, query) => (query.role === undefined || query.role === 'affected' ? said : `${said} (${roleWords[query.role]})`),
  }),
  choice({
    name: 'role',
    title: 'Role of the system',
    says: 'What the post says of the system: affected (the default), unaffected, cause, planned or switched-off. Without `system` it only decides what counts by system count.',
    example: 'cause',
    property: 'role',
    terms: () => roles.map((id) => ({ id, title: roleWords[id] })),
    options: roles,
    say: (_said, query) => (query.systems === undefined && query.role !== undefined ? `systems ${roleWords[query.role]}` : null),
  }),
  list({
    name: 'area',
    title: 'Area',
    says: 'Posts placed in any of these areas, by code; a region or country means everything in it, an ICB also those merged into it.',
    example: 'Y62,QYG',
    property: 'areas',
    terms: (vocabulary) => vocabulary.areas.map(({ code, name }) => ({ id: code, title: name })),
    field: () => 'area',
    values: rollUp,
  }),
  list({
    name: 'service',
    title: 'Service',
    says: 'Posts that say any of these services are hit.',
    example: 'prescriptions',
    property: 'services',
    terms: (vocabulary) => vocabulary.services,
    options: services,
    field: () => 'service',
  }),
  list({
    name: 'cause',
    title: 'Cause',
    says: 'Posts that give any of these causes.',
    example: 'third-party-update',
    property: 'causes',
    terms: (vocabulary) => vocabulary.causes,
    options: causes,
    field: () => 'cause',
  }),
  span.from,
  span.to,
  choice({
    name: 'voice',
    title: 'Voice',
    says: "`own` for an author's own experience, `relayed` for what is passed on.",
    example: 'own',
    property: 'voice',
    terms: (vocabulary) => vocabulary.voices,
    options: voices,
    field: 'voice',
  }),
  list({
    name: 'author',
    title: 'Author',
    says: 'Posts by authors of any of these kinds.',
    example: 'practice,pharmacy',
    property: 'authorKinds',
    terms: (vocabulary) => vocabulary.authorKinds,
    options: authorKinds,
    field: () => 'authorKind',
    say: (said) => `by ${said}`,
  }),
  list({
    name: 'platform',
    title: 'Platform',
    says: 'Posts published on any of these platforms.',
    example: 'feed,mastodon',
    property: 'platforms',
    terms: (vocabulary) => vocabulary.platforms,
    field: () => 'platform',
    say: (said) => `on ${said}`,
  }),
  named({
    name: 'channel',
    title: 'Channel',
    says: 'Posts that came through any of these channels, by id.',
    example: 'feed:3f2a9c01d4e5',
    property: 'channels',
    field: 'channel',
    say: 'channel',
  }),
  named({
    name: 'organisation',
    title: 'Organisation',
    says: 'Posts by any of these organisations, by ODS code.',
    example: 'N81086',
    property: 'organisations',
    field: 'organisation',
    say: 'organisation',
  }),
  words({
    name: 'statement',
    title: 'Statement',
    says: 'Posts that share this near-identical text, by its signature.',
    example: 's1-9f86d081',
    property: 'statement',
    maxLength: 200,
    say: (value) => `the statement ${value}`,
  }),
  choice({
    name: 'reviewed',
    title: 'Checked by a person',
    says: '`yes` for posts whose verdict a person has checked or corrected, `no` for the rest.',
    example: 'yes',
    property: 'reviewed',
    terms: () => reviewTerms,
    options: ['yes', 'no'],
    field: 'reviewed',
    say: (said) => said,
  }),
  words({
    name: 'q',
    title: 'Words',
    says: 'Words that must all occur in the post or in the name of who posted it; upper case and accents make no difference.',
    example: 'prescriptions delayed',
    property: 'text',
    maxLength: 200,
    say: (value) => `with the words "${value}"`,
  }),
  phaseFilter,
  words({
    name: 'dataset',
    title: 'Dataset',
    says: 'The body of posts to look in; one is never mixed with another.',
    example: 'demo',
    property: 'dataset',
    maxLength: 100,
    say: (value) => (value === 'live' ? null : `in the dataset ${value}`),
  }),
];

const roleWords = {
  affected: 'affected',
  unaffected: 'said to be unaffected',
  cause: 'as the cause',
  planned: 'with planned work',
  'switched-off': 'switched off on purpose',
} as const;

const reviewTerms: readonly Term[] = [
  { id: 'yes', title: 'checked by a person' },
  { id: 'no', title: 'not checked by a person' },
];

/**
 * Parses URL parameters or options; blank ones count as absent.
 * Throws InputError naming the parameter, what was wrong and what would be right.
 */
export function readQuery(
  params: Readonly<Record<string, string | undefined>>,
  vocabulary: Vocabulary,
  dataset: string,
): MentionQuery {
  const unknown = Object.keys(params).find((name) => filters.every((row) => row.name !== name));
  if (unknown !== undefined) throw notKnown('filter', unknown, filters.map(asTerm), unknown);
  const parts = filters.map((row) => {
    const value = params[row.name]?.trim() ?? '';
    return value === '' ? {} : row.read(value, vocabulary);
  });
  const query = parts.reduce<MentionQuery>((all, part) => ({ ...all, ...part }), { dataset, phases: outagePhases });
  if (query.from !== undefined && query.to !== undefined && query.from >= query.to) {
    throw new InputError('from must lie before to; a day given as to is included.', { field: 'from' });
  }
  return query;
}

/** The parameters that `readQuery` would read back to the same query, for links and manifests. */
export function writeQuery(query: MentionQuery): Record<string, string> {
  return Object.fromEntries(
    filters.map((row) => [row.name, row.write(query)] as const).filter((pair) => pair[1] !== null),
  ) as Record<string, string>;
}

/** What the engines translate. */
export function conditions(query: MentionQuery, vocabulary: Pick<Vocabulary, 'areas'>): readonly Condition[] {
  return filters.flatMap((row) => row.conditions(query, vocabulary.areas));
}

/** The query as a person would say it: "EMIS Web, North West, 19 July 2024 (London time), outage posts". */
export function sayQuery(query: MentionQuery, vocabulary: Vocabulary): string {
  return filters
    .map((row) => row.say(query, vocabulary))
    .filter((said) => said !== null)
    .join(', ');
}

function asTerm({ name, title }: Filter): Term {
  return { id: name, title };
}
