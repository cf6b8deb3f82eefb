import { areaByCode } from '../analysis/areas.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { plural } from './core/text.ts';
import { addMs } from './core/time.ts';
import type { Organisation } from './core/types.ts';
import { inArea } from './places.ts';

/** How many of an area's practices we watch and see. */
export interface Coverage {
  /** Area code; null for everywhere. */
  readonly area: string | null;
  /** Open practices that the directory has there. */
  readonly practices: number;
  /** Of these, with at least one Channel that is collected. */
  readonly watched: number;
  /** Of these, with a Channel that answered within its last two intervals. */
  readonly visible: number;
  /** All of that in one sentence. */
  readonly says: string;
}

/** Counts an area's practices, those with a Channel and those whose Channel answered lately. */
export async function measureCoverage(app: App, area: string | null): Promise<Coverage> {
  const [directory, states] = await Promise.all([app.directory(), app.store.channels({ dataset: live.id, counted: false })]);
  const now = app.now();
  const watched = new Set<string>();
  const visible = new Set<string>();
  for (const { channel, state, lastSuccessAt } of states) {
    if (state !== 'active' || channel.organisation === null) continue;
    watched.add(channel.organisation);
    if (lastSuccessAt !== null && addMs(lastSuccessAt, 2 * channel.everyMinutes * 60_000) >= now)
      visible.add(channel.organisation);
  }
  const there = inArea(area);
  const practices = [...(directory.organisations?.() ?? [])].filter((one) => isOpenPractice(one) && there(one.area));
  const count = (codes: ReadonlySet<string>): number => practices.filter(({ code }) => codes.has(code)).length;
  const figures = { area, practices: practices.length, watched: count(watched), visible: count(visible) };
  return { ...figures, says: say(figures) };
}

function isOpenPractice({ kind, status }: Organisation): boolean {
  return kind === 'practice' && status === 'active';
}

function say({ area, practices, watched, visible }: Omit<Coverage, 'says'>): string {
  const where = area === null ? 'the directory' : (areaByCode(area)?.name ?? area);
  if (practices === 0)
    return `The directory has no practices in ${where}, so nobody can say how many are visible; "ripplewatch directory import epraccur.csv" brings them.`;
  const rest = watched - visible;
  const later =
    rest === 0
      ? ''
      : ` ${plural(rest, 'more has a channel and becomes', 'more have channels and become')} visible at the next collection.`;
  return `${visible.toLocaleString('en-GB')} of ${plural(practices, 'practice')} in ${where} visible.${later}`;
}
