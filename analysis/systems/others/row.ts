import type { SystemRow } from '../../classify/rules.ts';

/** A product without an id: `other:` and its title with hyphens. Its first hit is that it is down, unless others are given. */
export function row(
  title: string,
  names: readonly string[],
  more: Partial<Pick<SystemRow, 'onlyNear' | 'notNear' | 'implies' | 'hits' | 'misses'>> = {},
): SystemRow {
  const id = `other:${hyphenate(title)}`;
  return { id, title, owner: null, family: 'unlisted', names, hits: [`${title} is down`], misses: [], ...more };
}

/** As ids write a name: "M&S app" is `m-s-app`. */
export function hyphenate(name: string): string {
  return (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join('-');
}
