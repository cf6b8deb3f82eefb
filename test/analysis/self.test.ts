import { expect, test } from 'vitest';
import { read } from '../../analysis/classify/reading.ts';
import { saysNotHere } from '../../analysis/classify/self.ts';

test.each([
  "The internet's off at the library but not here",
  'EMIS down? Not us',
  "It's a fault of theirs and not ours",
  "It isn't our server",
])('is said to be elsewhere: %s', (text) => {
  expect(saysNotHere(read(text, null))).toBe(true);
});

test.each(['EMIS is down here', 'Our phones are not working', 'here not', ''])('is not said to be elsewhere: %s', (text) => {
  expect(saysNotHere(read(text, null))).toBe(false);
});
