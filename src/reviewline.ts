import { InputError } from './core/errors.ts';
import type { PrivacyKeys } from './core/privacy.ts';
import { hashPost } from './core/privacy.ts';
import { oneLine } from './core/text.ts';
import { readInstant } from './core/time.ts';
import type { Instant, Mention, Review } from './core/types.ts';
import type { BrokenLine, ReviewLine } from './reviewfile.ts';
import type { Store } from './store/contract.ts';
import type { GivenCorrection } from './store/correction.ts';
import { readCorrection, readReviewer } from './store/correction.ts';
import { withoutReview } from './store/review.ts';
import { vocabulary } from './vocabulary.ts';

/** What a line is held against. */
export interface LineContext {
  readonly store: Pick<Store, 'mention'>;
  /** Dataset of a line that names none. */
  readonly dataset: string;
  /** Reviewer of a line that names none; null where each has to. */
  readonly reviewer: string | null;
  readonly datasets: ReadonlySet<string>;
  readonly keys: PrivacyKeys;
  readonly now: Instant;
}

/** The review that a line says, and the Mention it is of. Throws InputError naming the column, what was wrong and what would be right. */
export async function readReviewLine(
  line: ReviewLine | BrokenLine,
  context: LineContext,
): Promise<{ review: Review; mention: Mention }> {
  if ('error' in line) throw new InputError(line.error);
  const { cells } = line;
  const platform = need(cells.platform, 'platform', `one of ${vocabulary.platforms.map(({ id }) => id).join(', ')}`);
  const given = need(cells.id, 'id', "the post's id as an export gives it");
  const dataset = cells.dataset ?? context.dataset;
  if (!context.datasets.has(dataset)) {
    throw new InputError(`"${oneLine(dataset, 40)}" is no dataset; there are ${[...context.datasets].join(', ')}.`, {
      field: 'dataset',
    });
  }
  const reviewer = readReviewer(cells.reviewer ?? context.reviewer ?? '');
  const reviewedAt = readAt(cells.reviewed_at, context.now);
  // An export that shows private people gives their posts' own ids, under which they are not stored.
  const ids = [given, hashPost(platform, given, context.keys)];
  const found = await Promise.all(ids.map((id) => context.store.mention({ platform, id, dataset })));
  const mention = found.find((one) => one !== null) ?? null;
  if (mention === null) throw new InputError(sayMissing(platform, given, dataset), { field: 'id' });
  if (mention.removed !== undefined) {
    throw new InputError(`the words of the post "${oneLine(given, 60)}" have been removed, so nothing is left to check.`, {
      field: 'id',
    });
  }
  const { id } = mention.post;
  const correction = readCorrection(toGiven(cells), withoutReview(mention).verdict, vocabulary);
  return { review: { platform, id, dataset, correction, reviewer, reviewedAt }, mention };
}

function need(cell: string | undefined, column: string, what: string): string {
  if (cell !== undefined) return cell;
  throw new InputError(`is empty; it takes ${what}.`, { field: column });
}

/** A moment to come would outrank every later correction. */
function readAt(cell: string | undefined, now: Instant): Instant {
  if (cell === undefined) return now;
  const at = readInstant(cell);
  if (at !== null && at <= now) return at;
  const why = at === null ? 'is no moment' : 'lies in the future';
  throw new InputError(`"${oneLine(cell, 40)}" ${why}; it takes a date and time with its offset, such as 2024-07-19T09:30Z.`, {
    field: 'reviewed_at',
  });
}

function sayMissing(platform: string, id: string, dataset: string): string {
  if (id.startsWith('private-'))
    return `"${oneLine(id, 60)}" stands for a private person's post that is not stored here: each installation has pseudonyms of its own.`;
  return `there is no post "${oneLine(id, 60)}" of the platform "${oneLine(platform, 40)}" in the dataset ${dataset}.`;
}

function toGiven(cells: ReviewLine['cells']): GivenCorrection {
  const list = (cell: string | undefined): readonly string[] | undefined =>
    cell?.toLowerCase() === 'none'
      ? []
      : cell
          ?.split(/[;,]/)
          .map((item) => item.trim())
          .filter((item) => item !== '');
  return {
    phase: cells.phase,
    voice: cells.voice,
    systems: list(cells.systems),
    systemsUnaffected: list(cells.systems_unaffected),
    systemsCause: list(cells.systems_cause),
    systemsPlanned: list(cells.systems_planned),
    systemsSwitchedOff: list(cells.systems_switched_off),
    services: list(cells.services),
    cause: cells.cause,
    places: list(cells.places),
    note: cells.note,
  };
}
