import { version } from '../analysis/version.ts';
import type { App } from './app.ts';
import type { Mention } from './core/types.ts';
import { createDemoPipeline } from './demonstration.ts';
import type { Pipeline } from './pipeline.ts';
import type { Changes } from './reclassified.ts';
import { startTally } from './reclassified.ts';
import type { MentionQuery } from './store/filters.ts';
import { withoutPart } from './store/part.ts';
import { withoutReview } from './store/review.ts';

/** Saved together: few enough that a collecting process beside us never waits long. */
const chunk = 200;

export interface ReclassifyOptions {
  readonly query: MentionQuery;
  /** Judges those of the present version as well. */
  readonly all: boolean;
  /** Judges and compares, and saves nothing. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly onLooked?: (count: number) => void;
}

export interface ReclassifySummary extends Changes {
  /** The version that judged. */
  readonly version: string;
  /** Mentions of the query. */
  readonly looked: number;
  /** Those judged anew. */
  readonly judged: number;
  /** Those whose stored Verdict or Places were replaced, its version included. */
  readonly saved: number;
  /** Those edited or removed by somebody else meanwhile, and so left alone. */
  readonly left: number;
}

/**
 * Makes Verdicts and Places of stored posts anew. Without `all` only those of another version: one that is stopped goes on where it was, since
 * what is done carries the present version. Dates, Organisation and people's corrections stay.
 */
export async function reclassify(app: App, options: ReclassifyOptions): Promise<ReclassifySummary> {
  const { query, all, dryRun, signal, onLooked } = options;
  const pipeline = await pipelineFor(app, query.dataset);
  const tally = startTally();
  const done = { looked: 0, judged: 0, saved: 0, left: 0 };
  for await (const mentions of app.store.stream(query)) {
    for (let start = 0; start < mentions.length && !signal.aborted; start += chunk) {
      const some = mentions.slice(start, start + chunk);
      const pairs = some.flatMap((shown) => judge(pipeline, shown, all));
      const changed = pairs.filter(({ before, after }) => !isSame(before, after));
      for (const { shown, before, after } of changed) tally.add(before, after, shown.review !== undefined);
      if (!dryRun && pairs.length > 0) {
        const saved = await pipeline.renew(pairs.map(({ after }) => after));
        done.saved += saved.changed;
        done.left += Math.max(0, changed.length - saved.changed);
      }
      done.looked += some.length;
      done.judged += pairs.length;
      onLooked?.(some.length);
    }
    if (signal.aborted) break;
  }
  return { version, ...done, ...tally.read() };
}

/** Invented posts come from invented practices, which no imported directory knows. */
async function pipelineFor(app: App, dataset: string): Promise<Pipeline> {
  const isInvented = (await app.store.datasets()).some(({ id, invented }) => id === dataset && invented);
  return isInvented ? createDemoPipeline(app) : app.pipeline();
}

interface Pair {
  /** As people see it. */
  readonly shown: Mention;
  /** As the machine had judged it alone. */
  readonly before: Mention;
  readonly after: Mention;
}

/** None where the present version has judged it already. A name that the directory has forgotten since is kept: it was right on the day it was stored. */
function judge(pipeline: Pipeline, shown: Mention, all: boolean): readonly Pair[] {
  // What has no words any more keeps the Verdict that they had.
  if (shown.removed !== undefined) return [];
  const before = withoutPart(withoutReview(shown));
  if (!all && before.verdict.version === version) return [];
  const { post, organisation, dataset, invented, organisationName } = before;
  const judged = pipeline.judge(post, { organisation, dataset, invented });
  return [{ shown, before, after: { ...judged, organisationName: judged.organisationName ?? organisationName } }];
}

function isSame(before: Mention, after: Mention): boolean {
  return JSON.stringify([before.verdict, before.places]) === JSON.stringify([after.verdict, after.places]);
}
