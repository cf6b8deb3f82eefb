import { areas } from '../analysis/areas.ts';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import { rollUp } from './store/rollup.ts';

/** Tells whether an organisation's area lies in the one that was asked for, at any date; null asks for everywhere. */
export function inArea(area: string | null): (of: string | null) => boolean {
  if (area === null) return () => true;
  const codes = new Set(rollUp([area], areas));
  return (of) => of !== null && codes.has(of);
}

/** The code of an area as a person typed it. Throws InputError where there is none of it. */
export function readArea(given: string): string {
  const code = given.trim().toUpperCase();
  if (areas.some((area) => area.code.toUpperCase() === code))
    return areas.find((area) => area.code.toUpperCase() === code)?.code ?? code;
  throw new InputError(
    `"${oneLine(given, 40)}" is no area's code; it takes that of an ICB, a region or a health board, such as QYG or Y62.`,
    { field: 'area' },
  );
}
