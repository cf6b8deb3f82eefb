import type { LeadTime } from '../types.ts';
import { plural } from './headline.ts';

/** The outcome of one comparison in a few words; the times stand beside it. */
export function sayVerdict({ standing, minutes, page }: Pick<LeadTime, 'standing' | 'minutes' | 'page'>): string {
  const which = page ?? 'the status page';
  switch (standing) {
    case 'ahead':
      return `the first post came ${sayMinutes(minutes ?? 0)} before the supplier’s notice`;
    case 'behind':
      return `the supplier’s notice came ${sayMinutes(Math.abs(minutes ?? 0))} before the first post`;
    case 'level':
      return 'the first post and the supplier’s notice came in the same minute';
    case 'no-notice':
      return `no notice on ${which} so far`;
    case 'page-unseen':
      return `${which} could not be read since the posts began, so whether it has a notice is not known`;
    case 'no-page':
      return 'no status page of it is watched, so there is nothing to compare with';
  }
}

/** `53 minutes`, `2 hours 5 minutes`. */
export function sayMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return plural(rest, 'minute');
  return rest === 0 ? plural(hours, 'hour') : `${plural(hours, 'hour')} ${plural(rest, 'minute')}`;
}
