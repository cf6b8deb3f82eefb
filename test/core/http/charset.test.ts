import { expect, test } from 'vitest';
import { decodeText } from '../../../src/core/http/charset.ts';

const words = 'It’s £5 – café';
const windows = Uint8Array.from([...Buffer.from('It\x92s \xa35 \x96 caf\xe9', 'latin1')]);
const utf8 = Buffer.from(words);
const meta = (charset: string, body: Uint8Array): Uint8Array => Buffer.concat([Buffer.from(`<meta charset="${charset}">`), body]);

test.each<[string, Uint8Array, string | null]>([
  ['nothing, UTF-8 inside', utf8, null],
  ['nothing, windows-1252 inside', windows, null],
  ['a header', windows, 'text/html; charset=ISO-8859-1'],
  ['a header in quotes', windows, 'text/html; charset="windows-1252"'],
  ['a header that means nothing', utf8, 'text/html; charset=banana'],
  ['a header of UTF-8 over windows-1252', windows, 'text/html; charset=utf-8'],
  ['a BOM against its header', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8]), 'text/html; charset=iso-8859-1'],
  ['UTF-16 with BOM', Buffer.from(`\ufeff${words}`, 'utf16le'), null],
])('%s is decoded to what was written', (_, bytes, header) => {
  expect(decodeText(bytes, header)).toBe(words);
});

test('a meta tag and an XML prolog count where no header speaks', () => {
  expect(decodeText(meta('windows-1252', windows), 'text/html')).toContain(words);
  expect(decodeText(meta('utf-8', utf8), null)).toContain(words);
  expect(decodeText(Buffer.concat([Buffer.from('<?xml version="1.0" encoding="windows-1252"?>'), windows]), null)).toContain(
    words,
  );
});

test('one bad byte among good UTF-8 spoils only itself', () => {
  expect(decodeText(Buffer.concat([utf8, Buffer.from([0xff])]), 'text/html; charset=utf-8')).toBe(`${words}\ufffd`);
});
