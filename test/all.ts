// What `npm test` runs: every check, then the suite; the last line is the count.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const bin = join(import.meta.dirname, '..', 'node_modules', '.bin');

const checks: readonly (readonly [title: string, command: string, args: readonly string[]])[] = [
  ['the code is formatted', 'biome', ['ci', '.']],
  ['the types hold', 'tsc', ['-p', '.']],
  ["the dashboard's types hold", 'tsc', ['-p', 'dashboard']],
  ['nothing is dead', 'knip', []],
  ['the lint rules hold', 'eslint', ['.', '--max-warnings', '0']],
];

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) })),
});

let passed = 0;
let failed = 0;
for (const [title, command, args] of checks) {
  const ok = await succeeds(command, args);
  say(`${ok ? 'ok    ' : 'FAILED'} ${title}`);
  if (ok) passed += 1;
  else failed += 1;
}
await runSuite(process.argv.slice(2));
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function runSuite(extra: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-suite-'));
  const file = join(folder, 'report.json');
  const ok = await succeeds('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...extra]);
  try {
    const result = report.parse(JSON.parse(await readFile(file, 'utf8')));
    passed += result.numPassedTests;
    // A file that cannot even be loaded has no failed test in it, and must count all the same.
    failed += Math.max(result.numFailedTests, ok ? 0 : 1);
    for (const { status, fullName } of result.testResults.flatMap((one) => one.assertionResults)) {
      if (status === 'failed') say(`FAILED ${fullName}`);
      else if (status !== 'passed') say(`skipped: ${fullName}`);
    }
  } catch {
    say('FAILED the suite wrote no report');
    failed += 1;
  }
  await rm(folder, { recursive: true });
}

function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(join(bin, command), args, { stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
