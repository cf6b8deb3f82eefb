/** Whole per cent, never rounded up to a figure that was not reached and never down to zero from some. */
export function shareOf(posted: number, all: number): number {
  if (posted === 0 || all === 0) return 0;
  return Math.max(1, Math.min(100, Math.floor((100 * posted) / all)));
}

/**
 * A share as a floor: posters select themselves. `seen` are those among all whose channels gave an answer; null, and left out where it cannot
 * be right, since fewer were seen than posted.
 */
export function sayShare(posted: number, all: number, system: string, seen: number | null = null): string {
  const sight =
    seen === null || seen < posted || seen > all
      ? ''
      : `; we could see ${seen === all ? 'all' : seen.toLocaleString('en-GB')} of them`;
  return `${sayFloor(posted, all, system)}${sight}`;
}

function sayFloor(posted: number, all: number, system: string): string {
  if (posted === 0) return `none of the ${all.toLocaleString('en-GB')} ${system} practices here has posted this`;
  const [least, have] = posted === 1 ? ['at least 1', 'has'] : [`at least ${posted.toLocaleString('en-GB')}`, 'have'];
  return `${least} of the ${all.toLocaleString('en-GB')} ${system} practices here ${have} posted this`;
}
