import type { Element, Role } from '../walk.ts';
import type { Marks } from './marks.ts';

/** Who built a website, and what its markup tells beyond what any page's does. */
export interface Supplier {
  readonly id: string;
  readonly title: string;
  /** The page or project on which the signs and the markup are documented. */
  readonly source: string;
  /** The sign by which a page is known as theirs, as a person can check it; null when there is none. */
  readonly detect: (marks: Marks) => string | null;
  /** What their markup says of an element; left away where no markup of theirs is documented. */
  readonly role?: (element: Element) => Role | null;
  /** ODS code of the practice, where their addresses carry it. */
  readonly odsCode?: (marks: Marks) => string | null;
  /** Feeds of theirs that no page links, as paths. */
  readonly feeds?: readonly string[];
  /** Accounts of the supplier itself, which its footers link: never the practice's. */
  readonly accounts?: RegExp;
}

/** The classes of an element, each by itself. */
export function classesOf(element: Element): readonly string[] {
  return (element.attribs.class ?? '').slice(0, 1000).split(/\s+/);
}
