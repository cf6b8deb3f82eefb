import type { App } from './app.ts';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import type { Mention, Review } from './core/types.ts';
import { readReviewFile } from './reviewfile.ts';
import { readReviewLine } from './reviewline.ts';
import { withoutReview } from './store/review.ts';

export interface ImportOptions {
  /** Dataset of the lines that name none. */
  readonly dataset: string;
  /** Reviewer of the lines that name none; null where each has to. */
  readonly reviewer: string | null;
  readonly dryRun: boolean;
  /** One bad line, and nothing is stored. */
  readonly strict: boolean;
  readonly onLine?: () => void;
}

export interface BadLine {
  readonly line: number;
  /** null where the whole line is wrong. */
  readonly column: string | null;
  readonly message: string;
}

export interface ImportSummary {
  readonly read: number;
  readonly good: number;
  /** Good lines that are stored now; none in a dry run. */
  readonly saved: number;
  /** Good lines that said what stood already. */
  readonly unchanged: number;
  /** Good lines that disagree with what the machine says. */
  readonly disagreeing: number;
  readonly bad: readonly BadLine[];
}

/** Reads corrections from a CSV file and stores those of the good lines in one transaction. Throws InputError when the file cannot be read at all. */
export async function importReviews(app: App, file: string, options: ImportOptions): Promise<ImportSummary> {
  const good: Review[] = [];
  const bad: BadLine[] = [];
  const lineOf = new Map<string, number>();
  const datasets = new Set((await app.store.datasets()).map(({ id }) => id));
  const { dataset, reviewer } = options;
  const context = { store: app.store, dataset, reviewer, datasets, keys: await app.keys(), now: app.now() };
  let disagreeing = 0;
  for await (const line of readReviewFile(file)) {
    options.onLine?.();
    try {
      const { review, mention } = await readReviewLine(line, context);
      const key = JSON.stringify([review.platform, review.id, review.dataset]);
      const before = lineOf.get(key);
      if (before !== undefined)
        throw new InputError(`this post was corrected in line ${before} already; keep one of the two.`, { field: 'id' });
      lineOf.set(key, line.line);
      good.push(review);
      if (disagrees(review, mention)) disagreeing += 1;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      bad.push({ line: line.line, column: error.field === null ? null : toColumn(error.field), message: error.message });
    }
  }
  const isStored = !options.dryRun && good.length > 0 && !(options.strict && bad.length > 0);
  const { saved, unchanged } = isStored ? await store(app, file, good) : { saved: 0, unchanged: 0 };
  // Records that are no CSV are found ahead of the line that is being read.
  bad.sort((a, b) => a.line - b.line);
  return { read: good.length + bad.length, good: good.length, saved, unchanged, disagreeing, bad };
}

/** Whether the person said anything else than the machine does. */
function disagrees({ correction }: Review, mention: Mention): boolean {
  const { note: _note, places, ...said } = correction ?? {};
  const { verdict, places: found } = withoutReview(mention);
  const isOther = Object.entries(said).some(
    ([key, value]) => JSON.stringify(sorted(value)) !== JSON.stringify(sorted(verdict[key as keyof typeof said])),
  );
  return isOther || places?.some((code) => found.every((place) => place.code !== code)) === true;
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).sort() : value;
}

function toColumn(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

async function store(
  { store: reviews, now, operator }: App,
  file: string,
  good: readonly Review[],
): Promise<{ saved: number; unchanged: number }> {
  const { saved, unchanged } = await reviews.saveReviews(good);
  if (saved > 0)
    await reviews.recordChange({ at: now(), who: operator, what: `imported ${saved} reviews from ${oneLine(file)}` });
  return { saved, unchanged };
}
