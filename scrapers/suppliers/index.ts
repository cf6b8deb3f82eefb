import type { PageNode } from '../text.ts';
import type { Element, Role } from '../walk.ts';
import { gpSurgery } from './gpsurgery.ts';
import { type Marks, readMarks } from './marks.ts';
import { mySurgery } from './mysurgery.ts';
import { nhsDesign } from './nhsdesign.ts';
import { practice365 } from './practice365.ts';
import { siliconPractice } from './siliconpractice.ts';
import type { Supplier } from './supplier.ts';
import { wordpress } from './wordpress.ts';

/** Every supplier we know, the most particular first: one is a file and a line here. Pages of any other are read by what all pages share. */
export const suppliers: readonly Supplier[] = [siliconPractice, practice365, gpSurgery, mySurgery, wordpress, nhsDesign];

/** By whom a page was built, and how it is to be read. */
export interface Built {
  /** The most particular supplier; null where none is known by any sign. */
  readonly supplier: Supplier | null;
  /** The sign, as part of a sentence: "it loads …". */
  readonly sign: string | null;
  /** Names the rules that the page is read by: "silicon-practice+wordpress", or "any". */
  readonly rules: string;
  /** What the suppliers' markup says of an element; null leaves it to our own judgement. */
  readonly role: (element: Element) => Role | null;
  readonly odsCode: string | null;
  readonly marks: Marks;
}

/** Looks for every supplier's signs: a site may be WordPress, a supplier's and in the NHS design at once, and is read by the rules of all. */
export function findBuilder(root: PageNode | undefined, url: string): Built {
  const marks = readMarks(root, url);
  const found = suppliers.flatMap((supplier) => {
    const sign = supplier.detect(marks);
    return sign === null ? [] : [{ supplier, sign }];
  });
  const first = found[0] ?? null;
  return {
    supplier: first?.supplier ?? null,
    sign: first?.sign ?? null,
    rules: found.length === 0 ? 'any' : found.map(({ supplier }) => supplier.id).join('+'),
    role: (element) => found.map(({ supplier }) => supplier.role?.(element) ?? null).find((role) => role !== null) ?? null,
    odsCode: found.map(({ supplier }) => supplier.odsCode?.(marks) ?? null).find((code) => code !== null) ?? null,
    marks,
  };
}
