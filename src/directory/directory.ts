import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/index.js';
import { headOf, organisationKeys } from '../../analysis/locate/names.ts';
import { londonDate } from '../core/time.ts';
import type { DirectoryIndex, Instant, Organisation } from '../core/types.ts';

/** Builds the index that `locate` and the pipeline are handed, from the store's portions of organisations; it does not follow later imports. */
export async function createDirectory(
  portions: AsyncIterable<readonly Organisation[]> | Iterable<readonly Organisation[]>,
): Promise<DirectoryIndex> {
  const byCode = new Map<string, Organisation>();
  for await (const portion of portions) for (const organisation of portion) byCode.set(organisation.code, organisation);
  const byKey = groupByKey(byCode.values());
  const findNear = createNear(byKey);
  return {
    size: byCode.size,
    byCode: (code) => byCode.get(code.trim().toUpperCase()) ?? byCode.get(code) ?? null,
    byName: (name, at) => {
      const exact = openAt(collect(organisationKeys(name), byKey), at);
      return exact.length > 0 ? exact : openAt(collect(findNear(name), byKey), at);
    },
    names: () => byKey.keys(),
  };
}

function groupByKey(organisations: Iterable<Organisation>): Map<string, Organisation[]> {
  const groups = new Map<string, Organisation[]>();
  for (const organisation of organisations) {
    for (const key of organisationKeys(organisation.name)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [organisation]);
      else group.push(organisation);
    }
  }
  return groups;
}

function collect(keys: readonly string[], groups: ReadonlyMap<string, readonly Organisation[]>): readonly Organisation[] {
  return [...new Set(keys.flatMap((key) => groups.get(key) ?? []))];
}

// Open on that London day; without an instant, open as far as the files know. One that closed is not who posts today.
function openAt(organisations: readonly Organisation[], at: Instant | null): readonly Organisation[] {
  if (at === null) return organisations.filter(({ status }) => status === 'active');
  const day = londonDate(at);
  return organisations.filter(
    ({ status, openedOn, closedOn }) =>
      status !== 'proposed' &&
      (openedOn === null || openedOn <= day) &&
      (closedOn === null ? status === 'active' : closedOn >= day),
  );
}

/**
 * Names one slip away ("Elergreen Medical Centre"): the part of the name that is its own differs by one letter dropped, added, changed or swapped,
 * the kind of place ("medical centre") is the same. Every name stands under what is left of it with one letter out, so a search reads only
 * as many entries as it has letters; the distance itself is natural's. Built at the first misspelling, as most texts have none.
 */
function createNear(groups: ReadonlyMap<string, unknown>): (name: string) => readonly string[] {
  let index: Map<string, string[]> | null = null;
  return (name) => {
    const [key = ''] = organisationKeys(name);
    const head = headOf(key);
    if (head.length < shortest) return [];
    index ??= indexHeads(groups.keys());
    const found = new Set(withoutOneLetter(head).flatMap((part) => index?.get(part) ?? []));
    const near = [...found].filter((other) => tailOf(other) === tailOf(key) && isOneSlip(headOf(other), head));
    return near.length === 1 ? near : [];
  };
}

// Short names are one letter from each other too often: Hall, Hill, Hull.
const shortest = 7;

function indexHeads(keys: Iterable<string>): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const key of keys) {
    const head = headOf(key);
    if (head.length < shortest - 1) continue;
    for (const part of withoutOneLetter(head)) {
      const others = index.get(part);
      if (others === undefined) index.set(part, [key]);
      else others.push(key);
    }
  }
  return index;
}

function withoutOneLetter(head: string): readonly string[] {
  const parts = new Set([head]);
  for (let at = 0; at < head.length; at += 1) parts.add(head.slice(0, at) + head.slice(at + 1));
  return [...parts];
}

function isOneSlip(one: string, other: string): boolean {
  return DamerauLevenshteinDistance(one, other, { restricted: true }) === 1;
}

function tailOf(key: string): string {
  return key.slice(headOf(key).length);
}
