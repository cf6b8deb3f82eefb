import { loose, states } from './lists.ts';
import type { Mark } from './marks.ts';
import { correct, markWords } from './marks.ts';
import type { Sentence } from './words.ts';

/** Longest sentence that is compared word by word. */
const mostWords = 200;

interface Difference {
  readonly turned: boolean;
  readonly left: readonly Mark[];
  readonly right: readonly Mark[];
}

/** The marks of words that are not in the longest common row of words, and whether what is down, or how it stands, was exchanged. */
export function compareSentences(left: Sentence, right: Sentence): Difference {
  const [one, other] = [sideOf(left), sideOf(right)];
  const table = commonLengths(one.words, other.words);
  const width = other.words.length + 1;
  const only = { left: [] as Mark[], right: [] as Mark[] };
  let turned = false;
  let [row, column, fromRow, fromColumn] = [0, 0, 0, 0];
  const close = (): void => {
    turned ||= exchanges(one, fromRow, row, other, fromColumn, column);
    for (const mark of one.marks.slice(fromRow, row)) if (mark !== null) only.left.push(mark);
    for (const mark of other.marks.slice(fromColumn, column)) if (mark !== null) only.right.push(mark);
  };
  while (row < one.words.length && column < other.words.length) {
    if (isSame(one.words[row] ?? '', other.words[column] ?? '')) {
      close();
      turned ||= one.words[row] === other.words[column] && one.marks[row] !== other.marks[column];
      [row, column] = [row + 1, column + 1];
      [fromRow, fromColumn] = [row, column];
    } else if ((table[(row + 1) * width + column] ?? 0) >= (table[row * width + column + 1] ?? 0)) row += 1;
    else column += 1;
  }
  // Nobody knows how a sentence that was cut off went on.
  if (!other.isCut) row = one.words.length;
  if (!one.isCut) column = other.words.length;
  close();
  return { turned, ...only };
}

interface Side {
  readonly words: readonly string[];
  readonly marks: readonly (Mark | null)[];
  readonly isCut: boolean;
}

function sideOf({ words, isCut }: Sentence): Side {
  return { words: words.slice(0, mostWords), marks: markWords(words), isCut };
}

/** Words on each side of an exchange in which a word of state is looked for. */
const nearby = 5;

/** "Forms are not working" and "printers are not working": words exchanged beside a word of state name another thing. */
function exchanges(one: Side, from: number, to: number, other: Side, otherFrom: number, otherTo: number): boolean {
  const [words, others] = [one.words.slice(from, to), other.words.slice(otherFrom, otherTo)];
  if (words.some(negates) !== others.some(negates)) return true;
  const says = (word: string): boolean => !loose.has(word);
  if (!words.some(says) || !others.some(says)) return false;
  const around = [...one.words.slice(Math.max(0, from - nearby), from), ...one.words.slice(to, to + nearby)];
  return around.some((word) => Object.hasOwn(states, word));
}

function negates(word: string): boolean {
  const known = correct(word);
  return Object.hasOwn(states, known) && states[known] === 'neg';
}

/** Length of the longest common row of words from each pair of places to the ends. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint16Array {
  const width = right.length + 1;
  const table = new Uint16Array((left.length + 1) * width);
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      table[row * width + column] = isSame(left[row] ?? '', right[column] ?? '')
        ? (table[(row + 1) * width + column + 1] ?? 0) + 1
        : Math.max(table[(row + 1) * width + column] ?? 0, table[row * width + column + 1] ?? 0);
    }
  }
  return table;
}

/** The same word, a slip of one letter allowed in words of five letters and more. */
function isSame(left: string, right: string): boolean {
  if (left === right) return true;
  const longer = left.length >= right.length ? left : right;
  const shorter = longer === left ? right : left;
  if (shorter.length < 5 || longer.length - shorter.length > 1) return false;
  let head = 0;
  while (head < shorter.length && left.charCodeAt(head) === right.charCodeAt(head)) head += 1;
  let tail = 0;
  while (
    tail < shorter.length - head &&
    longer.charCodeAt(longer.length - 1 - tail) === shorter.charCodeAt(shorter.length - 1 - tail)
  )
    tail += 1;
  const differing = longer.length - head - tail;
  if (differing <= 1) return true;
  return (
    differing === 2 &&
    longer.length === shorter.length &&
    left.charAt(head) === right.charAt(head + 1) &&
    left.charAt(head + 1) === right.charAt(head)
  );
}
