import type { Area } from '../core/types.ts';

/**
 * Every area code that a filter on `given` means: the area, those it took over from (a former area counts with its largest successor),
 * and whatever lies inside any of these, at any date. So a post of 2024 placed in an ICB merged since is found under today's.
 */
export function rollUp(given: readonly string[], areas: readonly Area[]): readonly string[] {
  const former = close(given, (code) => areas.filter(({ successors }) => successors[0]?.code === code));
  return close(former, (code) => areas.filter(({ parent }) => parent === code));
}

function close(start: readonly string[], next: (code: string) => readonly Area[]): readonly string[] {
  const found = new Set(start);
  // A Set hands out what is added while it is walked, so this ends when nothing new turns up.
  for (const code of found) for (const area of next(code)) found.add(area.code);
  return [...found];
}
