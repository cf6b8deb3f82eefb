import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Again, Bag } from '../../src/store/bags.ts';
import { changeBag, emptyBag, entryEnd, mergeBags } from '../../src/store/bags.ts';
import { createUnion } from '../../src/store/union.ts';

/** Near and far apart, around the ends of runs, and none. */
const numbers = fc.oneof(
  fc.nat(130),
  fc.constantFrom(0, 1023, 1024, 1025, 2047, 99_999, 4_000_000),
  fc.integer({ min: 1, max: 100_000 }),
);
const change = fc.tuple(fc.constantFrom(0, 3, 197), numbers);

it('a bag holds what was put in and not taken out again, in the same words whatever happened before', () => {
  const lives = fc.array(fc.array(fc.tuple(change, fc.boolean()), { maxLength: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(lives, (batches) => {
      const there: (readonly [number, number])[] = [];
      const again: Again = new Map();
      let bag: Bag = emptyBag;
      for (const batch of batches) {
        const steps: number[] = [];
        for (const [given, isLess] of batch) {
          const one = isLess ? there.shift() : given;
          if (one === undefined) continue;
          if (!isLess) there.push(one);
          steps.push(...one, isLess ? -1 : 1);
        }
        bag = changeBag(bag, steps, again);
      }
      const anew: Again = new Map();
      expect(bag).toEqual(
        changeBag(
          emptyBag,
          there.flatMap((one) => [...one, 1]),
          anew,
        ),
      );
      expect([...again].sort()).toEqual([...anew].sort());
      expect(read([bag])).toEqual(byHand(there));
    }),
    { numRuns: 300 },
  );
});

it('several bags have the union of their sets, one by one or merged', () => {
  const contents = fc.array(fc.array(change, { maxLength: 200 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(contents, (lists) => {
      const bags = lists.map((list) =>
        changeBag(
          emptyBag,
          list.flatMap((one) => [...one, 1]),
          new Map(),
        ),
      );
      expect(read(bags)).toEqual(byHand(lists.flat()));
      expect(read([mergeBags(bags)])).toEqual(byHand(lists.flat()));
    }),
    { numRuns: 200 },
  );
});

it('a hundred thousand Organisations are counted exactly and take 13 kB', () => {
  const all = Array.from({ length: 100_000 }, (_, index) => [5, index + 1, 1]).flat();
  const bag = changeBag(emptyBag, all, new Map());
  expect(read([bag])).toEqual({ mentions: 100_000, numbers: 100_000 });
  expect(bag.byteLength).toBeLessThan(13_000);
  const odd = changeBag(emptyBag, Array.from({ length: 50_000 }, (_, index) => [5, index * 2 + 1, 1]).flat(), new Map());
  const third = changeBag(emptyBag, Array.from({ length: 33_333 }, (_, index) => [9, index * 3 + 3, 1]).flat(), new Map());
  expect(read([odd, third]).numbers).toBe(50_000 + 33_333 - 16_667);
});

function read(bags: readonly Bag[]): { readonly mentions: number; readonly numbers: number } {
  const union = createUnion();
  let mentions = 0;
  for (const bag of bags) {
    for (let at = 0; at < bag.length; at = entryEnd(bag, at)) {
      mentions += bag[at + 1] as number;
      union.add(bag, at);
    }
  }
  return { mentions, numbers: union.size() };
}

function byHand(list: readonly (readonly [number, number])[]): { readonly mentions: number; readonly numbers: number } {
  return { mentions: list.length, numbers: new Set(list.map(([, number]) => number).filter((number) => number !== 0)).size };
}
