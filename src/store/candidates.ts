import type { FiledWording } from './statements.ts';

/**
 * A band that thousands share ("thank you for your patience") must not cost thousands of comparisons. Its members with the smallest
 * hashes are its hubs, whoever came first: a newcomer is compared with the hubs, and one that becomes a hub with the whole band, so at the end every
 * member has met every hub, in whatever order they came.
 */
export const hubs = 48;

/** Where a wording stands among those of a band: by its own hash, never by when it came. */
export function rankOf(form: string): number {
  return Number.parseInt(form.slice(0, 8), 16);
}

/** Wordings of one Statement that one is compared with: those that share most bands. */
const perStatement = 12;
/** Share of the smaller one's bands below which two wordings are not near: they have a sentence in common at most. */
const leastShared = 0.2;

/**
 * Whom a wording of `size` bands is compared with: `shared` says how many bands it has in common with each, `about` which Statement each
 * belongs to and how many bands it has, undefined where it is gone.
 */
export function pickCandidates(
  size: number,
  shared: ReadonlyMap<number, number>,
  about: (wording: number) => { readonly statement: string; readonly size: number } | undefined,
): FiledWording['candidates'] {
  const taken = new Map<string, number>();
  return [...shared]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .flatMap(([wording, count]) => {
      const other = about(wording);
      if (other === undefined || count < leastShared * Math.min(size, other.size)) return [];
      const before = taken.get(other.statement) ?? 0;
      if (before >= perStatement) return [];
      taken.set(other.statement, before + 1);
      return [{ wording, statement: other.statement }];
    });
}
