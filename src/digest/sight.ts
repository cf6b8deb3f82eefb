import { plural } from '../core/text.ts';
import type { DigestFacts } from './facts.ts';

/** One sentence on whether silence on that day means anything. */
export function saySight({ watch, dataset, totals }: DigestFacts): string {
  const { channels, collected } = watch;
  const silent = totals.mentions === 0;
  const unseen = new Set(watch.blind.map(({ channel }) => channel)).size;
  if (dataset.invented) {
    return unseen === 0
      ? 'The posts come from the demonstration; nothing was collected.'
      : `In the demonstration, ${plural(unseen, 'channel')} could not be seen for part of the day.`;
  }
  if (channels === 0) {
    return silent
      ? 'Nothing was being collected on that day, so this is not an all-clear.'
      : 'Nothing was being collected on that day: the posts were brought in from files, and what nobody brought in is missing.';
  }
  if (collected === channels && unseen === 0) return `We could see ${sayAll(channels)} all day.`;
  if (collected === 0)
    return `We could not see ${channels === 1 ? 'our one channel' : `any of ${plural(channels, 'channel')}`} on that day, so ${silent ? 'this is not an all-clear' : 'more may have been posted'}.`;
  const parts = [
    collected < channels ? `we collected ${collected} of ${plural(channels, 'channel')}` : null,
    unseen > 0 ? `${plural(unseen, 'channel')} could not be seen for part of the day` : null,
  ].filter((part) => part !== null);
  const sentence = parts.join(' and ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}: ${silent ? 'silence there means nothing' : 'more may have been posted there'}.`;
}

function sayAll(channels: number): string {
  if (channels === 1) return 'our one channel';
  return channels === 2 ? 'both channels' : `all ${plural(channels, 'channel')}`;
}
