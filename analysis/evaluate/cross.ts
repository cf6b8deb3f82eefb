import { folds } from './folds.ts';
import type { Label } from './label.ts';
import type { Pair } from './similarity.ts';
import { alikeAcross, alikeKeys } from './similarity.ts';

export interface CrossOptions {
  /** How many parts; each is answered by what was learned from the others. */
  readonly k: number;
  /** Texts that share at least this much of their five-word runs stay in one part. */
  readonly atLeast: number;
  /** More that keeps rows together beside incident and likeness, such as the Statement of each. */
  readonly keysOf?: (label: Label, at: number) => readonly string[];
  /** Parts that are learned for side by side; 1 where nothing is said. */
  readonly atOnce?: number;
  readonly onFold?: () => void;
}

export interface Crossed<Result> {
  /** One for each label, in order, by a model that saw nothing of its incident nor of any near copy. */
  readonly answers: readonly Result[];
  readonly foldOf: readonly number[];
  /** The most alike texts of different parts, the highest first: the proof. */
  readonly alike: readonly Pair[];
}

/** Learns from all parts but one and answers that one, until every label is answered. Rejects with a RangeError where there are too few incidents. */
export async function crossValidate<Result>(
  labels: readonly Label[],
  { k, atLeast, keysOf, atOnce = 1, onFold }: CrossOptions,
  learn: (train: readonly Label[]) => Promise<(label: Label) => Result>,
): Promise<Crossed<Result>> {
  const texts = labels.map(({ text }) => text);
  const copies = alikeKeys(texts, atLeast);
  const foldOf = folds(labels, k, (label, at) => [
    ...(label.group === null ? [] : [`incident ${label.group}`]),
    ...(copies[at] ?? []).map((key) => `copy ${key}`),
    ...(keysOf?.(label, at) ?? []).map((key) => `own ${key}`),
  ]);
  const answers: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let fold = next; fold < k; fold = next) {
      next += 1;
      const answer = await learn(labels.filter((_, at) => foldOf[at] !== fold));
      for (const [at, label] of labels.entries()) if (foldOf[at] === fold) answers[at] = answer(label);
      onFold?.();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { answers, foldOf, alike: alikeAcross(texts, foldOf) };
}
