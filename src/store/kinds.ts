import { InputError } from '../core/errors.ts';
import { nameInId } from '../core/text.ts';
import type { Area, Term, Vocabulary } from '../core/types.ts';
import { notKnown } from './nearest.ts';
import type { Condition, ConditionField, Filter, MentionQuery } from './query.ts';

type ListProperty = 'systems' | 'areas' | 'services' | 'causes' | 'authorKinds' | 'platforms' | 'channels' | 'organisations';
type Words = Pick<Filter, 'name' | 'title' | 'says' | 'example'>;

interface ListSpec extends Words {
  readonly property: ListProperty;
  /** What may stand in the list; absent for ids that only the store knows. */
  readonly terms?: (vocabulary: Vocabulary) => readonly Term[];
  /** Narrows the vocabulary to what the types allow. */
  readonly options?: readonly string[];
  readonly also?: (value: string) => boolean;
  readonly field: (query: MentionQuery) => ConditionField;
  readonly values?: (given: readonly string[], areas: readonly Area[]) => readonly string[];
  readonly say?: (said: string, query: MentionQuery) => string;
}

const longestList = 100;
const longestId = 300;

/** Any of several: a comma-separated list; a comma inside a value is written `\,`. */
export function list(spec: ListSpec): Filter {
  const given = (query: MentionQuery): readonly string[] | undefined => query[spec.property];
  return {
    ...pickWords(spec),
    schema: { type: 'string', maxLength: longestList * longestId },
    read: (value, vocabulary) => {
      const terms = spec.terms?.(vocabulary).filter(({ id }) => spec.options?.includes(id) ?? true);
      return { [spec.property]: splitList(spec.name, value).map((item) => readTerm(spec.name, item, terms, spec.also)) };
    },
    write: (query) => given(query)?.map(escapeItem).join(',') ?? null,
    conditions: (query, areas) => {
      const values = given(query);
      if (values === undefined) return [];
      return [{ op: 'in', field: spec.field(query), values: spec.values?.(values, areas) ?? values }];
    },
    say: (query, vocabulary) => {
      const said = given(query)?.map((id) => titleOf(id, spec.terms?.(vocabulary)));
      return said === undefined ? null : (spec.say ?? asItIs)(said.join(' or '), query);
    },
  };
}

/** A list of ids that only the store knows, so nothing to check them against. */
export function named(spec: Words & { property: ListProperty; field: ConditionField; say: string }): Filter {
  const { property, field } = spec;
  return list({ ...pickWords(spec), property, field: () => field, say: (said) => `${spec.say} ${said}` });
}

interface ChoiceSpec extends Words {
  readonly property: 'role' | 'voice' | 'reviewed';
  readonly terms: (vocabulary: Vocabulary) => readonly Term[];
  readonly options: readonly string[];
  readonly field?: ConditionField;
  readonly say?: (said: string, query: MentionQuery) => string | null;
}

/** Exactly one of a few. */
export function choice(spec: ChoiceSpec): Filter {
  const { property, field } = spec;
  return {
    ...pickWords(spec),
    schema: { type: 'string', maxLength: longestId, enum: spec.options },
    read: (value, vocabulary) => {
      const terms = spec.terms(vocabulary).filter(({ id }) => spec.options.includes(id));
      return { [property]: readTerm(spec.name, value, terms) };
    },
    write: (query) => query[property] ?? null,
    conditions: (query) => {
      const value = query[property];
      return field === undefined || value === undefined ? [] : [{ op: 'in', field, values: [value] }];
    },
    say: (query, vocabulary) => {
      const value = query[property];
      return value === undefined ? null : (spec.say ?? asItIs)(titleOf(value, spec.terms(vocabulary)), query);
    },
  };
}

interface WordsSpec extends Words {
  readonly property: 'dataset' | 'statement' | 'text';
  readonly maxLength: number;
  readonly say: (value: string) => string | null;
}

/** Free text: capped, printable, and never more than a value to any database. */
export function words(spec: WordsSpec): Filter {
  const { property, maxLength } = spec;
  return {
    ...pickWords(spec),
    schema: { type: 'string', maxLength },
    read: (value) => {
      if (property === 'text' && !/[\p{L}\p{N}]/u.test(value)) {
        throw new InputError(`${spec.name} needs at least one letter or digit to look for.`, { field: spec.name });
      }
      return { [property]: checkText(spec.name, value, maxLength) };
    },
    write: (query) => query[property] ?? null,
    conditions: (query): readonly Condition[] => {
      const value = query[property];
      if (value === undefined) return [];
      return property === 'text' ? [{ op: 'words', value }] : [{ op: 'in', field: property, values: [value] }];
    },
    say: (query) => (query[property] === undefined ? null : spec.say(query[property])),
  };
}

/** Splits a comma-separated parameter; throws InputError when nothing is left or there is too much. */
export function splitList(name: string, value: string): readonly string[] {
  const items = (value.match(/(?:\\[\\,]|[^,])+/gu) ?? []).map((item) => item.replace(/\\([\\,])/gu, '$1').trim());
  const kept = [...new Set(items.filter((item) => item !== ''))];
  if (kept.length === 0) throw new InputError(`${name} is a list without a value in it.`, { field: name });
  if (kept.length > longestList) throw new InputError(`${name} may list at most ${longestList} values.`, { field: name });
  return kept;
}

function readTerm(name: string, item: string, terms: readonly Term[] | undefined, also?: (value: string) => boolean): string {
  const value = checkText(name, item, longestId);
  if (terms === undefined || also?.(value) === true) return value;
  const term = terms.find(({ id }) => id.toLowerCase() === value.toLowerCase());
  if (term === undefined) throw notKnown(name, value, terms);
  return term.id;
}

function checkText(name: string, value: string, maxLength: number): string {
  if (value.length > maxLength) throw new InputError(`${name} may be at most ${maxLength} characters long.`, { field: name });
  if (/\p{Cc}/u.test(value) || !value.isWellFormed()) {
    throw new InputError(`${name} holds a control character; only printable text can be looked for.`, { field: name });
  }
  return value;
}

function escapeItem(item: string): string {
  return item.replace(/[\\,]/gu, '\\$&');
}

function titleOf(id: string, terms: readonly Term[] | undefined): string {
  return terms?.find((term) => term.id === id)?.title ?? nameInId(id);
}

function pickWords({ name, title, says, example }: Words): Words {
  return { name, title, says, example };
}

function asItIs(said: string): string {
  return said;
}
