/** One line of printable text: control characters, line breaks and direction marks become spaces, so that nothing from outside can move a cursor or forge a line. */
export function oneLine(text: string, maxLength = 300): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}

/** The name in the id of a system outside the vocabulary (`other:check-in-screen`), as people write it; any other id as it is. */
export function nameInId(id: string): string {
  return oneLine(id.startsWith('other:') ? id.slice('other:'.length).replaceAll('-', ' ') : id, 60);
}

/** "1 post", "2 posts", "1,204 posts". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
