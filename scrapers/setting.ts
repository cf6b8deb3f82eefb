import { CollectError } from '../src/core/errors.ts';
import type { Setting } from '../src/core/types.ts';
import type { Context } from './collector.ts';

/** The value of one of a collector's settings, its default where it is not set. Throws CollectError `unauthorised` naming one that will not do. */
export function readNeed(context: Pick<Context, 'setting'>, { name, default: fallback, parse, secret }: Setting): string | null {
  const value = context.setting(name) ?? fallback;
  if (value === null || value === '') return null;
  try {
    return String(parse(value));
  } catch (cause) {
    const shown = secret === true ? 'what it is set to' : `"${value.slice(0, 80)}"`;
    throw new CollectError('unauthorised', `${name}: ${shown} will not do; ${(cause as Error).message}.`, { cause });
  }
}
