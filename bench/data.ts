// `npm run bench:data -- 10000000`: a store with that many invented mentions in it, to try screens and questions on.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import type { OnProgress } from './load.ts';
import { makeStore } from './load.ts';

const help = `npm run bench:data -- <mentions> [--to <file.db>] [--seed <number>]

Makes a store with that many invented mentions, the same ones for the same seed. A million take 3 GB.

Examples: npm run bench:data -- 100000
          npm run bench:data -- 10000000 --to /tmp/ten-million/ripplewatch.db
          RIPPLEWATCH_DATA=/tmp/ten-million npx ripplewatch start
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    to: { type: 'string', default: 'bench.db' },
    seed: { type: 'string', default: '20240719' },
    help: { type: 'boolean', default: false },
  },
});
const count = Number(positionals[0]);
const seed = Number(values.seed);
const wrong =
  positionals.length !== 1 || !Number.isSafeInteger(count) || count < 1
    ? 'Say how many mentions to make: a whole number from 1.'
    : !Number.isSafeInteger(seed)
      ? `--seed "${values.seed}" is not a whole number.`
      : existsSync(values.to)
        ? `${values.to} exists already; remove it, or choose another file with --to.`
        : null;
if (values.help) process.stdout.write(help);
else if (wrong !== null) {
  process.stderr.write(`${wrong}\n`);
  process.exitCode = 2;
} else await make();

async function make(): Promise<void> {
  const bar = new SingleBar({ format: '{step} {bar} {percentage} %, {duration_formatted}', noTTYOutput: false });
  const begun = performance.now();
  const onProgress: OnProgress = (step, done, total) => {
    bar.setTotal(total ?? count);
    bar.update(done, { step });
  };
  bar.start(count, 0, { step: 'rows' });
  const made = await makeStore(values.to, count, seed, { onProgress });
  bar.stop();
  const seconds = Math.round((performance.now() - begun) / 1000);
  const { user, system } = process.cpuUsage();
  const bytes = statSync(values.to).size;
  const took = { seconds, processorSeconds: Math.round((user + system) / 1e6) };
  process.stdout.write(
    `${JSON.stringify({ file: values.to, mentions: made, seed, ...took, bytes, bytesEach: Math.round(bytes / made) })}\n`,
  );
}
