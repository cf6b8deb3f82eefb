import { hubs, rankOf } from './candidates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { WordingDoc } from './mongo-docs.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import { isDuplicate } from './mongo-once.ts';

/**
 * The hubs of a band, so that thousands of bands are looked up by their ids in one question. Which wordings a band has is said by the
 * wordings themselves; this is a short list made from them, and a member that is gone from there counts for nothing.
 */
interface BandDoc {
  readonly _id: string;
  readonly dataset: string;
  /** Rank and key of each: what is first in this order is a hub. */
  readonly members: readonly string[];
  /** Some were left out: `members` has the hubs, and perhaps a few more. */
  readonly more?: boolean;
}

export const bandIndexes: readonly IndexPlan[] = [
  { collection: 'wordings', key: { dataset: 1, bands: 1, rank: 1 } },
  { collection: 'bands', key: { dataset: 1 } },
];

/** Members beyond which a list is cut back to its hubs. */
const mostListed = 2 * hubs;
const bandsAtOnce = 1000;

type Wording = Pick<WordingDoc, '_id' | 'dataset' | 'form' | 'bands'>;

/** Lists each wording under its bands; the same again changes nothing. */
export async function listWordings({ collection }: Pick<MongoParts, 'collection'>, wordings: readonly Wording[]): Promise<void> {
  const bands = collection<BandDoc>('bands');
  const members = Map.groupBy(
    wordings.flatMap((wording) => wording.bands.map((band) => ({ wording, id: idOf(wording.dataset, band) }))),
    ({ id }) => id,
  );
  const updates = [...members].map(([_id, listed]) => ({
    updateOne: {
      filter: { _id },
      update: {
        $addToSet: { members: { $each: listed.map(({ wording }) => memberOf(wording)) } },
        $setOnInsert: { dataset: listed[0]?.wording.dataset ?? '' },
      },
      upsert: true,
    },
  }));
  for (let from = 0; from < updates.length; from += bandsAtOnce) {
    const some = updates.slice(from, from + bandsAtOnce);
    // Two processes that make the same band at once: the second one finds it there.
    await bands.bulkWrite(some, { ordered: false }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
      return bands.bulkWrite(some, { ordered: false });
    });
  }
}

/** How many bands each wording has in common with each of those it is to be compared with. */
export async function findShared(
  parts: Pick<MongoParts, 'collection'>,
  wordings: readonly Wording[],
): Promise<readonly ReadonlyMap<number, number>[]> {
  const bands = await readBands(parts, wordings);
  const shared: Map<number, number>[] = [];
  for (const wording of wordings) {
    const counts = new Map<number, number>();
    for (const band of wording.bands) {
      const doc = bands.get(idOf(wording.dataset, band));
      if (doc === undefined) continue;
      for (const other of await membersFor(parts, wording, band, doc)) {
        if (other !== wording._id) counts.set(other, (counts.get(other) ?? 0) + 1);
      }
    }
    shared.push(counts);
  }
  return shared;
}

async function readBands({ collection }: Pick<MongoParts, 'collection'>, wordings: readonly Wording[]) {
  const ids = [...new Set(wordings.flatMap(({ dataset, bands }) => bands.map((band) => idOf(dataset, band))))];
  const found = new Map<string, BandDoc>();
  for (let from = 0; from < ids.length; from += bandsAtOnce) {
    const some = ids.slice(from, from + bandsAtOnce);
    for await (const doc of collection<BandDoc>('bands').find({ _id: { $in: some } })) {
      found.set(doc._id, doc.members.length > mostListed ? await cutBack({ collection }, doc) : doc);
    }
  }
  return found;
}

/** The hubs alone, where nobody has changed the list meanwhile. */
async function cutBack({ collection }: Pick<MongoParts, 'collection'>, doc: BandDoc): Promise<BandDoc> {
  const members = inOrder(doc.members).slice(0, hubs);
  await collection<BandDoc>('bands').updateOne({ _id: doc._id, members: doc.members }, { $set: { members, more: true } });
  return { ...doc, members, more: true };
}

/** A newcomer meets the hubs, and one that becomes a hub the whole band. */
async function membersFor(
  { collection }: Pick<MongoParts, 'collection'>,
  { dataset, form }: Wording,
  band: number,
  doc: BandDoc,
): Promise<readonly number[]> {
  const wordings = collection<WordingDoc>('wordings');
  const { more = false } = doc;
  let members = inOrder(doc.members);
  if (more && members.length < hubs) {
    // Hubs have gone: the next ones take their places.
    const next = await wordings.find({ dataset, bands: band }).sort({ rank: 1, _id: 1 }).limit(hubs).toArray();
    members = next.map(memberOf);
    await collection<BandDoc>('bands').updateOne({ _id: doc._id }, { $addToSet: { members: { $each: [...members] } } });
  }
  const first = members.slice(0, hubs);
  const isHub = first.length === hubs && rankOf(form) <= rankOf(first.at(-1) ?? '');
  if (!isHub) return first.map(keyOf);
  if (!more) return members.map(keyOf);
  const all = await wordings.find({ dataset, bands: band }, { projection: { _id: 1 } }).toArray();
  return all.map(({ _id }) => _id);
}

/** Takes wordings that are gone out of their bands. */
export async function unlistWordings(
  { collection }: Pick<MongoParts, 'collection'>,
  wordings: readonly Wording[],
): Promise<void> {
  const bands = collection<BandDoc>('bands');
  const listed = wordings.flatMap((wording) => wording.bands.map((band) => ({ wording, _id: idOf(wording.dataset, band) })));
  for (let from = 0; from < listed.length; from += bandsAtOnce) {
    const some = listed.slice(from, from + bandsAtOnce);
    await bands.bulkWrite(
      some.map(({ _id, wording }) => ({ updateOne: { filter: { _id }, update: { $pull: { members: memberOf(wording) } } } })),
      { ordered: false },
    );
    await bands.deleteMany({ _id: { $in: some.map(({ _id }) => _id) }, members: { $size: 0 } });
  }
}

function idOf(dataset: string, band: number): string {
  return JSON.stringify([dataset, band]);
}

/** The first eight digits of its form, by which members stand in order, and its key. */
function memberOf({ _id, form }: Pick<WordingDoc, '_id' | 'form'>): string {
  return `${form.slice(0, 8)} ${_id}`;
}

function keyOf(member: string): number {
  return Number(member.slice(member.indexOf(' ') + 1));
}

function inOrder(members: readonly string[]): readonly string[] {
  return members.toSorted((a, b) => rankOf(a) - rankOf(b) || keyOf(a) - keyOf(b));
}
