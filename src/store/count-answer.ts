import { fromMs, toMs } from '../core/time.ts';
import type { Count } from '../core/types.ts';
import type { Bag } from './bags.ts';
import { entryEnd } from './bags.ts';
import type { Cell } from './count-cells.ts';
import { hourMs, levels, periodsOf } from './count-cells.ts';
import { askedKinds, kinds } from './countable.ts';
import type { CountBy, Totals } from './mentions.ts';
import { byCodePoint } from './order.ts';
import type { MentionQuery } from './query.ts';
import type { Union } from './union.ts';
import { lendUnions } from './union.ts';

/** Totals out of cells that hold each Mention once; those without a date come apart, since they are counted apart as well. */
export function answerTotals(query: MentionQuery, dated: Iterable<Cell>, undated: Iterable<Cell>): Totals {
  const asked = askedKinds(query);
  return lendUnions((borrow) => {
    const [organisations, statements] = [borrow(), borrow()];
    const read = (cells: Iterable<Cell>): number => {
      let mentions = 0;
      for (const { tally, said } of cells) {
        mentions += addBag(tally, asked, organisations);
        addBag(said, asked, statements);
      }
      return mentions;
    };
    const [withDate, without] = [read(dated), read(undated)];
    return {
      mentions: withDate + without,
      organisations: organisations.size(),
      undated: without,
      statements: statements.size(),
    };
  });
}

/** Adds what a bag holds of the kinds asked for; says how many Mentions that is. */
function addBag(bag: Bag, asked: Uint8Array, union: Union): number {
  let mentions = 0;
  for (let at = 0; at < bag.length; at = entryEnd(bag, at)) {
    if (asked[(bag[at] as number) & 255] === 0) continue;
    mentions += bag[at + 1] as number;
    union.add(bag, at);
  }
  return mentions;
}

/**
 * Counts out of cells in the order of time that hold each Mention once: earliest bucket first, then the key with most Mentions.
 * `members` says what a set of systems or areas holds.
 */
export function answerCounts(
  query: MentionQuery,
  by: CountBy,
  cells: Iterable<Cell>,
  members: (set: number) => readonly string[],
): readonly Count[] {
  return lendUnions((borrow) => sumCells(askedKinds(query), by, cells, { members, tally: createTally(borrow) }));
}

function sumCells(
  asked: Uint8Array,
  { bucket, key }: CountBy,
  cells: Iterable<Cell>,
  { members, tally }: { readonly members: (set: number) => readonly string[]; readonly tally: ReturnType<typeof createTally> },
): readonly Count[] {
  const found: Count[] = [];
  let current: number | null = null;
  const close = (): void => {
    const at = current === null ? null : fromMs(current);
    for (const { key: name, mentions, organisations } of tally.read())
      found.push({ bucket: at, key: name, mentions, organisations });
  };
  for (const cell of cells) {
    const start = bucket === null ? null : bucket === 'hour' ? cell.start * hourMs : dayStart(cell.start);
    if (start !== current) close();
    current = start;
    if (key === 'system' || key === 'area') {
      for (const name of members(key === 'system' ? cell.systems : cell.areas)) tally.add(name, cell.tally, asked);
    } else tally.addByKind(key, cell.tally, asked);
  }
  close();
  return found;
}

function dayStart(hour: number): number {
  const day = periodsOf(hour).find(({ level }) => level === levels.day);
  return (day?.start ?? hour) * hourMs;
}

interface Sum {
  mentions: number;
  readonly organisations: Union;
}

/** One bucket's sums by key; reading them begins the next bucket. */
function createTally(borrow: () => Union) {
  const sums = new Map<string | null, Sum>();
  const spare: Union[] = [];
  /** The sums again, by the kinds that go into them. */
  let byKind: (Sum | undefined)[] = [];
  const sumOf = (key: string | null): Sum => {
    let sum = sums.get(key);
    if (sum === undefined) sums.set(key, (sum = { mentions: 0, organisations: spare.pop() ?? borrow() }));
    return sum;
  };
  return {
    add(key: string | null, bag: Bag, asked: Uint8Array): void {
      const sum = sumOf(key);
      sum.mentions += addBag(bag, asked, sum.organisations);
    },
    addByKind(key: Exclude<CountBy['key'], 'system' | 'area'>, bag: Bag, asked: Uint8Array): void {
      for (let at = 0; at < bag.length; at = entryEnd(bag, at)) {
        const kind = (bag[at] as number) & 255;
        if (asked[kind] === 0) continue;
        let sum = byKind[kind];
        if (sum === undefined) {
          const name = nameOf(key, kind);
          if (name === undefined) continue;
          byKind[kind] = sum = sumOf(name);
        }
        sum.mentions += bag[at + 1] as number;
        sum.organisations.add(bag, at);
      }
    },
    read(): { readonly key: string | null; readonly mentions: number; readonly organisations: number }[] {
      const rows: { readonly key: string | null; readonly mentions: number; readonly organisations: number }[] = [];
      for (const [key, { mentions, organisations }] of sums) {
        if (mentions > 0) rows.push({ key, mentions, organisations: organisations.size() });
        organisations.clear();
        spare.push(organisations);
      }
      sums.clear();
      byKind = [];
      return rows.sort((a, b) => b.mentions - a.mentions || byCodePoint(a.key ?? '', b.key ?? ''));
    },
  };
}

/** The value of the key for a kind: undefined where a Mention of that kind has none, null where nobody asked for a key. */
function nameOf(key: Exclude<CountBy['key'], 'system' | 'area'>, kind: number): string | null | undefined {
  if (key === null) return null;
  return namesOf[key as KindKey][kind];
}

type KindKey = 'phase' | 'voice' | 'authorKind';

const namesOf: Readonly<Record<KindKey, readonly (string | undefined)[]>> = {
  phase: kinds.map(({ phase }) => phase),
  voice: kinds.map(({ voice }) => voice ?? undefined),
  authorKind: kinds.map(({ authorKind }) => authorKind),
};

/** What of a span the hours' cells can answer, and its ragged ends, which only the Mentions themselves can. All in milliseconds. */
export interface Split {
  /** Hours since 1970; null where the span is open, or where it holds no whole hour. */
  readonly hours: { readonly from: number; readonly to: number } | null;
  readonly before: { readonly from: number; readonly to: number } | null;
  readonly after: { readonly from: number; readonly to: number } | null;
}

export function splitSpan({ from, to }: Pick<MentionQuery, 'from' | 'to'>): Split {
  const [start, end] = [from === undefined ? -Infinity : toMs(from), to === undefined ? Infinity : toMs(to)];
  const [first, last] = [Math.ceil(start / hourMs), Math.floor(end / hourMs)];
  if (start >= end) return { hours: null, before: null, after: null };
  if (first > last) return { hours: null, before: { from: start, to: end }, after: null };
  return {
    hours: first < last ? { from: first, to: last } : null,
    before: start < first * hourMs ? { from: start, to: first * hourMs } : null,
    after: last * hourMs < end ? { from: last * hourMs, to: end } : null,
  };
}
