import { hash } from './mix.ts';
import type { Reading } from './reading.ts';

/** Words under which what follows is not so: not yet ("until it is fixed"), no longer ("was down"), or not at all ("no faults"). */
const cues = [
  {
    reach: 8,
    words:
      'until til till before once if when hope hoping hopefully expect expected should could might may would aim aiming plan due soon tomorrow later unless',
  },
  { reach: 8, words: 'was were had did yesterday earlier last ago previously recently' },
  { reach: 5, words: 'not no never none without nothing cannot neither nor' },
] as const;

const moodOf = new Map<number, number>();
cues.forEach(({ words }, at) => {
  for (const word of words.split(' ')) moodOf.set(hash(word), at + 1);
});

/**
 * Writes for each of the first `size` units under which kind of word it stands, from 1 on, 0 where under none: from the word behind the cue to the next
 * comma or full stop, the next cue, or the cue's reach in words. What rules find ("is fixed") means another thing there, and the model learns which.
 */
export function markMoods(reading: Reading, size: number, into: Uint8Array): void {
  let mood = 0;
  let left = 0;
  for (let unit = 0; unit < size; unit += 1) {
    if ((reading.pause[unit] ?? 0) > 0) left = 0;
    into[unit] = left > 0 ? mood : 0;
    const cue = reading.entityAt[unit] === undefined ? moodOf.get(reading.hash[unit] ?? 0) : undefined;
    if (cue === undefined) left = Math.max(0, left - 1);
    else [mood, left] = [cue, cues[cue - 1]?.reach ?? 0];
  }
}
