import type { Answer, Server } from './server.ts';
import { type Status, statusesShape } from './shapes.ts';

/** One page of a timeline, newest first. */
export type Page = Answer<Status[]>;

export const pageSize = 40;
const mostPages = 25;

/** null where the server no longer has the timeline. */
export function askPage(server: Server, list: string, more: Readonly<Record<string, string>> = {}): Promise<Page | null> {
  const url = new URL(list, 'https://timeline.invalid');
  for (const [name, value] of Object.entries({ limit: String(pageSize), ...more })) url.searchParams.set(name, value);
  return server.ask(`${url.pathname}${url.search}`, statusesShape);
}

/**
 * The pages between what is known and `top`, the newest page, when the two do not touch: oldest page first, so that a Run cut short goes on
 * where it stopped. `min_id` walks forward without leaving out the middle, as `since_id` would; servers that ignore it are read backwards.
 * Returns false when the pages have not reached `top` after many: the rest is for the next Run.
 */
export async function* fillGap(
  server: Server,
  list: string,
  newest: string,
  top: Page,
  isKnown: IsKnown,
): AsyncGenerator<Page, boolean> {
  const tops = new Set(top.value.map(({ id }) => id));
  let page = await askPage(server, list, { min_id: newest });
  if (page !== null && ignoresMinId(page, top, isKnown)) return yield* walkBack(server, list, top, isKnown);
  for (let count = 0; page !== null && page.value.length > 0; count += 1) {
    if (count === mostPages) return false;
    const reached = page.value.some(({ id }) => tops.has(id));
    yield page;
    if (reached) return true;
    const first: string | undefined = page.value[0]?.id;
    const next: string | null = page.newer;
    page = next === null ? await askPage(server, list, { min_id: first ?? newest }) : await server.ask(next, statusesShape);
    // A server that gives the same page for ever has come to its end.
    if (page?.value[0]?.id === first) break;
  }
  return true;
}

type IsKnown = (status: Status) => boolean;

/** What lies behind `newest` can hold neither what is known nor, while there is a gap, the newest post of all. */
function ignoresMinId(page: Page, top: Page, isKnown: IsKnown): boolean {
  return page.value.some((status) => isKnown(status) || status.id === top.value[0]?.id);
}

/** From the newest page to the first that holds something known; collected before any is yielded, since the oldest comes first. */
async function* walkBack(server: Server, list: string, top: Page, isKnown: IsKnown): AsyncGenerator<Page, boolean> {
  const pages: Page[] = [];
  const seen = new Set(top.value.map(({ id }) => id));
  for (let page = top; pages.length < mostPages; ) {
    const last: string = page.value.at(-1)?.id ?? '';
    const next: Page | null =
      page.older === null ? await askPage(server, list, { max_id: last }) : await server.ask(page.older, statusesShape);
    const fresh = (next?.value ?? []).filter(({ id }) => !seen.has(id));
    for (const { id } of fresh) seen.add(id);
    if (next === null || fresh.length === 0) break;
    pages.push({ ...next, value: fresh });
    if (fresh.some(isKnown)) break;
    page = next;
  }
  yield* pages.toReversed();
  return true;
}
