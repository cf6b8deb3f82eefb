import { join } from 'node:path';
import { time, typed } from './program.ts';
import { median } from './timing.ts';
import { fillData } from './whole.ts';

const organisations = 17_000;
const text = 'EMIS is down at Heron Lane Surgery in Wilmslow, phones are fine';

/** One text on the command line, whole process: rules, gazetteer and a directory of 17,000 organisations loaded, one post answered. */
export async function benchStartup(folder: string): Promise<object> {
  const data = join(folder, 'start');
  await fillData(data, organisations);
  const program = typed('--data', data, 'classify', text);
  await time(program); // fills the cache of compiled code, which the first start after an installation does
  const walls: number[] = [];
  for (let round = 0; round < 9; round += 1) walls.push((await time(program)).wallMs);
  const watched = { ...program.env, NODE_OPTIONS: `--import=${import.meta.resolve('./peak.ts')}` };
  const { said } = await time({ ...program, env: watched });
  return {
    organisations,
    wallMs: Math.round(median(walls)),
    wallMsSpread: [Math.round(Math.min(...walls)), Math.round(Math.max(...walls))],
    ...(JSON.parse(said) as { peakMb: number; processorMs: number }),
  };
}
