import type { Mention } from '../core/types.ts';

/**
 * The words of a text in their order, as SQLite's tokenizer `unicode61 remove_diacritics 2` folds them: runs of letters and digits, without
 * case, and without accents on Latin letters. https://www.sqlite.org/fts5.html#unicode61_tokenizer
 */
export function foldWords(text: string): readonly string[] {
  const plain = text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})[\u0300-\u036f]+/gu, '$1')
    .normalize('NFC');
  return (
    plain
      .toLowerCase()
      .replaceAll('ς', 'σ')
      .match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []
  );
}

/** What a search asks for: each word, or, where punctuation parts one (`e-rs`), its parts side by side. */
export function foldQuery(text: string): readonly (readonly string[])[] {
  return text
    .split(/\s+/u)
    .map(foldWords)
    .filter((parts) => parts.length > 0);
}

/** What of a Mention can be searched for: a private person is not found by name. */
export function searchable({ post, organisationName }: Mention): string {
  const { text, spoiler, quoted, author } = post;
  const named = author.private ? [] : [author.name, author.handle];
  return [text, spoiler, quoted, organisationName, ...named].map((part) => part ?? '').join('\n');
}
