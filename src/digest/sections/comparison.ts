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
          sayWeek(known),
        ];
  return { id: 'comparison', title: 'Compared with', blocks: [{ kind: 'list', items }] };
}

/** A day from which nothing is stored would pull the mean down and mean nothing. */
function sayWeek(known: readonly Figures[]): string {
  const [only] = known;
  if (known.length === 1 && only !== undefined) return `Of the seven days before, one has posts stored: ${sayFigures(only)}.`;
  const days =
    known.length === 7 ? 'the seven days before' : `the ${known.length} of the seven days before that have posts stored`;
  return `Mean of ${days}: ${sayMean(known, 'organisations')} organisations, ${sayMean(known, 'mentions')} posts a day.`;
}

function sayFigures({ organisations, mentions }: Figures): string {
  return `${plural(organisations, 'organisation')}, ${plural(mentions, 'post')}`;
}

function sayMean(days: readonly Figures[], field: keyof Figures): string {
  return sayNumber(days.reduce((sum, day) => sum + day[field], 0) / days.length);
}
