/** An area and the part of a place or postcode district that lies in it, 0 to 1. */
export interface Share {
  readonly code: string;
  readonly share: number;
}

/** The areas of a name or outcode on the latest list and on the list before 1 April 2026, largest share first. */
export interface Shares {
  /** Known as a locality or village only: it needs more around it to be believed. */
  readonly minor: boolean;
  readonly now: readonly Share[];
  readonly before: readonly Share[];
}

/** First day of the present list of ICBs. */
export const listChangedOn = '2026-04-01';

/**
 * Reads the notation of the data files: `QYG`, or `S1Y5D:0.77 D7T5G:0.23|QM7` where the list before 1 April 2026 differs;
 * `~` in front marks a minor name. A code without a figure has share 1.
 */
export function readShares(notation: string): Shares {
  const minor = notation.startsWith('~');
  const [now = '', before = now] = (minor ? notation.slice(1) : notation).split('|');
  return { minor, now: readList(now), before: readList(before) };
}

/** Writes what `readShares` reads, from counts; shares below 0.03 are left out as address errors. */
export function writeShares(now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>, minor: boolean): string {
  const [latest, former] = [writeList(now), writeList(before)];
  return `${minor ? '~' : ''}${latest}${former === latest ? '' : `|${former}`}`;
}

/** The shares on the list of that day; null asks for the latest. */
export function sharesOn(shares: Shares, day: string | null): readonly Share[] {
  return day !== null && day < listChangedOn ? shares.before : shares.now;
}

function readList(list: string): readonly Share[] {
  return list.split(' ').map((item) => {
    const [code = '', share = '1'] = item.split(':');
    return { code, share: Number(share) };
  });
}

function writeList(counts: ReadonlyMap<string, number>): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const kept = [...counts].filter(([, count]) => count / total >= 0.03).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const sum = kept.reduce((so, [, count]) => so + count, 0);
  return kept.map(([code, count]) => (kept.length === 1 ? code : `${code}:${(count / sum).toFixed(2)}`)).join(' ');
}
