import type { Kind } from './kinds.ts';
import type { Rest, RestPost } from './rest.ts';

/** Posts taken at the first look at a type: what a practice said years ago is no news. */
const firstLook = '50';
/** Pages of edits read at one look, a hundred posts each: beyond that somebody is moving a site, not announcing. */
const mostPages = 30;

export interface Page {
  readonly posts: readonly RestPost[];
  /** Where to go on from next time; null before the last page. */
  readonly since: string | null;
}

/** At the first look the newest posts; then whatever was modified since. */
export async function* readChanges(rest: Rest, { base }: Kind, since: string | undefined): AsyncGenerator<Page> {
  if (since === undefined) {
    const first = await rest.list(base, { orderby: 'date', order: 'desc', per_page: firstLook });
    if (first !== null && first.posts.length > 0) yield { posts: first.posts, since: newestOf(first.posts) };
    return;
  }
  // "After" leaves the second itself out, in which another post may have been saved.
  const after = new Date(Date.parse(`${since}Z`) - 1000).toISOString();
  let newest = since;
  let begun: string | null = null;
  for (let page = 1; page <= mostPages; page += 1) {
    // By id: posts that were modified in the same second have no order of their own, and pages would lose some of them.
    const found = await rest.list(base, { modified_after: after, orderby: 'id', order: 'asc', page: String(page) });
    // Before version 5.7 (March 2021) the filter is ignored and everything comes: then the list of the newest has to do.
    const isFiltered = found?.posts.every(({ modified_gmt }) => modified_gmt >= since) ?? false;
    if (found === null || found.posts.length === 0 || !isFiltered) return;
    begun ??= found.at;
    newest = [newest, newestOf(found.posts)].toSorted().at(-1) ?? newest;
    const isLast = page >= found.pages || page === mostPages;
    // What is saved while we read may be missed, so the next look begins where this one did.
    yield { posts: found.posts, since: !isLast ? null : begun !== null && begun < newest ? begun : newest };
    if (isLast) return;
  }
}

function newestOf(posts: readonly RestPost[]): string {
  return posts.map(({ modified_gmt }) => modified_gmt).reduce((a, b) => (a > b ? a : b), '');
}

export async function readThese(rest: Rest, { base }: Kind, posts: readonly RestPost[]): Promise<readonly RestPost[]> {
  if (posts.length === 0) return [];
  const found = await rest.list(base, { include: posts.map(({ id }) => id).join(',') });
  return found?.posts ?? [];
}

export async function askMissing(rest: Rest, { base }: Kind, ids: readonly string[]): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const id of ids) if ((await rest.state(base, Number(id))) === 'gone') gone.push(id);
  return gone;
}
