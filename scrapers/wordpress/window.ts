import type { RestPost } from './rest.ts';

/** What is known of each post by its id. Moments are as the API writes them, in UTC. */
export type Items = { readonly [id: string]: readonly [slug: string, hash: string, modified: string, date: string] };

/** Ids that are known and should be listed, and are not: all of a short list; of a full one those that are not older than its end. */
export function findMissing(slug: string, items: Items, listed: readonly RestPost[]): readonly string[] {
  const here = new Set(listed.map(({ id }) => String(id)));
  const oldest = listed.length < 100 ? '' : (listed.at(-1)?.date_gmt ?? '');
  return Object.entries(items)
    .filter(([id, [type, , , date]]) => type === slug && !here.has(id) && (oldest === '' || date > oldest))
    .map(([id]) => id);
}

/** Listed posts that have to be read: edited ones, and unknown ones unless they are older than everything that is known. */
export function findUnread(slug: string, items: Items, listed: readonly RestPost[]): readonly RestPost[] {
  const dates = Object.values(items).flatMap(([type, , , date]) => (type === slug ? date : []));
  const oldest = dates.reduce((a, b) => (a < b ? a : b), dates[0] ?? '');
  return listed.filter(({ id, modified_gmt, date_gmt }) => {
    const known = items[id];
    return known === undefined ? (date_gmt ?? '') > oldest : known[2] !== modified_gmt;
  });
}
