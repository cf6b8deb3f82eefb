import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';
import { MongoBulkWriteError, MongoServerError } from 'mongodb';

/** Adds a document unless one of that id, or of those unique fields, is there: of many that try at once exactly one gets true. */
export async function addOnce<Doc extends Document>(
  collection: Collection<Doc>,
  doc: OptionalUnlessRequiredId<Doc>,
): Promise<boolean> {
  try {
    await collection.insertOne(doc);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** https://www.mongodb.com/docs/manual/reference/error-codes/ */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}

/** Adds a document behind all others, under the next whole number: whoever comes second takes the one after. For lists that grow slowly. */
export async function append<Doc extends { readonly _id: number }>(
  collection: Collection<Doc>,
  doc: Omit<Doc, '_id'>,
): Promise<void> {
  for (;;) {
    const last = await collection.findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } });
    const next = { _id: (last?._id ?? 0) + 1, ...doc } as unknown as OptionalUnlessRequiredId<Doc>;
    if (await addOnce(collection, next)) return;
  }
}

/** Adds those that are not there yet, by id and unique fields; answers with those that were there. */
export async function addNew<Doc extends Document>(
  collection: Collection<Doc>,
  docs: readonly OptionalUnlessRequiredId<Doc>[],
): Promise<readonly OptionalUnlessRequiredId<Doc>[]> {
  if (docs.length === 0) return [];
  return collection.insertMany([...docs], { ordered: false }).then(
    () => [],
    (error: unknown) => alreadyThere(error, docs),
  );
}

/** Of what was written many at a time, the items that were refused because they are there; throws whatever else was wrong with any. */
export function alreadyThere<Item>(error: unknown, items: readonly Item[]): readonly Item[] {
  const errors = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
  if (errors.length === 0 || errors.some(({ code }) => code !== 11000)) throw error;
  return errors.flatMap(({ index }) => items[index] ?? []);
}
