// `npm run bench`: how fast the parts are, each beside a naive reference of the same run, as JSON on standard output.
// Ratios are what to compare: the absolute figures belong to the machine.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCollect } from './collect.ts';
import { benchCounts } from './counts.ts';
import { benchExport } from './export.ts';
import { benchGrowth } from './growth.ts';
import { benchHttp } from './http.ts';
import { benchIngest } from './ingest.ts';
import { benchLists } from './lists.ts';
import { benchLocate } from './locate.ts';
import { benchMongo } from './mongo.ts';
import { makeOrganisations } from './names.ts';
import { benchNasty } from './nasty.ts';
import { benchPeers } from './peers.ts';
import { benchPipeline } from './pipeline.ts';
import { benchQueries } from './queries.ts';
import { scanRate } from './scan.ts';
import { benchStartup } from './startup.ts';
import { benchStatements } from './statements.ts';
import { benchSustained } from './sustained.ts';
import { benchWhole } from './whole.ts';

interface Options {
  readonly posts: number;
  readonly million: boolean;
  readonly channels: number;
  readonly folder: string;
  /** A store that `bench:data` made. */
  readonly store: string | null;
  /** A smaller one, to compare it with. */
  readonly beside: string | null;
  /** A server of MongoDB's protocol. */
  readonly mongo: string | null;
}

const sections: Readonly<Record<string, (options: Options) => unknown>> = {
  whole: ({ posts, folder }) => benchWhole(posts, folder),
  peers: ({ folder }) => benchPeers(folder),
  startup: ({ folder }) => benchStartup(folder),
  nasty: async ({ folder }) => {
    const names = join(folder, 'names.ndjson');
    await writeFile(
      names,
      makeOrganisations(5000)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    );
    return benchNasty(names);
  },
  locate: () => benchLocate(20_000),
  pipeline: async ({ folder }) => benchPipeline(await makePosts(20_000), folder),
  sustained: ({ folder }) => benchSustained(folder),
  overview: async ({ folder }) => benchQueries(await makePosts(100_000), folder),
  counts: ({ store, folder }) => benchCounts(store, folder),
  growth: ({ store, beside, folder }) => benchGrowth(beside, store, folder),
  collect: ({ channels, folder }) => benchCollect(channels, folder),
  ingest: ({ million, folder }) => benchIngest(million ? 1_000_000 : 50_000, folder),
  export: ({ million }) => benchExport(million ? 1_000_000 : 200_000),
  http: () => benchHttp(20_000),
  lists: ({ store, folder }) => benchLists(store, folder),
  mongo: ({ mongo }) => benchMongo(mongo),
  statements: ({ million }) => benchStatements(million ? 1_000_000 : 200_000),
};

const help = `npm run bench [-- [section …] [--posts <number>] [--million]]

Sections: ${Object.keys(sections).join(' ')} (all where none is named)
--posts <number>  posts in section "whole" (200000)
--channels <n>    channels that are looked at, of 17,000, in section "collect" (1000)
--million         a million in sections "statements", "ingest" and "export", which takes minutes
--store <file.db> the store that sections "counts" and "lists" ask (one with 100,000 mentions, made for it; "npm run bench:data" makes larger ones)
--beside <file.db> a smaller store, which section "growth" compares it with
--mongo <address> a server that section "mongo" fills databases of its own on, and drops them

Examples: npm run bench
          npm run bench -- whole --posts 20000
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    posts: { type: 'string', default: '200000' },
    million: { type: 'boolean', default: false },
    store: { type: 'string' },
    beside: { type: 'string' },
    mongo: { type: 'string' },
    channels: { type: 'string', default: '1000' },
    help: { type: 'boolean', default: false },
  },
});
const strange = positionals.filter((name) => !(name in sections));
if (values.help || strange.length > 0) {
  process.stderr.write(strange.length > 0 ? `"${strange.join('", "')}" is no section of the bench.\n\n${help}` : help);
  process.exitCode = values.help ? 0 : 2;
} else await run(positionals.length > 0 ? positionals : Object.keys(sections));

async function run(names: readonly string[]): Promise<void> {
  scanRate(); // the first one warms up
  const before = scanRate();
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-bench-'));
  const report: Record<string, unknown> = { node: process.version };
  try {
    for (const name of names) {
      process.stderr.write(`${name} …\n`);
      report[name] = await sections[name]?.({
        posts: Number(values.posts),
        million: values.million,
        channels: Number(values.channels),
        folder,
        store: values.store ?? null,
        beside: values.beside ?? null,
        mongo: values.mongo ?? null,
      });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const after = scanRate();
  // A dependency that slows every string scan of the process would show here.
  report['stringScan'] = { beforePerSecond: before, afterPerSecond: after, ratio: Number((after / before).toPrecision(3)) };
  report['peakMemoryMb'] = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

async function makePosts(count: number) {
  return (await import('./posts.ts')).makePosts(count);
}
