import type { Instant, Warning } from '../core/types.ts';

/** Failures in a row after which a Channel is worth a warning; one or two pass by themselves. */
export const warnAfter = 3;
/** Failures in a row after which a Channel counts towards a whole platform: all of its Channels together say it sooner than any alone. */
export const countAfter = 2;
/** Fewer Channels than this are no platform, but themselves. */
const fewest = 5;

export interface PlatformTally {
  readonly platform: string;
  /** That are collected at all. */
  readonly channels: number;
  /** Those that failed `countAfter` times in a row. */
  readonly failing: number;
}

/** A Channel that failed `warnAfter` times in a row, or is not collected any more because of what went wrong. */
export interface FailingChannel {
  readonly id: string;
  readonly platform: string;
  readonly title: string;
  readonly says: string;
}

export interface WarningChange {
  readonly raised: readonly Warning[];
  readonly cleared: readonly Warning[];
}

/**
 * What is to be warned of now that was not before, and what is over. A platform of which half cannot be read is one warning, and its Channels
 * raise none of their own meanwhile; those that had raised one keep it until they can be read again.
 */
export function decideWarnings(
  open: readonly Warning[],
  platforms: readonly PlatformTally[],
  failing: readonly FailingChannel[],
  now: Instant,
): WarningChange {
  const down = platforms.filter((one) => one.channels >= fewest && one.failing * 2 >= one.channels);
  const isDown = new Set(down.map(({ platform }) => platform));
  const known = new Set(open.map(keyOf));
  const wanted: Warning[] = [
    ...down.map(({ platform, channels, failing: some }) => ({
      kind: 'platform' as const,
      subject: platform,
      platform,
      title: platform,
      says: `${some} of ${channels} channels cannot be read`,
      since: now,
    })),
    ...failing.map(({ id, platform, title, says }) => ({
      kind: 'channel' as const,
      subject: id,
      platform,
      title,
      says,
      since: now,
    })),
  ];
  const still = new Set(wanted.map(keyOf));
  return {
    raised: wanted.filter((one) => !known.has(keyOf(one)) && (one.kind === 'platform' || !isDown.has(one.platform))),
    cleared: open.filter((one) => !still.has(keyOf(one))),
  };
}

function keyOf({ kind, subject }: Warning): string {
  return `${kind} ${subject}`;
}
