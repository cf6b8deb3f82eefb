import type { CountedRow } from './count-make.ts';
import { kindOf } from './countable.ts';
import type { MongoParts } from './mongo-db.ts';
import { addNew } from './mongo-once.ts';
import type { CountRow } from './mongo-rows.ts';

/** A name's small number, which nothing else ever gets. */
export interface NumberDoc {
  readonly _id: string;
  readonly number: number;
  /** Nobody may say it any more: see `forgetStatements`. */
  readonly leaving?: boolean;
}

const books = { organisations: 'countOrganisations', statements: 'countStatements', sets: 'countSets' } as const;
export const statementBook = books.statements;
type Book = keyof typeof books;

/** Where numbers lie, for whoever has to know the largest. */
export const numberCollections: readonly string[] = Object.values(books);

/** Small numbers for what cells tell apart: Organisations, Statements, sets of systems and of areas. */
export interface Numbers {
  /**
   * Mentions of one Dataset in numbers. `give` writes what has none yet; `find` only reads, and calls what has none by a number beyond all
   * others, the same in one call.
   */
  readonly number: (dataset: string, rows: readonly CountRow[], mode: 'give' | 'find') => Promise<CountedRow[]>;
  /** Reads what these sets hold, so that `members` can say it. */
  readonly load: (sets: Iterable<number>) => Promise<void>;
  readonly members: (set: number) => readonly string[];
}

const namesAtOnce = 1000;
const mostKept = 200_000;
const firstPretended = 2 ** 40;

export function createNumbers({ collection, nextKeys }: Pick<MongoParts, 'collection' | 'nextKeys'>): Numbers {
  // Statements are not kept: there are as many as Mentions, and a number goes with the last Mention that says it.
  const kept: Record<Book, Map<string, number>> = { organisations: new Map(), statements: new Map(), sets: new Map() };
  const lists = new Map<number, readonly string[]>();

  const read = async (book: Book, names: readonly string[], into: Map<string, number>, keep: boolean): Promise<void> => {
    for (let from = 0; from < names.length; from += namesAtOnce) {
      const some = names.slice(from, from + namesAtOnce);
      const found = collection<NumberDoc>(books[book]).find({ _id: { $in: some } });
      const left: string[] = [];
      for await (const { _id, number, leaving } of found) {
        into.set(_id, number);
        if (leaving === true) left.push(_id);
      }
      if (!keep || left.length === 0) continue;
      await collection<NumberDoc>(books[book]).updateMany({ _id: { $in: left } }, { $unset: { leaving: 1 } });
      // One that went in between has no number.
      for (const name of left) into.delete(name);
      await read(book, left, into, false);
    }
  };

  const give = async (book: Book, names: readonly string[], into: Map<string, number>): Promise<void> => {
    const first = await nextKeys(books[book], names.length);
    const docs = names.map((_id, index) => ({ _id, number: first + index }));
    await addNew(collection<NumberDoc>(books[book]), docs);
    // Of two that gave one at once, the first counts.
    await read(book, names, into, true);
  };

  /** The same for as long as the process lives, since questions that are asked at the same time share what numbers stand for. */
  const pretended = new Map<string, number>();
  const pretendSet = (name: string): number => {
    const number = pretended.get(name) ?? firstPretended + pretended.size;
    pretended.set(name, number);
    return number;
  };

  /** Numbers that no cell read before can hold: they were all handed out by then. */
  const pretend = async (book: Book, names: readonly string[], into: Map<string, number>): Promise<void> => {
    if (names.length === 0) return;
    if (book === 'sets') {
      for (const name of names) into.set(name, pretendSet(name));
      return;
    }
    const counter = await collection<{ _id: string; next: number }>('counters').findOne({ _id: books[book] });
    for (const [index, name] of names.entries()) into.set(name, (counter?.next ?? 0) + 1 + index);
  };

  const look = async (book: Book, names: Iterable<string>, mode: 'give' | 'find'): Promise<ReadonlyMap<string, number>> => {
    const keeps = book !== 'statements';
    if (kept[book].size > mostKept) kept[book].clear();
    const wanted = [...new Set(names)];
    const found = new Map(
      wanted.flatMap((name) => {
        const number = kept[book].get(name);
        return number === undefined ? [] : [[name, number] as const];
      }),
    );
    const missing = (): string[] => wanted.filter((name) => !found.has(name));
    await read(book, missing(), found, mode === 'give');
    while (mode === 'give' && missing().length > 0) await give(book, missing(), found);
    if (keeps) for (const [name, number] of found) kept[book].set(name, number);
    if (mode === 'find') await pretend(book, missing(), found);
    return found;
  };

  return {
    number: async (dataset, rows, mode) => {
      const statementName = (statement: string): string => JSON.stringify([dataset, statement]);
      const [organisations, statements, sets] = await Promise.all([
        look(
          'organisations',
          rows.flatMap(({ organisation }) => organisation ?? []),
          mode,
        ),
        look(
          'statements',
          rows.flatMap(({ statement }) => (statement === null ? [] : [statementName(statement)])),
          mode,
        ),
        look('sets', new Set(rows.flatMap(({ systems, areas }) => [setName('systems', systems), setName('areas', areas)])), mode),
      ]);
      for (const [name, number] of sets) lists.set(number, membersOf(name));
      return rows.map(({ phase, voice, authorKind, organisation, statement, systems, areas, hour, times }) => ({
        ...{ hour, times, kind: kindOf(phase, voice, authorKind) },
        organisation: organisation === null ? 0 : (organisations.get(organisation) ?? 0),
        statement: statement === null ? 0 : (statements.get(statementName(statement)) ?? 0),
        systems: sets.get(setName('systems', systems)) ?? 0,
        areas: sets.get(setName('areas', areas)) ?? 0,
      }));
    },
    load: async (sets) => {
      const missing = [...new Set(sets)].filter((set) => set !== 0 && !lists.has(set));
      for (let from = 0; from < missing.length; from += namesAtOnce) {
        const some = missing.slice(from, from + namesAtOnce);
        for await (const { _id, number } of collection<NumberDoc>(books.sets).find({ number: { $in: some } })) {
          lists.set(number, membersOf(_id));
          kept.sets.set(_id, number);
        }
      }
    },
    members: (set) => lists.get(set) ?? [],
  };
}

/** The one name of a set, whatever order its list came in. */
function setName(kind: 'systems' | 'areas', members: readonly string[]): string {
  return JSON.stringify([kind, ...[...new Set(members)].sort()]);
}

function membersOf(name: string): readonly string[] {
  return (JSON.parse(name) as string[]).slice(1);
}
