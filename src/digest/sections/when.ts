import { plural } from '../../core/text.ts';
import { addMs } from '../../core/time.ts';
import type { Hour, Section } from '../digest.ts';
import type { DigestFacts } from '../facts.ts';
import { clockTime } from '../hours.ts';

export function tellWhen({ scan }: DigestFacts, hours: readonly Hour[]): Section {
  const notes = [
    scan.firstAt === null ? null : `First post ${clockTime(scan.firstAt)}, last post ${clockTime(scan.lastAt ?? scan.firstAt)}.`,
    sayRestored(hours),
    hours.some((hour) => hour.blind)
      ? 'In the hours marked × most channels could not be seen: few posts there may mean nothing.'
      : null,
  ].filter((note) => note !== null);
  return {
    id: 'when',
    title: 'When',
    blocks: [
      { kind: 'hours', hours, says: sayPeak(hours) },
      { kind: 'text', text: notes.join(' ') },
    ],
  };
}

function sayPeak(hours: readonly Hour[]): string {
  const peak = hours.reduce<Hour | null>((top, hour) => (top === null || total(hour) > total(top) ? hour : top), null);
  const all = hours.reduce((sum, hour) => sum + total(hour), 0);
  if (peak === null || all === 0) return 'No dated posts.';
  const end = clockTime(addMs(peak.at, 60 * 60_000));
  return `${plural(all, 'post')} by hour; the most, ${total(peak)}, between ${peak.label} and ${end}.`;
}

function sayRestored(hours: readonly Hour[]): string | null {
  const restored = hours.reduce((sum, hour) => sum + hour.restored, 0);
  const first = hours.find((hour) => hour.restored > 0);
  return first === undefined
    ? 'No post said that anything was restored.'
    : `${plural(restored, 'post')} said that things were restored, the first after ${first.label}.`;
}

function total({ disrupted, recovering, restored }: Hour): number {
  return disrupted + recovering + restored;
}
