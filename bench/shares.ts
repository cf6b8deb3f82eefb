import type { AuthorKind, Phase } from '../src/core/types.ts';

/** Values with how many of a hundred they are. */
export type Shares<Value> = readonly (readonly [Value, number])[];

export function draw<Value>(shares: Shares<Value>, random: () => number): Value {
  let left = random() * 100;
  for (const [value, share] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  throw new Error('shares that do not add up to a hundred');
}

export const quietPhases: Shares<Phase> = [
  ['none', 74],
  ['planned', 8],
  ['disrupted', 9],
  ['restored', 4],
  ['recovering', 2],
  ['unaffected', 3],
];
export const earlyPhases: Shares<Phase> = [
  ['disrupted', 72],
  ['recovering', 8],
  ['restored', 2],
  ['unaffected', 8],
  ['none', 10],
];
export const latePhases: Shares<Phase> = [
  ['disrupted', 35],
  ['recovering', 25],
  ['restored', 25],
  ['unaffected', 5],
  ['none', 10],
];
export const authors: Shares<AuthorKind> = [
  ...([
    ['practice', 70],
    ['patient', 12],
    ['icb', 4],
    ['trust', 4],
  ] as const),
  ...([
    ['vendor', 2],
    ['national', 2],
    ['representative', 2],
    ['media', 2],
    ['it-provider', 1],
    ['other', 1],
  ] as const),
];
export const platforms: Shares<string> = [
  ['feed', 38],
  ['web', 24],
  ['wordpress', 14],
  ['facebook', 8],
  ['bluesky', 8],
  ['mastodon', 4],
  ['news', 3],
  ['statuspage', 1],
];
export const publicPlatforms: Shares<string> = [
  ['bluesky', 70],
  ['mastodon', 20],
  ['reddit', 10],
];
export const rareSystems: Shares<string> = [
  ...([
    ['emis-web', 20],
    ['phones', 20],
    ['systmone', 12],
    ['nhs-app', 8],
    ['accurx', 8],
    ['eps', 7],
    ['website', 5],
  ] as const),
  ...([
    ['clinical-system', 5],
    ['it-systems', 5],
    ['proscript-connect', 3],
    ['econsult', 3],
    ['pathology', 2],
    ['medicus', 1],
  ] as const),
  ...([
    ['other:invented booking', 0.5],
    ['swan', 0.5],
  ] as const),
];
