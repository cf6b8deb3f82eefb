import type { Notice } from '../src/core/types.ts';
import { familyOfSystem } from './classify/family.ts';
import { read } from './classify/reading.ts';

/** The page that a Notice stands on. */
export interface StatusPage {
  readonly title: string;
  readonly address: string;
}

/** Families whose members stand for a kind of thing on a supplier's page ("SMS is delayed"), not for a product. */
const kinds: ReadonlySet<string | null> = new Set(['infrastructure', 'phones', 'unnamed', null]);

/**
 * Ids of the systems that a Notice concerns. The title and the components name them best, then what was said. One that names no product
 * ("Messages are delayed") concerns what the page is about, and the kind of thing it names. Pure.
 */
export function systemsOfNotice(notice: Pick<Notice, 'title' | 'body' | 'components'>, page: StatusPage): readonly string[] {
  const named = namedIn([notice.title, ...notice.components].join('. '));
  if (hasProduct(named)) return named;
  const said = namedIn(notice.body);
  if (hasProduct(said)) return [...new Set([...named, ...said.filter(isProduct)])];
  return [...new Set([...named, ...systemsOfPage(page)])];
}

/** Ids of the systems that a page is about, by its name and its address: "Accurx status page", `status.accurx.example`. */
export function systemsOfPage({ title, address }: StatusPage): readonly string[] {
  const host = URL.parse(address)?.hostname ?? '';
  const named = namedIn(title).filter(isProduct);
  return named.length > 0 ? named : namedIn(host.replaceAll(/[.-]/g, ' ')).filter(isProduct);
}

function namedIn(text: string): string[] {
  const systems = read(text, 'vendor').entities.flatMap(({ system }) => system ?? []);
  return [...new Set(systems)];
}

function isProduct(system: string): boolean {
  return !kinds.has(familyOfSystem(system));
}

function hasProduct(systems: readonly string[]): boolean {
  return systems.some(isProduct);
}
