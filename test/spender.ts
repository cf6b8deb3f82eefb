import { createBudget } from '../src/budget.ts';
import type { Instant } from '../src/core/types.ts';
import { openSqlite } from '../src/store/sqlite.ts';

// A second process on the same budget, started by budget.test.ts: `spender.ts FILE LIMIT`. It writes what it spends to standard output before
// it says so to the store, as a bill would have it, until nothing is left or somebody kills it.
const [file = '', limit = '0'] = process.argv.slice(2);
const store = await openSqlite(file, { areas: [] });
const now: Instant = '2024-07-19T08:00:00.000Z';
const reserve = createBudget(store, () => now);
for (;;) {
  const got = await reserve({ budget: 'x', limit: Number(limit), least: 10, most: 200 });
  if (!got.isGranted) break;
  const spent = Math.ceil(got.amount * Math.random());
  process.stdout.write(`${spent}\n`);
  await got.settle(spent);
}
await store.close();
