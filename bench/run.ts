// `npm run bench`: how fast the parts are, each beside a naive reference of the same run, as JSON on standard output.
// Ratios are what to compare: the absolute figures belong to the machine.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchClassify } from './classify.ts';
import { benchPipeline } from './pipeline.ts';
import { benchQueries } from './queries.ts';
import { scanRate } from './scan.ts';

scanRate(); // the first one warms up
const scanBefore = scanRate();
const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-bench-'));
try {
  const { makePosts } = await import('./posts.ts');
  const classify = await benchClassify(makePosts(20_000));
  const pipeline = await benchPipeline(makePosts(20_000), folder);
  const overview = await benchQueries(makePosts(100_000), folder);
  const scanAfter = scanRate();
  const report = {
    node: process.version,
    classify,
    pipeline,
    overview,
    // A dependency that slows every string scan of the process would show here.
    stringScan: { beforePerSecond: scanBefore, afterPerSecond: scanAfter, ratio: round(scanAfter / scanBefore) },
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
