import type { Collection, Document } from 'mongodb';
import type { MongoParts } from '../../src/store/mongo-db.ts';

const writes: ReadonlySet<string> = new Set([
  ...['insertOne', 'insertMany', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany', 'bulkWrite'],
  ...['findOneAndUpdate', 'replaceOne'],
]);

/** What a call gets that belongs to a process which is no more. */
export class Died extends Error {}

/** Connections of a process that dies after so many writes: those are done, and nothing after them is. `settled` waits for those. */
export function dyingAfter(
  parts: MongoParts,
  allowed: number,
): MongoParts & { readonly isDead: () => boolean; readonly settled: () => Promise<unknown> } {
  let left = allowed;
  const sent = new Set<Promise<unknown>>();
  const wrap = <Doc extends Document>(collection: Collection<Doc>): Collection<Doc> =>
    new Proxy(collection, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          const isWrite = writes.has(String(name));
          if (left < 0 || (isWrite && left === 0)) {
            left = -1;
            throw new Died(`${target.collectionName}.${String(name)} by a process that has died`);
          }
          if (isWrite) left -= 1;
          const answer = member.apply(target, args) as unknown;
          if (isWrite && answer instanceof Promise) sent.add(answer);
          return answer;
        };
      },
    });
  return {
    ...parts,
    collection: (name) => wrap(parts.collection(name)),
    isDead: () => left < 0,
    settled: () => Promise.allSettled(sent),
  };
}
