import { collectors } from '../scrapers/index.ts';
import { namesBeyondOwn, ownSettings } from './config.ts';
import type { Setting } from './core/types.ts';

const collectorSettings = collectors.flatMap((one) => one.needs);

/** Every setting there is, the collectors' own included: what the README's table lists. */
export const settings: readonly Setting[] = [...ownSettings, ...collectorSettings];

/** Names in the environment that look like ours and are not: a typing error would otherwise be silent. */
export function strangers(): readonly string[] {
  const known = new Set<string>(collectorSettings.map((one) => one.name));
  return namesBeyondOwn().filter((name) => !known.has(name));
}
