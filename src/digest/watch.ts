import { findBlindPeriods } from '../../analysis/blind.ts';
import { judgeHealth, troubled } from '../../analysis/health.ts';
import { addMs } from '../core/time.ts';
import type { ChannelState, Instant, Run } from '../core/types.ts';
import type { DigestReader, Watch } from './facts.ts';

const dayMs = 24 * 60 * 60_000;
/** Four times an hour for two days, ten times over: more than any channel can have, and still a bound. */
const mostRuns = 2000;

/** How well the Channels could be seen within the window, and which need attention now. */
export async function watchDay(
  reader: DigestReader,
  states: readonly ChannelState[],
  window: { readonly from: Instant; readonly to: Instant },
  now: Instant,
): Promise<Watch> {
  const until = now < window.to ? now : window.to;
  const there = states.filter(({ channel }) => channel.addedAt < until);
  const blind: Watch['blind'][number][] = [];
  let collected = 0;
  for (const { channel } of there) {
    // A day more, so that what was already blind at midnight is known to be.
    const runs = await reader.runs({ channel: channel.id, from: addMs(window.from, -dayMs), to: until, limit: mostRuns });
    if (runs.some((run) => looked(run, window))) collected += 1;
    const periods = findBlindPeriods(runs, [channel], until);
    blind.push(...periods.flatMap((period) => clip({ ...period, title: channel.title }, window.from, until)));
  }
  const worries = states.map((state) => ({ title: state.channel.title, ...judgeHealth(state, now) }));
  return {
    channels: there.length,
    collected,
    blind: blind.toSorted((a, b) => lasted(b, until) - lasted(a, until)),
    troubled: worries.filter(({ health }) => troubled.has(health)).map(({ title, says }) => ({ title, says })),
  };
}

function looked(run: Run, window: { readonly from: Instant; readonly to: Instant }): boolean {
  return run.outcome === 'ok' && run.startedAt >= window.from && run.startedAt < window.to;
}

type Blind = Watch['blind'][number];

/** The part of it within the window; none where it ended before. */
function clip(period: Blind, from: Instant, until: Instant): Blind[] {
  if (period.from >= until || (period.to !== null && period.to <= from)) return [];
  return [
    { ...period, from: period.from < from ? from : period.from, to: period.to !== null && period.to > until ? null : period.to },
  ];
}

function lasted({ from, to }: Blind, until: Instant): number {
  return Date.parse(to ?? until) - Date.parse(from);
}
