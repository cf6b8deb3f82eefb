import { openSqlite } from '../../src/store/sqlite.ts';
import { manyMention } from './samples.ts';

// A process that is killed in the middle of it, started by sqlite-errors.test.ts: `killed.ts FILE NAME`. It saves batch after batch of ten,
// and says the number of each as soon as the store has answered.
const [file = '', name = ''] = process.argv.slice(2);
const store = await openSqlite(file, { areas: [] });
for (let batch = 0; ; batch += 1) {
  const mentions = Array.from({ length: 10 }, (_, index) => {
    const mention = manyMention(batch * 10 + index);
    return { ...mention, post: { ...mention.post, id: `${name}/${batch}/${index}` } };
  });
  const removed = [{ platform: 'feed', id: `${name}/${batch - 2}/0`, at: '2024-07-20T00:00:00.000Z' as const }];
  await store.saveBatch({ mentions, removed, notices: [], channel: name, cursor: batch });
  process.stdout.write(`${batch}\n`);
}
