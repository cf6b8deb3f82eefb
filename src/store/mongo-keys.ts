import type { Db } from 'mongodb';

/** Kept in hand between two visits to the counter: what a process that ends leaves unused is a gap, which hurts nobody. */
const block = 64;

/** Hands out growing whole numbers by name, reserved in blocks with one atomic step each, so that no two processes get the same. */
export function keyCounter(db: Db): (counter: string, count: number) => Promise<number> {
  const counters = db.collection<{ _id: string; next: number }>('counters');
  const hands = new Map<string, { next: number; end: number }>();
  const turns = new Map<string, Promise<unknown>>();

  const take = async (counter: string, count: number): Promise<number> => {
    const hand = hands.get(counter);
    if (hand !== undefined && hand.next + count <= hand.end) {
      hand.next += count;
      return hand.next - count;
    }
    const size = Math.max(count, block);
    const after = await counters.findOneAndUpdate(
      { _id: counter },
      { $inc: { next: size } },
      { upsert: true, returnDocument: 'after' },
    );
    const end = Number(after?.next) + 1;
    hands.set(counter, { next: end - size + count, end });
    return end - size;
  };
  // One after the other: two that take at once must not both find the hand empty and disagree about what is in it.
  return (counter, count) => {
    const turn = (turns.get(counter) ?? Promise.resolve()).then(
      () => take(counter, count),
      () => take(counter, count),
    );
    turns.set(counter, turn);
    return turn;
  };
}
