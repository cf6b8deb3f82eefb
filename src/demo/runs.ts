import { addMs } from '../core/time.ts';
import type { Instant, Post, Run, RunOutcome } from '../core/types.ts';
import { channelIdOf } from './channels.ts';
import type { Scene } from './script.ts';

/**
 * Practice websites that stand with one invented host. It did not answer from 09:10Z to 09:40Z on Friday, so what they published
 * in that half hour was seen late: the blind period that a chart should show.
 */
const hosted: ReadonlySet<string> = new Set([
  'byronfold',
  'cobblemere',
  'harrowmint',
  'isismallow',
  'lanternmere',
  'larkspindle',
  'leasparrow',
  'ouseglimmer',
  'quincefold',
  'shoddymill',
  'weyfeather',
  'yarrowisle',
]);

/**
 * One Run an hour for each hosted website, two failed ones and an early good one around the blind half hour. Every other Channel has
 * the last look alone, which found nothing new: enough to say that it fares well.
 */
export function buildRuns(script: readonly Scene[], posts: readonly Post[]): readonly Run[] {
  return [...hostedRuns(script, posts), ...lastRuns(posts)];
}

function lastRuns(posts: readonly Post[]): Run[] {
  const hostedChannels = new Set([...hosted].map((by) => channelIdOf({ by, organisation: by, platform: 'web' })));
  const others = Map.groupBy(posts, ({ channel }) => channel)
    .entries()
    .filter(([channel]) => !hostedChannels.has(channel));
  return others
    .map(
      ([channel, own]): Run => ({
        id: `demo-run-${channel}`,
        channel,
        startedAt: lastLookAt,
        finishedAt: addMs(lastLookAt, 2_000),
        outcome: 'ok',
        failure: null,
        message: null,
        postsSeen: own.length,
        postsNew: 0,
        mentionsNew: 0,
        ...unasked,
      }),
    )
    .toArray();
}

function hostedRuns(script: readonly Scene[], posts: readonly Post[]): Run[] {
  const expected = new Map(script.map((scene, index) => [posts[index]?.id, scene.expect]));
  return [...hosted].flatMap((by) => {
    const channel = channelIdOf({ by, organisation: by, platform: 'web' });
    const own = posts.filter((post) => post.channel === channel);
    return looks.map(({ at, outcome }, index): Run => {
      const found = own.filter((post) => post.seenAt === at);
      const outages = found.filter((post) => outagePhases.has(expected.get(post.id) ?? 'none'));
      return {
        id: `demo-run-${by}-${index + 1}`,
        channel,
        startedAt: at,
        finishedAt: addMs(at, outcome === 'ok' ? 2_000 : 30_000),
        outcome,
        failure: outcome === 'ok' ? null : 'unreachable',
        message: outcome === 'ok' ? null : 'The website did not answer within 30 seconds (invented).',
        postsSeen: own.filter((post) => post.seenAt <= at).length,
        postsNew: found.length,
        mentionsNew: outages.length,
        ...unasked,
      };
    });
  });
}

/** When a hosted website's post was first seen: at the next Run that went well. Null for what is not hosted. */
export function seenByRun({ by, platform }: Scene, postedAt: Instant): Instant | null {
  if (platform !== 'web' || !hosted.has(by)) return null;
  return looks.find(({ at, outcome }) => outcome === 'ok' && at >= postedAt)?.at ?? null;
}

/** Nothing was asked of any network, so there is nothing more to tell of a Run. */
export const unasked = {
  postsChanged: 0,
  postsRemoved: 0,
  noticesNew: 0,
  bytes: 0,
  status: null,
  notes: [],
  nextAt: null,
} satisfies Partial<Run>;

const outagePhases: ReadonlySet<string> = new Set(['disrupted', 'recovering', 'restored']);

interface Look {
  readonly at: Instant;
  readonly outcome: Extract<RunOutcome, 'ok' | 'failed'>;
}

const lastLookAt: Instant = '2024-07-20T18:10:00.000Z';

const hourly = Array.from(
  { length: 49 },
  (_, hour): Look => ({ at: addMs('2024-07-18T18:10:00.000Z', hour * 3_600_000), outcome: 'ok' }),
);

const looks: readonly Look[] = [
  ...hourly,
  { at: '2024-07-19T09:20:00.000Z', outcome: 'failed' } as const,
  { at: '2024-07-19T09:30:00.000Z', outcome: 'failed' } as const,
  { at: '2024-07-19T09:40:00.000Z', outcome: 'ok' } as const,
].toSorted((a, b) => a.at.localeCompare(b.at));
