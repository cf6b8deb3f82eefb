import type { Phase } from '../core/types.ts';

/** When somebody posted, as a person would say it in London: `Fri 07:52`. Thursday is 18 July 2024. */
export type LondonTime = `${'Thu' | 'Fri' | 'Sat'} ${string}`;

/** What few posts have. */
export interface More {
  /** A platform other than the one the organisation mostly uses. */
  readonly on?: string;
  /** Nobody knows when it was published: the time is only when it was seen. */
  readonly undated?: boolean;
  /** Content warning. */
  readonly spoiler?: string;
  /** What the post quotes: somebody else's words. */
  readonly quoted?: string;
}

/** One post of an organisation: who (its slug), when, the phase its writer meant, and what it says. */
export type Line = readonly [by: string, at: LondonTime, expect: Phase, text: string, more?: More];
