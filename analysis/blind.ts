import { addMs } from '../src/core/time.ts';
import type { BlindPeriod, Channel, Instant, Run } from '../src/core/types.ts';
import { blindAfterIntervals, notWatched } from '../src/core/types.ts';

/**
 * The spans in which Channels could not be seen: from the last good look before trouble to the next good one.
 * Trouble is a failed Run, or no Run for longer than three intervals (the schedule was not running, or the host asked us to wait).
 * The store keeps the same up to date as Runs end; this is what it is held against.
 * `runs` in any order; what lies before a Channel's first Run is not counted, since nobody was watching yet.
 */
export function findBlindPeriods(runs: readonly Run[], channels: readonly Channel[], now: Instant): readonly BlindPeriod[] {
  const byChannel = Map.groupBy(runs, (run) => run.channel);
  return channels.flatMap((channel) => {
    const own = (byChannel.get(channel.id) ?? []).toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
    return blindOf(channel, own, now);
  });
}

function blindOf(channel: Channel, runs: readonly Run[], now: Instant): BlindPeriod[] {
  const periods: BlindPeriod[] = [];
  const patienceMs = blindAfterIntervals * channel.everyMinutes * 60_000;
  let open: { from: Instant; why: string } | null = null;
  let seenAt: Instant | null = null;
  let asked: string | null = null;
  for (const run of runs) {
    const late: boolean = seenAt !== null && addMs(seenAt, patienceMs) < run.startedAt;
    if (late && seenAt !== null) open ??= { from: seenAt, why: asked ?? notWatched };
    if (run.outcome === 'ok') {
      if (open !== null) periods.push({ channel: channel.id, from: open.from, to: run.startedAt, why: open.why });
      open = null;
      asked = null;
      seenAt = run.startedAt;
    } else if (run.outcome === 'failed') {
      open ??= { from: seenAt ?? run.startedAt, why: run.message ?? 'collecting failed' };
    } else if (run.outcome === 'waiting') asked = run.message;
  }
  if (open === null && seenAt !== null && addMs(seenAt, patienceMs) < now) {
    open = { from: seenAt, why: asked ?? notWatched };
  }
  if (open !== null) periods.push({ channel: channel.id, from: open.from, to: null, why: open.why });
  return periods;
}
