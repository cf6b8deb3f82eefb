import type { PhraseRow } from './classify/rules.ts';
import { advice } from './phrases/advice.ts';
import { ahead } from './phrases/ahead.ts';
import { blockers } from './phrases/blockers.ts';
import { causes } from './phrases/causes.ts';
import { denials } from './phrases/denials.ts';
import { effects } from './phrases/effects.ts';
import { elsewhere } from './phrases/elsewhere.ts';
import { faults } from './phrases/faults.ts';
import { mending } from './phrases/mending.ts';
import { recovery } from './phrases/recovery.ts';
import { trouble } from './phrases/trouble.ts';
import { voices } from './phrases/voices.ts';

/**
 * Every phrase we read, by kind. Where two overlap, the longer one holds ("no longer down" is not "down");
 * its hits and misses are run by a test.
 */
export const phrases: readonly PhraseRow[] = [
  ...faults,
  ...effects,
  ...trouble,
  ...recovery,
  ...mending,
  ...denials,
  ...elsewhere,
  ...blockers,
  ...ahead,
  ...voices,
  ...causes,
  ...advice,
];
