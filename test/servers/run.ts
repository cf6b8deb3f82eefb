// `npm run test:servers`: starts real servers that others wrote, runs the suites that read them, and stops them again.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { servers } from './index.ts';
import { type ContractResult, leftOut, sayParity } from './parity.ts';
import { run } from './process.ts';
import { CannotInstall, type TestServer } from './server.ts';

const help = `npm run test:servers [-- [server …] [--all]]

Servers: ${servers.map(({ name, always }) => (always ? name : `${name} (only with --all or by name)`)).join(', ')}
Groups: ${[...new Set(servers.flatMap(({ group }) => group ?? []))].join(', ')}
What they need is kept in ${cacheFolder()}; SERVERS_CACHE chooses another folder.
`;

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), title: z.string(), ancestorTitles: z.array(z.string()) }),
      ),
    }),
  ),
});

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
const strange = positionals.filter((name) => !servers.some((server) => isNamed(server, name)));
if (values.help || strange.length > 0) {
  process.stderr.write(strange.length > 0 ? `"${strange.join('", "')}" is no server we know.\n\n${help}` : help);
  process.exitCode = values.help ? 0 : 2;
} else
  await runAll(
    servers.filter((server) =>
      positionals.length > 0 ? positionals.some((name) => isNamed(server, name)) : server.always || values.all,
    ),
  );

/** By its own name, or by that of its group. */
function isNamed(server: TestServer, name: string): boolean {
  return server.name === name || server.group === name;
}

async function runAll(chosen: readonly TestServer[]): Promise<void> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const contract: ContractResult[] = [];
  for (const server of chosen) {
    const result = await runOne(server, contract).catch((error: unknown) => {
      say(`FAILED ${server.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
  }
  if (new Set(contract.map(({ engine }) => engine)).size > 1) for (const line of sayParity(contract)) say(line);
  say(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

async function runOne(
  server: TestServer,
  contract: ContractResult[],
): Promise<{ passed: number; failed: number; skipped: number }> {
  const folder = join(cacheFolder(), server.name);
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(tmpdir(), `ripplewatch-${server.name}-`));
  const begun = performance.now();
  try {
    await server.install(folder);
    const installed = performance.now();
    const running = await server.start(folder, scratch);
    try {
      const result = await runSuite(server, scratch, running.env, contract);
      say(`${server.name}: installed in ${seconds(begun, installed)} s, ran in ${seconds(installed, performance.now())} s`);
      return result;
    } finally {
      await running.stop();
    }
  } catch (error) {
    if (!(error instanceof CannotInstall)) throw error;
    say(`skipped: ${server.name}: ${error.message}`);
    return { passed: 0, failed: 0, skipped: 1 };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function runSuite(server: TestServer, scratch: string, env: Readonly<Record<string, string>>, contract: ContractResult[]) {
  const file = join(scratch, 'report.json');
  const vitest = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'vitest');
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const options = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  // What takes a quarter of an hour is not for every run.
  const long = positionals.length > 0 || values.all ? { SERVERS_LONG: '1' } : {};
  const code = await run(vitest, [...options, `test/servers/${server.name}/`], { env: { ...env, ...long } });
  const result = report.parse(JSON.parse(await readFile(file, 'utf8')));
  const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  const left = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  for (const { fullName } of left) say(`skipped: ${server.name}: ${fullName}`);
  for (const { status, fullName } of tests) if (status === 'failed') say(`FAILED ${server.name}: ${fullName}`);
  contract.push(...readContract(result));
  // A suite that cannot even be loaded has no failed test in it, and must count all the same.
  return {
    passed: result.numPassedTests,
    failed: Math.max(result.numFailedTests, code === 0 ? 0 : 1),
    skipped: left.length,
  };
}

/** What became of each test of the store's contract, by engine. */
function readContract({ testResults }: z.infer<typeof report>): readonly ContractResult[] {
  return testResults
    .filter(({ name }) => name.endsWith('contract.suite.ts'))
    .flatMap(({ assertionResults }) => assertionResults)
    .map(({ ancestorTitles: [engine = '', ...parts], title, status }) => {
      const reason = parts.find((part) => part.startsWith(leftOut));
      const test = [...parts.filter((part) => part !== reason), title].join(' › ');
      return { engine, test, outcome: reason ?? status };
    });
}

function cacheFolder(): string {
  return process.env['SERVERS_CACHE'] ?? join(homedir(), '.cache', 'ripplewatch-servers');
}

function seconds(from: number, to: number): string {
  return ((to - from) / 1000).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
