import { plural } from '../../core/text.ts';
import type { Section } from '../digest.ts';
import type { DigestFacts, Figures } from '../facts.ts';
import { sayNumber } from '../say.ts';

export function compare({ before, totals }: DigestFacts): Section {
  const known = before.filter((day) => day !== null);
  const yesterday = before.at(-1) ?? null;
  const items =
    known.length === 0
      ? ['Nothing is stored from the seven days before, so there is nothing to compare with.']
      : [
          `This day: ${sayFigures(totals)}.`,
          `The day before: ${yesterday === null ? 'nothing is stored from it' : sayFigures(yesterday)}.`,
          `${sayDays(known.length)}: ${sayMean(known, 'organisations')} organisations, ${sayMean(known, 'mentions')} posts a day.`,
        ];
  return { id: 'comparison', title: 'Compared with', blocks: [{ kind: 'list', items }] };
}

/** A day from which nothing is stored would pull the mean down and mean nothing. */
function sayDays(known: number): string {
  if (known === 7) return 'Mean of the seven days before';
  return known === 1
    ? 'Of the seven days before, one has posts stored'
    : `Mean of the ${known} of the seven days before that have posts stored`;
}

function sayFigures({ organisations, mentions }: Figures): string {
  return `${plural(organisations, 'organisation')}, ${plural(mentions, 'post')}`;
}

function sayMean(days: readonly Figures[], field: keyof Figures): string {
  return sayNumber(days.reduce((sum, day) => sum + day[field], 0) / days.length);
}
