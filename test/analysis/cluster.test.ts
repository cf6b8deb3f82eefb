import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statementOf } from '../../analysis/cluster.ts';

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
