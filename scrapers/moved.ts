import type { HttpResponse } from '../src/core/http/client.ts';

/** A permanent redirect (301, 308) that an address has answered with, and at how many looks in a row. */
export type Moved = { readonly to: string; readonly times: number };

/** At the first redirect nobody knows whether it is meant: a server that is being mended redirects everything for an hour. */
export const movedAfter = 5;

/** Counts this look. The address is to be kept instead of the old one when `times` has reached `movedAfter`. */
export function countMove(known: Moved | null, { movedTo }: HttpResponse): Moved | null {
  if (movedTo === null) return null;
  return { to: movedTo, times: known?.to === movedTo ? known.times + 1 : 1 };
}

/** The part of a Batch that tells it. */
export function tellMove(moved: Moved | null): { readonly address?: string } {
  return moved !== null && moved.times >= movedAfter ? { address: moved.to } : {};
}
