import { describe, expect, test } from 'vitest';
import { markMoods } from '../../analysis/classify/mood.ts';
import { read } from '../../analysis/classify/reading.ts';

function moodsOf(text: string): string {
  const reading = read(text, null);
  const moods = new Uint8Array(reading.length);
  markMoods(reading, reading.length, moods);
  return [...moods].map((mood, unit) => `${reading.textOf(unit)}${['', ' (ahead)', ' (past)', ' (not)'][mood]}`).join(' | ');
}

describe('the mood that words stand in', () => {
  test.each([
    ['Hours before it is fixed. Sorry', 'Hours | before | it (ahead) | is (ahead) | fixed (ahead) | Sorry'],
    ['The lines were dead, sorry', 'The | lines | were | dead (past) | sorry'],
    ['No faults here', 'No | faults (not) | here (not)'],
    ['EMIS is down', 'EMIS | is | down'],
  ])('%s', (text, moods) => {
    expect(moodsOf(text)).toBe(moods);
  });

  test('the newest cue counts, as far as it reaches', () => {
    expect(moodsOf('until we had one two three four five six seven eight nine')).toBe(
      'until | we (ahead) | had (ahead) | one (past) | two (past) | three (past) | four (past) | five (past) | six (past) | seven (past) | eight (past) | nine',
    );
  });
});
