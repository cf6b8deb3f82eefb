import type { Filter } from 'mongodb';
import { StoreError } from '../core/errors.ts';
import type { Run } from '../core/types.ts';
import { toDate, toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ChannelDoc, EndedRun, RunDoc, RunEnd } from './mongo-docs.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import { addOnce } from './mongo-once.ts';
import { readWatch, saveBlind } from './mongo-sight.ts';
import type { RunFilter, RunResult, RunStore } from './runs.ts';
import { takenOver } from './runs.ts';
import { watchOn } from './watch.ts';

export const runIndexes: readonly IndexPlan[] = [
  { collection: 'runs', key: { channel: 1, startedAt: -1 } },
  { collection: 'runs', key: { startedAt: -1 } },
  // Those that are open are few.
  { collection: 'runs', key: { outcome: 1, channel: 1 } },
];

/**
 * Which Run a Channel's is stands in the Channel, so that of two processes one has it. A Run ends in this order: the Channel, in one step with
 * all that follows from the end and with the end itself; the blind span that it closes; the Run. Stopped after the first, the rest is made up
 * for from what the Channel says, by the next call for this Run or by the Channel's next Run.
 */
export function mongoRuns({ collection }: Pick<MongoParts, 'collection'>): Pick<RunStore, 'startRun' | 'finishRun' | 'runs'> {
  const runs = collection<RunDoc>('runs');
  const channels = collection<ChannelDoc>('channels');

  const endRun = async ({ _id, blind, ...end }: EndedRun, home: Home): Promise<void> => {
    if (blind !== null) await saveBlind(collection, home, blind);
    await runs.updateOne({ _id, outcome: 'running' }, { $set: end });
  };

  /**
   * Runs of a Channel that nobody ended: one that had ended in its Channel's document ends as that says, any other was interrupted. The Channel is
   * read after the Runs, so that one which took it meanwhile is known as the one that has it, and left alone.
   */
  const closeOpen = async (home: Home, ended: EndedRun | null, except: string, at: Date): Promise<void> => {
    const interrupted = { ...begun, outcome: 'interrupted', finishedAt: at, message: stopped, blind: null } as const;
    const open = await runs.find({ outcome: 'running', channel: home._id, _id: { $ne: except } }).toArray();
    const now = open.length === 0 ? null : await channels.findOne({ _id: home._id });
    for (const { _id } of open.filter((run) => run._id !== now?.run)) {
      const known = [ended, now?.ended].find((one) => one?._id === _id);
      await endRun(known ?? { _id, ...interrupted }, home);
    }
  };

  /** Frees the Channel, and answers with the end that the Run is to have: its own, or that of one whose Channel somebody else has now. */
  const freeChannel = async (result: RunResult, run: RunDoc): Promise<EndedRun> => {
    const { _id } = run;
    const end = { _id, blind: null, ...endOf(result) };
    const channel = await channels.findOne({ _id: result.channel });
    if (channel === null) return end;
    if (channel.ended?._id === _id) return channel.ended;
    const { claim } = channel;
    // No Run has the Channel: the one that took it from this one has ended meanwhile, or somebody removed the Channel and added it again.
    const isOthers = channel.run === null ? channel.ended !== null : channel.run !== _id;
    const isLost = (result.claim !== undefined && claim !== result.claim) || isOthers;
    if (isLost) return { ...end, ...endOf({ ...result, ...takenOver }) };
    const looked = { outcome: result.outcome, message: result.message, startedAt: toInstant(run.startedAt) };
    const { watch, blind } = watchOn(readWatch(channel), channel.everyMinutes, looked);
    const { seenAt, blindFrom, ...why } = watch;
    const ended = { ...end, blind: blind === null ? null : { from: toDate(blind.from), to: toDate(blind.to), why: blind.why } };
    const change = {
      ...{ seenAt: toDate(seenAt), blindFrom: toDate(blindFrom), ...why },
      ...{ run: null, ended, claim: null, claimedBy: null, claimedUntil: null },
      ...afterRun(channel, result),
    };
    const { matchedCount } = await channels.updateOne({ _id: channel._id, run: channel.run, claim }, { $set: change });
    return matchedCount === 1 ? ended : freeChannel(result, run);
  };

  return {
    // The Channel first: from then on nobody else's Run can end as its. Stopped before the new Run is added, there is none, and the next
    // one begins in its place.
    startRun: async ({ id, channel, startedAt, claim }) => {
      const known = await channels.findOneAndUpdate(
        { _id: channel, ...(claim !== undefined && { claim }) },
        { $set: { run: id, lastRunAt: toDate(startedAt) } },
        { returnDocument: 'before' },
      );
      // A Channel that was removed is nobody else's.
      if (known === null && (await channels.findOne({ _id: channel })) !== null) return false;
      const [at, dataset] = [toDate(startedAt), known?.dataset ?? null];
      await closeOpen({ _id: channel, dataset }, known?.ended ?? null, id, at);
      await addOnce(runs, { _id: id, channel, dataset, startedAt: at, ...begun });
      return true;
    },
    finishRun: async (result) => {
      const { id, channel } = result;
      const run = await runs.findOne({ _id: id, channel });
      if (run === null) throw new StoreError(`The run ${id} of the channel ${channel} was never started.`);
      // One that was closed as interrupted meanwhile has lost its Channel to another one, so it changes nothing any more.
      if (run.outcome !== 'running') return;
      await endRun(await freeChannel(result, run), { _id: channel, dataset: run.dataset });
    },
    runs: async ({ channel, from, to, limit }: RunFilter) => {
      const which: Filter<RunDoc> = {
        ...(channel !== undefined && { channel }),
        ...((from !== undefined || to !== undefined) && {
          startedAt: { ...(from !== undefined && { $gte: toDate(from) }), ...(to !== undefined && { $lt: toDate(to) }) },
        }),
      };
      return (await runs.find(which).sort({ startedAt: -1, _id: -1 }).limit(limit).toArray()).map(toRun);
    },
  };
}

/** The Channel that a Run is of. */
type Home = Pick<RunDoc, '_id' | 'dataset'>;

const stopped = 'The program stopped in the middle of it';

const begun: RunEnd = {
  ...{ finishedAt: null, outcome: 'running', failure: null, message: null },
  ...{ postsSeen: 0, postsNew: 0, postsChanged: 0, postsRemoved: 0, mentionsNew: 0, noticesNew: 0 },
  ...{ bytes: 0, status: null, notes: [], nextAt: null },
};

function endOf(result: RunResult): RunEnd {
  const { finishedAt, notes, nextAt, outcome, failure, message, bytes, status } = result;
  const { postsSeen, postsNew, postsChanged, postsRemoved, mentionsNew, noticesNew } = result;
  return {
    ...{ finishedAt: toDate(finishedAt), notes: notes ?? [], nextAt: toDate(nextAt), outcome, failure, message, bytes, status },
    ...{ postsSeen, postsNew, postsChanged, postsRemoved, mentionsNew, noticesNew },
  };
}

/** `waiting` and `interrupted` are no failures, and no successes either: the row of failures stands as it was. */
function afterRun(channel: ChannelDoc, { outcome, failure, message, finishedAt, nextAt, state, notes }: RunResult) {
  return {
    ...{ nextAt: toDate(nextAt), state: state === 'withheld' ? 'active' : state, failure, message },
    failures: outcome === 'ok' ? 0 : outcome === 'failed' ? channel.failures + 1 : channel.failures,
    ...(outcome === 'ok' && { lastSuccessAt: toDate(finishedAt) }),
    ...(notes !== null && { notes }),
  } satisfies Partial<ChannelDoc>;
}

function toRun({ _id, dataset: _dataset, startedAt, finishedAt, nextAt, ...rest }: RunDoc): Run {
  return { id: _id, ...rest, startedAt: toInstant(startedAt), finishedAt: toInstant(finishedAt), nextAt: toInstant(nextAt) };
}
