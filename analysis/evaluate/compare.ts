import type { SetField } from './label.ts';

/** Labelled and answered, answered alone, labelled alone. */
export interface Hits {
  readonly hits: number;
  readonly extra: number;
  readonly missed: number;
}

/** Compares two sets. Places are words as written: "Wilmslow" is found by "Wilmslow" and by "Wilmslow Health Centre", whatever the case. */
export function compare(field: SetField, labelled: readonly string[], answered: readonly string[]): Hits {
  const ours = new Set(answered);
  const theirs = new Set(labelled);
  const same = field === 'places' ? samePlace : (one: string, other: string): boolean => one === other;
  const isFound = (word: string): boolean => ours.has(word) || [...ours].some((other) => same(word, other));
  const isRight = (word: string): boolean => theirs.has(word) || [...theirs].some((other) => same(other, word));
  const hits = [...theirs].filter(isFound).length;
  return { hits, extra: [...ours].filter((word) => !isRight(word)).length, missed: theirs.size - hits };
}

function samePlace(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  return a.includes(b) || b.includes(a);
}

/** Lower-case words with a space around each, so that "Bath" is not found in "Bathgate". */
function plain(place: string): string {
  const words =
    place
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll('&', ' and ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return ` ${words.join(' ')} `;
}
