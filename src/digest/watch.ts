import { judgeHealth, troubled } from '../../analysis/health.ts';
import type { ChannelState, Instant, Term } from '../core/types.ts';
import type { DigestReader, Watch } from './facts.ts';

/** Periods read for one day: on a day on which everything was blind, more of them say nothing new. */
const mostPeriods = 20_000;

/** How well the Channels could be seen within the window, and which need attention now. */
export async function watchDay(
  reader: DigestReader,
  dataset: string,
  states: readonly ChannelState[],
  window: { readonly from: Instant; readonly to: Instant },
  now: Instant,
  platforms: readonly Term[],
): Promise<Watch> {
  const until = now < window.to ? now : window.to;
  const there = new Map(
    states.filter(({ channel }) => channel.addedAt < until).map(({ channel }) => [channel.id, channel.title]),
  );
  const [sight] = await reader.sight({ dataset, from: window.from, to: until, by: null });
  const { items } = await reader.blindPeriods({ dataset, from: window.from, to: until, now: until, limit: mostPeriods });
  const blind = items.flatMap((period) => {
    const title = there.get(period.channel);
    return title === undefined ? [] : clip({ ...period, title }, window.from, until);
  });
  // A platform that is down is one line, not one for each of its channels.
  const down = (await reader.warnings(dataset))
    .filter(({ kind }) => kind === 'platform')
    .map((one) => ({ ...one, title: platforms.find(({ id }) => id === one.platform)?.title ?? one.platform }));
  const isDown = new Set(down.map(({ platform }) => platform));
  const worries = states
    .filter(({ channel, failures }) => failures === 0 || !isDown.has(channel.platform))
    .map((state) => ({ title: state.channel.title, ...judgeHealth(state, now) }))
    .filter(({ health }) => troubled.has(health));
  return {
    channels: there.size,
    collected: sight?.seen ?? 0,
    blind: blind.toSorted((a, b) => lasted(b, until) - lasted(a, until)),
    troubled: [...down, ...worries].map(({ title, says }) => ({ title, says })),
  };
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
