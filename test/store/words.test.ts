import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldQuery, foldWords } from '../../src/store/words.ts';

describe('the words of a text', () => {
  it('are those that SQLite’s tokenizer makes of it, in their order', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`CREATE VIRTUAL TABLE t USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');
      CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)`);
    const tokenize = (text: string): string[] => {
      db.exec('DELETE FROM t');
      db.prepare('INSERT INTO t (words) VALUES (?)').run(text);
      return db
        .prepare('SELECT term FROM v ORDER BY doc, offset')
        .all()
        .map(({ term }) => String(term));
    };
    const texts = [
      'EMIS is down; e-RS slow, NHS.net 0161 496 0000 & Préscriptions LATE!',
      'Mae’r system i lawr: ŵyl, tŷ, môr, Ynys Môn',
      'ÀÉÎÕÜ àéîõü Ñandú Ångström Œuvre straße Ωmega ΣΊΣΥΦΟΣ Ärzte',
      '🏥 closed🚑today_or-not #EMISdown @nhs.uk 50% £20 ½ ² ①',
      'nothing',
      '',
    ];
    for (const text of texts) expect(foldWords(text), text).toEqual(tokenize(text));
    const letters = fc.constantFrom(...'abzABZ019éÉñÑüÜŵŷ \n-_.,:;!?/@#&£€“”’…()[]{}$^*+=~`|\\<>'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 60 }), (text) => {
        expect(foldWords(text)).toEqual(tokenize(text));
      }),
    );
    db.close();
  });

  it('that punctuation parts are asked for side by side', () => {
    expect(foldQuery(' PRÉSCRIPTIONS  e-RS "late *** ')).toEqual([['prescriptions'], ['e', 'rs'], ['late']]);
  });
});
