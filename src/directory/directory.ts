import { dayOf } from '../../analysis/areas.ts';
import { organisationKeys } from '../../analysis/locate/names.ts';
import type { DirectoryIndex, Instant, Organisation } from '../core/types.ts';
import { createNear } from './near.ts';

/** Builds the index that `locate` and the pipeline are handed, from the store's portions of organisations; it does not follow later imports. */
export async function createDirectory(
  portions: AsyncIterable<readonly Organisation[]> | Iterable<readonly Organisation[]>,
): Promise<DirectoryIndex> {
  const byCode = new Map<string, Organisation>();
  for await (const portion of portions) for (const organisation of portion) byCode.set(organisation.code, organisation);
  const byKey = groupByKey(byCode.values());
  const findNear = createNear(byKey);
  const answers = new Map<string, readonly Organisation[]>();
  // A name that `names` gave is asked for again and again; each is worked out once.
  const known = (name: string): readonly Organisation[] => {
    const answer = answers.get(name) ?? collect(organisationKeys(name), byKey);
    if (byKey.has(name)) answers.set(name, answer);
    return answer;
  };
  return {
    size: byCode.size,
    byCode: (code) => byCode.get(code.trim().toUpperCase()) ?? byCode.get(code) ?? null,
    byName: (name, at) => {
      const exact = openAt(known(name), at);
      if (exact.length > 0) return exact;
      const near = collect(findNear(name), byKey);
      // Two names a slip away leave it open which was meant.
      return near.every((one) => isNamedAlike(one, near[0])) ? openAt(near, at) : [];
    },
    names: () => byKey.keys(),
    organisations: () => byCode.values(),
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

function isNamedAlike(one: Organisation, other: Organisation | undefined): boolean {
  return other !== undefined && organisationKeys(one.name)[0] === organisationKeys(other.name)[0];
}

function collect(keys: readonly string[], groups: ReadonlyMap<string, readonly Organisation[]>): readonly Organisation[] {
  return [...new Set(keys.flatMap((key) => groups.get(key) ?? []))];
}

// Open on that London day; without an instant, open as far as the files know. One that closed is not who posts today.
function openAt(organisations: readonly Organisation[], at: Instant | null): readonly Organisation[] {
  const day = dayOf(at);
  if (day === null) return organisations.filter(({ status }) => status === 'active');
  return organisations.filter(
    ({ status, openedOn, closedOn }) =>
      status !== 'proposed' &&
      (openedOn === null || openedOn <= day) &&
      (closedOn === null ? status === 'active' : closedOn >= day),
  );
}
