import type { Count } from '../core/types.ts';
import type { DigestFacts } from './facts.ts';

/** The system that most organisations named, and whether more than half of all did; null when no system was named. */
export function leadingSystem({ systems, totals }: DigestFacts): { readonly id: string; readonly most: boolean } | null {
  const [first] = rank(systems);
  if (first?.key == null) return null;
  const most = totals.organisations > 0 ? first.organisations * 2 > totals.organisations : first.mentions * 2 > totals.mentions;
  return { id: first.key, most };
}

/** Most organisations first, then most posts; rows without a key are left out. */
export function rank(counts: readonly Count[]): readonly Count[] {
  return counts
    .filter(({ key, mentions }) => key !== null && mentions > 0)
    .toSorted(
      (a, b) => b.organisations - a.organisations || b.mentions - a.mentions || String(a.key).localeCompare(String(b.key)),
    );
}
