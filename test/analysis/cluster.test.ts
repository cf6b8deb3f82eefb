import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Trace } from '../../analysis/cluster.ts';
import { isNear, ownWords, statementOf, traceOf } from '../../analysis/cluster.ts';

const statement = 'Due to a national IT outage we cannot see your medical records today. Please only call if it is urgent.';

describe('the signature of a statement', () => {
  test('is the same for copies that differ in case, punctuation, links, numbers or greeting', () => {
    const first = statementOf(statement);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(statementOf(statement.toUpperCase())).toBe(first);
    expect(statementOf(`Good morning all! ${statement}`)).toBe(first);
    expect(statementOf(`IMPORTANT UPDATE: ${statement} https://example.org/a?b=1 01632 960001`)).toBe(first);
    expect(statementOf(statement.replace(/\. /g, ' 👉 '))).toBe(first);
    expect(statementOf(statement.replace('cannot', 'can’t'))).toBe(statementOf(statement.replace('cannot', "can't")));
  });

  test('differs where the words differ', () => {
    expect(statementOf(statement.replace('urgent', 'routine'))).not.toBe(statementOf(statement));
  });

  test('is null for a text too short to compare', () => {
    expect(statementOf('EMIS is down again')).toBeNull();
    expect(statementOf('')).toBeNull();
    expect(statementOf('Good morning everyone, please note: phones are down at present')).toBeNull();
  });

  test('is the same for any spaces, normal form and trailing link, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant(statement)), (text) => {
        const signature = statementOf(text);
        expect(statementOf(`  ${text.replace(/ /g, '  ')} https://example.org/x`)).toBe(signature);
        expect(statementOf(text.normalize('NFD'))).toBe(statementOf(text.normalize('NFC')));
      }),
    );
  });
});

describe('two texts', () => {
  test.each([
    ['a greeting and a signature', `Dear patients,\n${statement} Kind regards, the team at Hob Lane Surgery`],
    ['a sentence that was left out', `${statement} The front desk stays open until six this evening as well.`],
    ['a slip of the pen', statement.replace('medical', 'medcial')],
    ['an ending that was cut off', `${statement.slice(0, 75)}… read more`],
    ['emojis for stops and curly quotes', statement.replaceAll('. ', ' 🙏 ')],
    [
      'another order of sentences',
      'Please only call if it is urgent. Due to a national IT outage we cannot see your medical records today.',
    ],
  ])('are versions of one statement in spite of %s', (_, other) => {
    expect(near(statement, other)).toBe(true);
    expect(near(other, statement)).toBe(true);
    expect(shareBand(trace(statement), trace(other))).toBe(true);
  });

  test.each([
    ['systems', 'EMIS Web is down this morning so please only ring us about urgent problems today.', 'EMIS Web', 'SystmOne'],
    [
      'systems under a name of several words',
      'Please note that NHS login is slow today, so use the paper form at the desk.',
      'NHS login',
      'Patient Access',
    ],
    [
      'a system more',
      'EMIS is down this morning so please only ring us about urgent problems today.',
      'EMIS is',
      'EMIS and Docman are',
    ],
    ['phases', 'Our phones are down at both sites today and we are sorry for the trouble.', 'are down', 'are back'],
    ['a denial', 'Our phones are affected by the fault, so please use the website to reach us today.', 'are', 'are not'],
    [
      'what cannot be done',
      'We cannot take card payments until the engineer has been, so bring some cash along.',
      'take card payments',
      'print labels',
    ],
    ['an all-clear in front', statement, 'Due to', 'Update: our systems are back to normal. Due to'],
  ])('are not where they differ in %s', (_, text, from, to) => {
    expect(near(text, text.replace(from, to))).toBe(false);
    expect(near(text.replace(from, to), text)).toBe(false);
  });

  test('are compared alike from both sides, whatever they are', () => {
    const pieces = fc.array(
      fc.constantFrom(
        'EMIS is down.',
        'Our phones are not working…',
        'We cannot see your notes today',
        '\n',
        'read more',
        '🙏',
        'up is',
        'Kind regards.',
      ),
      { minLength: 4, maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, pieces, (one, other) => {
        const [left, right] = [traceOf(one.join(' ')), traceOf(other.join(' '))];
        if (left === null || right === null) return;
        expect(isNear(left, right)).toBe(isNear(right, left));
        expect(isNear(left, left)).toBe(true);
      }),
    );
  });

  test('of a copy, tell what its author added', () => {
    const copy = `Hello all! ${statement} 🙏 Our own phones are down too.`;
    expect(ownWords(copy, trace(copy), trace(statement))).toBe('Our own phones are down too');
    expect(ownWords(statement, trace(statement), trace(copy))).toBe('');
  });

  test('are read however long and odd they are', () => {
    for (const text of [
      'x '.repeat(500_000),
      '\ud83d'.repeat(1000),
      '.'.repeat(100_000),
      '…\n#'.repeat(50_000),
      'EMIS '.repeat(100_000),
    ]) {
      const found = traceOf(text);
      if (found !== null) expect(isNear(found, trace(statement))).toBe(false);
    }
  });
});

function near(one: string, other: string): boolean {
  return isNear(trace(one), trace(other));
}

function trace(text: string): Trace {
  const found = traceOf(text);
  if (found === null) throw new Error(`${text} is too short to compare`);
  return found;
}

function shareBand(one: Trace, other: Trace): boolean {
  return one.bands.some((band) => other.bands.includes(band));
}
