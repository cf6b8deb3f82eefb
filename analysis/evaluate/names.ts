import { read } from '../classify/reading.ts';
import { hyphenate } from '../systems/others/row.ts';
import { products, systems } from '../systems.ts';

const ids: ReadonlySet<string> = new Set(systems.map(({ id }) => id));

/** By name with hyphens, so that `other:tpp` is `systmone`. What has no name of its own ("our system") is named by its id alone. */
const byName: ReadonlyMap<string, string> = new Map(
  products
    .filter(({ family }) => family !== 'unnamed')
    .flatMap(({ id, title, names }) => [title, ...names].map((name) => [hyphenate(name), id] as const)),
);

/** The System that a label names; `other:` with a product that we have an id for is that id. null where it is no id. */
export function systemOf(word: string): string | null {
  if (ids.has(word)) return word;
  const other = /^other:(.+)$/.exec(word)?.[1];
  if (other === undefined) return null;
  const slug = hyphenate(other);
  if (slug === '') return null;
  return ids.has(slug) ? slug : (byName.get(slug) ?? readName(slug.replaceAll('-', ' ')) ?? `other:${slug}`);
}

/** What a text that is nothing but this name would name. */
function readName(name: string): string | null {
  const [only, ...more] = read(name, null).entities;
  return only !== undefined && more.length === 0 && only.start === 0 && only.end === name.length ? only.system : null;
}

/** What a label that names no System may have meant. */
export function nearSystem(word: string): string {
  const slug = hyphenate(word);
  const named = byName.get(slug);
  const near = named === undefined ? [...ids].filter((id) => slug !== '' && (id.includes(slug) || slug.includes(id))) : [named];
  const hint = near.length > 0 ? near.slice(0, 3).join(' or ') : 'an id of the vocabulary, such as emis-web or phones';
  return `names no system: perhaps ${hint}, and other:name for a product that has no id`;
}
