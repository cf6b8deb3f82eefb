import type { PhraseRow } from './classify/rules.ts';
import { advice } from './phrases/advice.ts';
import { blockers } from './phrases/blockers.ts';
import { causes } from './phrases/causes.ts';
import { denials } from './phrases/denials.ts';
import { faults } from './phrases/faults.ts';
import { recovery } from './phrases/recovery.ts';
import { voices } from './phrases/voices.ts';

/**
 * Every phrase we read, by kind. Where two overlap, the longer one holds ("no longer down" is not "down");
 * its hits and misses are run by a test.
 */
export const phrases: readonly PhraseRow[] = [...faults, ...recovery, ...denials, ...blockers, ...voices, ...causes, ...advice];
