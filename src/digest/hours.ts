import { addMs, londonTime } from '../core/time.ts';
import type { Instant, Phase } from '../core/types.ts';
import type { Hour } from './digest.ts';
import type { DigestFacts } from './facts.ts';

const hourMs = 60 * 60_000;

/** The day's hours on a London clock: 24, or 23 or 25 when the clocks change. */
export function readHours({ window, hours, watch, generatedAt }: DigestFacts): Hour[] {
  const list: Hour[] = [];
  for (let at: Instant = window.from; at < window.to; at = addMs(at, hourMs)) {
    const inHour = hours.filter((count) => count.bucket === at);
    const of = (phase: Phase): number => inHour.find(({ key }) => key === phase)?.mentions ?? 0;
    const next = addMs(at, hourMs);
    const unseen = new Set(
      watch.blind.filter((span) => span.from < next && (span.to ?? next) > at).map(({ channel }) => channel),
    );
    list.push({
      at,
      label: clockTime(at),
      disrupted: of('disrupted'),
      recovering: of('recovering'),
      restored: of('restored'),
      blind: unseen.size > 0 && unseen.size * 2 >= watch.channels,
      ahead: at >= generatedAt,
    });
  }
  return list;
}

/** "09:05" in London. */
export function clockTime(at: Instant): string {
  return londonTime(at).slice(11, 16);
}
