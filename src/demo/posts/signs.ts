import type { Line } from '../line.ts';

const hand = { on: 'hand' };
/** A sign carries no date: such posts lie off the timeline and are counted as undated. */
const undated = { on: 'hand', undated: true };

/** Signs on doors and counters, typed in by somebody who walked past. */
export const signs: readonly Line[] = [
  ['bramblewick', 'Fri 09:40', 'disrupted', 'Sign on the door: COMPUTERS DOWN. EMERGENCIES ONLY. YES REALLY.', undated],
  [
    'teaselgate',
    'Fri 11:15',
    'disrupted',
    'Card on the counter: No electronic prescriptions, system down. Paper OK. Do not ask when. We do not know when.',
    undated,
  ],
  [
    'ribblefen',
    'Fri 12:20',
    'disrupted',
    'Notice in the window: IT system still not working. Ring the bell if you are booked in, otherwise please telephone.',
    undated,
  ],
  ['brentquill', 'Fri 14:05', 'none', 'Poster by the lift: Yoga for backs, Thursdays, £3, bring a towel.', undated],
  [
    'keyfettle',
    'Fri 11:50',
    'disrupted',
    'Whiteboard outside the Willenhall surgery at ten to twelve: NO SYSTEM. NO RESULTS. NO REPEATS. NURSE OK FOR DRESSINGS.',
    hand,
  ],
  [
    'potbankle',
    'Fri 16:40',
    'recovering',
    'Sign at the desk: The computers are back on but slow. Please have patience and a seat.',
    hand,
  ],
  [
    'loombell',
    'Fri 17:30',
    'unaffected',
    "Chalkboard in Romford: OUR computers work. Your surgery's may not. Prosecco not available on prescription.",
    hand,
  ],
];
