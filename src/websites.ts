import type { App } from './app.ts';
import { InputError } from './core/errors.ts';
import { plural } from './core/text.ts';
import type { DirectoryIndex } from './core/types.ts';
import type { WebsiteRow, Websites } from './directory/websites.ts';
import { inArea } from './places.ts';
import type { NewSite } from './store/discovery.ts';

export interface Chosen {
  /** Each website once, with every organisation that the file gives it. */
  readonly sites: readonly NewSite[];
  /** Lines that were not taken, by reason. */
  readonly left: Readonly<Record<string, number>>;
}

/**
 * Chooses the websites of a file: those of organisations in the area, where one was asked for, as the imported directory places them. A line
 * without a code that the directory knows is matched by name and postcode together. Throws InputError where an area was asked for and the
 * directory is empty.
 */
export async function chooseWebsites(app: App, { rows, left }: Websites, area: string | null): Promise<Chosen> {
  const directory = await app.directory();
  if (area !== null && directory.size === 0) {
    throw new InputError(
      'The directory is empty, so nobody knows which practices lie in that area; first "ripplewatch directory import epraccur.csv", or leave --area away.',
      { field: 'area' },
    );
  }
  const there = inArea(area);
  const counts: Record<string, number> = { ...left };
  const leave = (why: string): void => void (counts[why] = (counts[why] ?? 0) + 1);
  const byCode = findByPostcode(directory);
  const sites = new Map<string, { url: string; organisations: Set<string> }>();
  for (const row of rows) {
    const organisation = row.code === null ? byCode(row) : directory.byCode(row.code);
    if (area !== null && organisation === null) {
      leave(row.code === null ? 'without an ODS code, so in no area we know' : 'of an ODS code that the directory does not know');
      continue;
    }
    if (organisation !== null && !there(organisation.area)) {
      leave('in another area');
      continue;
    }
    if (organisation !== null && organisation.status === 'closed') {
      leave('closed, as the directory has it');
      continue;
    }
    const site = readSite(row.address);
    if (site === null) {
      leave('without a web address that can be read');
      continue;
    }
    const known = sites.get(site.key) ?? { url: site.url, organisations: new Set<string>() };
    sites.set(site.key, known);
    // An empty directory cannot say that a code is wrong.
    const code = organisation?.code ?? (directory.size === 0 ? row.code : null);
    if (code !== null) known.organisations.add(code);
  }
  return {
    sites: [...sites.values()].map(({ url, organisations }) => ({ url, organisations: [...organisations] })),
    left: counts,
  };
}

/** "3 lines without a web address, 12 in another area". */
export function sayLeft(left: Readonly<Record<string, number>>): string {
  return Object.entries(left)
    .toSorted(([, a], [, b]) => b - a)
    .map(([why, count], index) => `${index === 0 ? plural(count, 'line') : count.toLocaleString('en-GB')} ${why}`)
    .join(', ');
}

/** A name alone is shared by practices all over the country; with the postcode beside it, it is one. */
function findByPostcode(directory: DirectoryIndex): (row: WebsiteRow) => ReturnType<DirectoryIndex['byCode']> {
  const key = (postcode: string): string => postcode.replace(/\s/g, '').toUpperCase();
  return ({ name, postcode }) => {
    if (name === null || postcode === null) return null;
    const [first, ...others] = directory.byName(name, null).filter((one) => key(one.postcode ?? '') === key(postcode));
    return first !== undefined && others.length === 0 ? first : null;
  };
}

/** The address made whole, and what it is known by: with or without www, the scheme, a slash at the end, it is one website. */
function readSite(address: string): { url: string; key: string } | null {
  const given = address.replace(/\s+/g, '');
  const url = URL.parse(/^https?:\/\//i.test(given) ? given : `https://${given}`);
  if (url === null || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return null;
  url.hash = '';
  const path = url.pathname.replace(/\/(?:index\.(?:html?|php|aspx?)|home)?$/i, '');
  // Without a scheme it stays without one, so that both are tried.
  const whole = /^https?:\/\//i.test(given) ? url.href : url.href.replace(/^https:\/\//, '');
  return { url: whole, key: `${url.host.replace(/^www\./, '')}${path}${url.search}` };
}
