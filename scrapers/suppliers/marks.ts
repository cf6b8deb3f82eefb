import type { PageNode } from '../text.ts';
import type { Element } from '../walk.ts';
import { eachElement } from '../walk.ts';

/** What a page gives away about who built it. */
export interface Marks {
  /** Where it came from. */
  readonly url: string;
  /** Everything it links, loads or sends forms to, absolute. */
  readonly addresses: readonly URL[];
  /** Its stylesheets and scripts alone: a picture of another site proves nothing. */
  readonly assets: readonly URL[];
  /** What it says it was generated with: "WordPress 6.4". */
  readonly generator: string;
  /** Classes of the NHS design system, such as `nhsuk-card`. */
  readonly nhsClasses: ReadonlySet<string>;
}

/** One walk over the page. */
export function readMarks(root: PageNode | undefined, url: string): Marks {
  const addresses: URL[] = [];
  const assets: URL[] = [];
  const nhsClasses = new Set<string>();
  let generator = '';
  for (const element of eachElement(root)) {
    const { attribs, name } = element;
    if (name === 'meta' && attribs.name?.toLowerCase() === 'generator') generator ||= (attribs.content ?? '').slice(0, 100);
    for (const found of attribs.class?.slice(0, 1000).match(/\bnhsuk-[a-z_-]+/g) ?? []) {
      if (nhsClasses.size < 200) nhsClasses.add(found);
    }
    const address = addresses.length < mostAddresses ? readAddress(element, url) : null;
    if (address === null) continue;
    addresses.push(address);
    if (name === 'script' || (name === 'link' && /stylesheet/i.test(attribs.rel ?? ''))) assets.push(address);
  }
  return { url, addresses, assets, generator, nhsClasses };
}

const mostAddresses = 5000;

function readAddress({ attribs }: Element, base: string): URL | null {
  const given = attribs.href ?? attribs.src ?? attribs.action;
  if (given === undefined || given === '' || given.length > 2000 || given.startsWith('#')) return null;
  const url = URL.parse(given, base);
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/** Whether an address lies on this host or below it. */
export function isOn(url: URL, host: string): boolean {
  return url.hostname === host || url.hostname.endsWith(`.${host}`);
}
