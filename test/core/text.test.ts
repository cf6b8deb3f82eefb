import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, plural } from '../../src/core/text.ts';

describe('text', () => {
  it('lets nothing from outside start a new line or move the cursor', () => {
    expect(oneLine('one\r\ntwo\u2028three\u001b[31mred\u202e')).toBe('one two three [31mred');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u.test(oneLine(text))));
  });

  it('cuts what is too long', () => {
    expect(oneLine('a'.repeat(500), 10)).toBe(`${'a'.repeat(9)}…`);
  });

  it('counts like a person', () => {
    expect([plural(1, 'post'), plural(0, 'post'), plural(1204, 'post'), plural(2, 'reply', 'replies')]).toEqual([
      '1 post',
      '0 posts',
      '1,204 posts',
      '2 replies',
    ]);
  });
});
