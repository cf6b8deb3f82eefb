import { openSqlite } from '../../src/store/sqlite.ts';
import { makeMention } from './samples.ts';

// A second process on the same file, started by sqlite.test.ts: `writer.ts FILE NAME BATCHES`.
// It claims Channels until none is left, then saves batches of 100 (half of them under ids that every writer uses) and says what it did.
const [file = '', name = '', batches = '0'] = process.argv.slice(2);
const store = await openSqlite(file, { areas: [] });
process.stdout.write('open\n');

const claimed: string[] = [];
for (;;) {
  const due = await store.claimDue({ now: '2024-07-19T08:00:00.000Z', holder: name, leaseMs: 3_600_000, limit: 3 });
  if (due.length === 0) break;
  claimed.push(...due.map(({ channel }) => channel.id));
}
let added = 0;
for (let batch = 0; batch < Number(batches); batch += 1) {
  const mentions = Array.from({ length: 100 }, (_, index) =>
    makeMention(`${index % 2 === 0 ? 'shared' : name}-${batch}-${index}`),
  );
  const saved = await store.saveBatch({
    mentions,
    removed: [],
    notices: [],
    channel: `writer:${name}`,
    cursor: { batches: batch + 1 },
  });
  added += saved.added;
}
process.stdout.write(`${JSON.stringify({ claimed, added })}\n`);
// Not closed on purpose: a store that nobody waits for must not keep a finished process alive.
