import type { Trace } from '../analysis/cluster.ts';
import { isNear, traceOf } from '../analysis/cluster.ts';
import { buildDemo } from './posts.ts';
import { ratio } from './timing.ts';

/** Posts after which the cost of the next ones is compared. */
const early = 100_000;
/** Wordings of a common band that a newcomer is compared with: as many as in the store, though here simply those that came first. */
const hubs = 48;
/** Share of the smaller one's bands that two wordings have in common at least, as in the store. */
const leastShared = 0.2;

/**
 * A stream of posts through traces, bands and comparisons, over an index in memory: microseconds a post for the first 100,000 and for the
 * last, beside a bare pass that hashes the same words. Nine of ten posts copy one of a growing number of texts, adapted or not; the tenth is new.
 */
export function benchStatements(count: number): object {
  const texts = makeTexts();
  const index = createIndex();
  const rates: number[] = [];
  for (let from = 0; from < count; from += early) {
    const some = Array.from({ length: Math.min(early, count - from) }, (_, place) => texts(from + place));
    const begun = performance.now();
    for (const text of some) index.add(text);
    rates.push(((performance.now() - begun) * 1000) / some.length);
  }
  const bare = bareMicroseconds(texts, Math.min(count, early));
  return {
    posts: count,
    wordings: index.wordings(),
    statements: index.statements(),
    postsPerSecond: Math.round(1_000_000 / (rates.reduce((sum, rate) => sum + rate, 0) / rates.length)),
    comparisonsPerPost: Number((index.comparisons() / count).toPrecision(3)),
    microsecondsPerPost: { first100k: round(rates[0]), last100k: round(rates.at(-1)), bareTokenHash: round(bare) },
    lastToFirst: ratio(rates.at(-1), rates[0]),
    toBareTokenHash: ratio(rates.at(-1), bare),
  };
}

/** The same texts at every call: 24 words of its own, a sentence that hundreds share, and for each copy one of four endings. */
function makeTexts(): (number: number) => string {
  const sentences = buildDemo().posts.map(({ text }) => text.split(/(?<=[.!?])\s/)[0] ?? '');
  const syllables = 'ba de ki lo mu ra se ti vo nu fa go hi ju pe wy'.split(' ');
  const word = (seed: number): string => [0, 4, 8].map((shift) => syllables[(seed >>> shift) & 15] ?? '').join('');
  const endings = ['', 'Thank you for your patience.', 'Please share with your neighbours.', 'The front desk stays open.'];
  return (number) => {
    const base = number % 10 === 0 ? number : Math.floor(spin(number) * (number / 10)) * 10;
    const own = Array.from({ length: 24 }, (_, place) => word(Math.floor(spin(base * 31 + place) * 4096)));
    return [...own.slice(0, 12), `${sentences[base % sentences.length]}`, ...own.slice(12), endings[number % 4]].join(' ');
  };
}

/** A number from 0 to 1, the same for the same one. */
function spin(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 15), 0x2c1b3c6d);
  return (Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) / 2 ** 32;
}

function createIndex() {
  const bands = new Map<number, number[]>();
  const traces: Trace[] = [];
  const known = new Map<string, number>();
  const parents: number[] = [];
  let compared = 0;
  const rootOf = (at: number): number => {
    let root = at;
    while (parents[root] !== root) root = parents[root] ?? root;
    parents[at] = root;
    return root;
  };
  return {
    add(text: string): void {
      const trace = traceOf(text);
      if (trace === null || known.has(trace.form)) return;
      const own = traces.length;
      known.set(trace.form, own);
      traces.push(trace);
      parents.push(own);
      const shared = new Map<number, number>();
      for (const band of trace.bands) {
        const members = bands.get(band) ?? [];
        bands.set(band, members);
        for (const other of members) shared.set(other, (shared.get(other) ?? 0) + 1);
        if (members.length < hubs) members.push(own);
      }
      for (const [other, count] of [...shared].sort((a, b) => b[1] - a[1])) {
        const theirs = traces[other];
        if (theirs === undefined || count < leastShared * Math.min(trace.bands.length, theirs.bands.length)) continue;
        if (rootOf(own) === rootOf(other)) continue;
        compared += 1;
        if (isNear(trace, theirs)) parents[rootOf(own)] = rootOf(other);
      }
    },
    wordings: () => traces.length,
    statements: () => traces.reduce((sum, _, at) => sum + (rootOf(at) === at ? 1 : 0), 0),
    comparisons: () => compared,
  };
}

/** Splits into words and hashes each: what any comparison of texts costs at least. */
function bareMicroseconds(texts: (number: number) => string, count: number): number {
  const some = Array.from({ length: count }, (_, number) => texts(number));
  const begun = performance.now();
  let sum = 0;
  for (const text of some) {
    for (const word of text.toLowerCase().split(/\W+/)) {
      let hash = 0;
      for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
      sum ^= hash;
    }
  }
  return sum === Number.NaN ? Number.NaN : ((performance.now() - begun) * 1000) / count;
}

function round(value: number | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(3));
}
