import type { Document, Filter } from 'mongodb';
import type { Area } from '../core/types.ts';
import { phases } from '../core/types.ts';
import type { Condition, ConditionField, MentionQuery } from './filters.ts';
import { conditions } from './filters.ts';
import { toDate } from './mongo-dates.ts';
import type { MentionDoc } from './mongo-docs.ts';
import { outagePhases } from './query.ts';
import { foldQuery } from './words.ts';

export type MentionFilter = Filter<MentionDoc>;

/** Translates a query; the neutral conditions are all it knows of it. Every value stands where an operator of ours compares it, never in an operator's place. */
export function mongoWhere(query: MentionQuery, areas: readonly Area[]): MentionFilter {
  const filter: Partial<Record<Field, Document>> = {};
  for (const condition of conditions(query, { areas })) {
    for (const [field, asked] of translate(condition)) filter[field] = { ...filter[field], ...asked };
  }
  const together = phrasesOf(query.text ?? '');
  return { ...filter, ...(together.length === 0 ? {} : { $and: together }) } as MentionFilter;
}

/** Both of them. */
export function also(filter: MentionFilter, more: MentionFilter): MentionFilter {
  return { $and: [filter, more] };
}

type Field = keyof MentionDoc;

/** Where each field of a query lies, if not under its own name. */
const fields: Readonly<Partial<Record<ConditionField, Field>>> = {
  area: 'areas',
  service: 'services',
  systemsAffected: 'systems',
};

function translate(condition: Condition): readonly (readonly [field: Field, asked: Document])[] {
  switch (condition.op) {
    case 'gte':
      return [['postedAt', { $gte: toDate(condition.value) }]];
    case 'lt':
      return [['postedAt', { $lt: toDate(condition.value) }]];
    case 'words':
      return [['words', haveWords(condition.value)]];
    case 'in':
      return isIn(condition.field, condition.values);
  }
}

function isIn(field: ConditionField, values: readonly string[]): readonly (readonly [Field, Document])[] {
  if (field === 'reviewed') return [['reviewed', { $eq: values.includes('yes') }]];
  if (field === 'phase' && same(values, outagePhases)) return [['outage', { $eq: true }]];
  if (field === 'phase' && same(values, phases)) return [];
  return [[fields[field] ?? (field as Field), { $in: values.map(String) }]];
}

/** Each word somewhere; nothing that a word can be made of finds nothing. */
function haveWords(text: string): Document {
  const asked = [...new Set(foldQuery(text).flat())];
  return asked.length === 0 ? { $in: [] } : { $all: asked };
}

/** Words that must stand side by side: the text is made of letters, digits and spaces alone, to which no pattern gives a meaning. */
function phrasesOf(text: string): readonly MentionFilter[] {
  return foldQuery(text)
    .filter((parts) => parts.length > 1)
    .map((parts) => ({ said: { $regex: ` ${parts.join(' ')} ` } }));
}

function same(values: readonly string[], all: readonly string[]): boolean {
  return new Set(values).size === all.length && all.every((one) => values.includes(one));
}
