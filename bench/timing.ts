/** Items per second, the median of several rounds that take turns, so that a slow moment hits all alike. */
export async function race(
  items: number,
  rounds: number,
  runners: Readonly<Record<string, () => unknown>>,
): Promise<Record<string, number>> {
  const times = new Map<string, number[]>(Object.keys(runners).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, runner] of Object.entries(runners)) {
      const begun = performance.now();
      await runner();
      times.get(name)?.push(performance.now() - begun);
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, Math.round((items * 1000) / median(all))]));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function ratio(a: number | undefined, b: number | undefined): number {
  return Number(((a ?? Number.NaN) / (b ?? Number.NaN)).toPrecision(3));
}

/** Milliseconds by the clock. */
export function wall(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** Three digits: more would be the machine's. */
export function short(value: number): number {
  return Number(value.toPrecision(3));
}
