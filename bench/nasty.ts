import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Reading } from './megabyte.ts';
import { node } from './program.ts';
import { ratio } from './timing.ts';
import { nasty } from './units.ts';

const patienceMs = 60_000;

interface Told {
  readonly name: string;
  /** Of one, two and four megabytes. */
  readonly readings: readonly Reading[];
  /** How large the first was. */
  readonly megabytes: number;
}

const parts = ['classify', 'locate', 'group'] as const;
/** A reading that is quadratic takes four times as long for twice the text; one that outgrows a cache does so once. */
const mostSteep = 3;
/** Below this, four megabytes at a time, the clock and the memory say more than the text. */
const leastMs = 100;

/**
 * Milliseconds for a megabyte (1,000,000 UTF-16 units) of each as one post, the shortest of five, beside a megabyte of plain posts, and what two
 * megabytes take to one and four to two: 2 where reading is linear. What outlasts a minute is stopped and said so; the rest go on in a new process.
 */
export async function benchNasty(names: string): Promise<object> {
  const rows: Record<string, object | string> = {};
  const steep: string[] = [];
  let plain: Told | null = null;
  for (let left: readonly string[] = Object.keys(nasty); left.length > 0; ) {
    const told = await readThem(names, left);
    plain = told.find(({ name }) => name === 'plain') ?? plain;
    const read = told.filter(({ name }) => name !== 'plain');
    for (const one of read) {
      rows[one.name] = show(one, plain ?? one);
      steep.push(...parts.filter((part) => isSteep(one, part)).map((part) => `${one.name}: ${part}`));
    }
    const stopped = left[read.length];
    if (stopped !== undefined) rows[stopped] = `stopped after ${patienceMs / 1000} s`;
    left = left.slice(read.length + 1);
  }
  return { plainMsPerMegabyte: plain === null ? null : perMegabyte(plain), superLinear: steep, megabytes: rows };
}

/** What one process tells of these before it ends or is stopped. */
async function readThem(names: string, left: readonly string[]): Promise<readonly Told[]> {
  const { command, args } = node(import.meta.resolve('./megabyte.ts'), names, ...left);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: Told[] = [];
  const stop = (): boolean => child.kill();
  let watch = setTimeout(stop, patienceMs);
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(watch);
    watch = setTimeout(stop, patienceMs);
    told.push(JSON.parse(line) as Told);
  }
  clearTimeout(watch);
  return told;
}

function show(told: Told, plain: Told): object {
  const [mine, usual] = [perMegabyte(told), perMegabyte(plain)];
  return Object.fromEntries(
    parts.map((part) => [
      part,
      {
        msPerMegabyte: mine[part],
        toPlain: ratio(mine[part], usual[part]),
        twoToOne: growth(told, part, 1),
        fourToTwo: growth(told, part, 2),
      },
    ]),
  );
}

function perMegabyte({ readings, megabytes }: Told): Reading {
  const of = (part: keyof Reading): number => Number(((readings[0]?.[part] ?? Number.NaN) / megabytes).toPrecision(3));
  return { classify: of('classify'), locate: of('locate'), group: of('group') };
}

function growth({ readings }: Told, part: keyof Reading, place: number): number {
  return ratio(readings[place]?.[part], readings[place - 1]?.[part]);
}

function isSteep(told: Told, part: keyof Reading): boolean {
  return (told.readings.at(-1)?.[part] ?? 0) > leastMs && growth(told, part, 1) > mostSteep && growth(told, part, 2) > mostSteep;
}
