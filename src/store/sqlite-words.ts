import type { Mention } from '../core/types.ts';
import type { Sql } from './sqlite-sql.ts';

/**
 * What is to enter the index of words, until everything else has been written: SQLite empties what FTS5 has gathered in memory before every
 * statement that might change several rows, and each emptying costs as much as writing a hundred posts.
 */
export interface NewWords {
  add(key: number, mention: Mention): void;
  /** True where the words of that key have not entered the index yet. */
  has(key: number): boolean;
  write(): void;
}

export function gatherWords(sql: Sql): NewWords & { readonly clear: () => void } {
  const waiting = new Map<number, Mention>();
  return {
    add: (key, mention) => waiting.set(key, mention),
    has: (key) => waiting.has(key),
    write: () => {
      for (const [key, mention] of waiting) addWords(sql, key, mention);
      waiting.clear();
    },
    clear: () => waiting.clear(),
  };
}

const kept = new WeakMap<Sql, NewWords>();

/** Those of the transaction that is under way, written as the last thing in it. */
export function wordsOf(sql: Sql): NewWords {
  let words = kept.get(sql);
  if (words === undefined) {
    const { clear, ...gathered } = gatherWords(sql);
    words = gathered;
    kept.set(sql, words);
    sql.around({ beforeCommit: () => gathered.write(), afterRollback: clear });
  }
  return words;
}

function addWords(sql: Sql, key: number, mention: Mention): void {
  putWords(sql, key, wordsIn(mention));
}

/** The words as the view `mention_texts` reads them out of the contents again when they are to go. */
export function wordsIn({ post, organisationName }: Mention): string {
  const { text, spoiler = '', quoted = '', author } = post;
  const named = author.private ? [] : [author.name ?? '', author.handle ?? ''];
  return [text, spoiler, quoted, organisationName ?? '', ...named].join('\n');
}

/** To be called once the contents lie in their table. */
export function putWords(sql: Sql, key: number, words: string): void {
  // What no text should hold reads otherwise out of JSON than it is bound as a value.
  if (words.includes('\0') || !words.isWellFormed()) {
    sql.run('INSERT INTO mention_words (rowid, words) SELECT mention, words FROM mention_texts WHERE mention = ?', key);
  } else sql.run('INSERT INTO mention_words (rowid, words) VALUES (?, ?)', key, words);
}

/** What the index holds of a row, byte by byte, since posts may hold what no text should; null where it has no words any more. */
export function readWords(sql: Sql, key: number): string | null {
  return (sql.get('SELECT hex(words) AS words FROM mention_texts WHERE mention = ?', key)?.['words'] ?? null) as string | null;
}

/** Takes out of the index what `readWords` found before the row changed. */
export function forgetWords(sql: Sql, key: number, words: string): void {
  sql.run("INSERT INTO mention_words (mention_words, rowid, words) VALUES ('delete', ?, CAST(unhex(?) AS TEXT))", key, words);
}

/** To be called before anything else of the row changes: the index reads the old words again to find its own entries. */
export function removeWords(sql: Sql, key: number): void {
  if (kept.get(sql)?.has(key) === true) wordsOf(sql).write();
  sql.run('DELETE FROM mention_words WHERE rowid = (SELECT key FROM mentions WHERE key = ? AND removed_at IS NULL)', key);
}
