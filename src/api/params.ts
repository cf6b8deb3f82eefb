import { InputError } from '../core/errors.ts';

/** URL parameters by name; what was left empty is absent. */
export type Params = Readonly<Record<string, string | undefined>>;

/** Longer than every list a person could need, shorter than what would keep a database busy. */
const longestValue = 4000;

/**
 * Reads the URL parameters that a route knows. Throws InputError for one it does not know, since a typing error would otherwise show
 * everything as if it were the answer, and for one that is doubled, too long or holds invisible characters.
 */
export function readParams(url: string, known: readonly string[]): Params {
  const params: Record<string, string | undefined> = Object.create(null) as Record<string, string | undefined>;
  for (const [name, value] of new URL(url, 'http://any').searchParams) {
    if (!known.includes(name)) throw new InputError(sayUnknown(name, known), { field: name.slice(0, 40) });
    if (name in params) {
      throw new InputError(`“${name}” was given twice; give several values in one, separated by commas.`, { field: name });
    }
    if (value.length > longestValue) {
      throw new InputError(`“${name}” has ${value.length} characters; at most ${longestValue} are read.`, { field: name });
    }
    if (/[\p{Cc}\uFFFD]/u.test(value)) {
      throw new InputError(`“${name}” holds characters that are not text; percent-encode it as UTF-8.`, { field: name });
    }
    params[name] = value.trim() === '' ? undefined : value;
  }
  return params;
}

/** A whole number between two bounds, or the default where the parameter is absent. */
export function readWhole(
  params: Params,
  name: string,
  range: { readonly min: number; readonly max: number; readonly default: number },
): number {
  const text = params[name];
  if (text === undefined) return range.default;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.min && value <= range.max) return value;
  throw new InputError(`“${name}” must be a whole number from ${range.min} to ${range.max}.`, { field: name });
}

/** One of a few words, or null where the parameter is absent. */
export function readChoice<Choice extends string>(
  params: Params,
  name: string,
  choices: readonly Choice[],
  said = `one of ${choices.join(', ')}`,
): Choice | null {
  const text = params[name];
  if (text === undefined) return null;
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new InputError(`“${name}” must be ${said}.`, { field: name });
}

function sayUnknown(name: string, known: readonly string[]): string {
  const shown = name.replace(/\p{C}/gu, '').slice(0, 40);
  return known.length === 0
    ? `There is no parameter “${shown}” here; this address takes none.`
    : `There is no parameter “${shown}” here; this address takes ${known.join(', ')}.`;
}
