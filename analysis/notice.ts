import type { Notice } from '../src/core/types.ts';
import { familyOfSystem } from './classify/family.ts';
import { read } from './classify/reading.ts';
import { systems } from './systems.ts';

/** The page that a Notice stands on. */
export interface StatusPage {
  readonly title: string;
  readonly address: string;
}

const shared: ReadonlySet<string> = new Set([
  'Health',
  'Healthcare',
  'Digital',
  'Group',
  'Systems',
  'Services',
  'Limited',
  'England',
]);

/** Names in an owner's row, former and parent firms included; words that many firms share tell nothing. */
const ownersOf = new Map(
  systems.map(({ id, owner }) => [id, (owner ?? '').match(/[A-Z][\w.-]+/g)?.filter((word) => !shared.has(word)) ?? []]),
);

/** Families whose members stand for a kind of thing on a supplier's page ("SMS is delayed"), not for a product. */
const kinds: ReadonlySet<string | null> = new Set(['infrastructure', 'phones', 'unnamed', null]);

/**
 * Ids of the systems that a Notice concerns. The title and the components name them best, then what was said. What the page is about is
 * meant too, unless another product of the same supplier is named: "Messages are delayed", "EMIS Web integration" on Accurx's page. Pure.
 */
export function systemsOfNotice(notice: Pick<Notice, 'title' | 'body' | 'components'>, page: StatusPage): readonly string[] {
  const titled = namedIn([notice.title, ...notice.components].join('. '));
  const named = hasProduct(titled) ? titled : [...titled, ...namedIn(notice.body).filter(isProduct)];
  const own = systemsOfPage(page);
  const owners = new Set(own.flatMap((id) => ownersOf.get(id) ?? []));
  const isOwn = named.some((id) => isProduct(id) && ownersOf.get(id)?.some((name) => owners.has(name)) === true);
  return [...new Set(isOwn ? named : [...named, ...own])];
}

/** Ids of the systems that a page is about, by its name and its address: "Accurx status page", `status.accurx.example`. */
export function systemsOfPage({ title, address }: StatusPage): readonly string[] {
  const host = URL.parse(address)?.hostname ?? '';
  const named = namedIn(title).filter(isProduct);
  return named.length > 0 ? named : namedIn(host.replaceAll(/[.-]/g, ' ')).filter(isProduct);
}

function namedIn(text: string): string[] {
  return [...new Set(read(text, 'vendor').entities.flatMap(({ system }) => system ?? []))];
}

function isProduct(system: string): boolean {
  return !kinds.has(familyOfSystem(system));
}

function hasProduct(systems: readonly string[]): boolean {
  return systems.some(isProduct);
}
