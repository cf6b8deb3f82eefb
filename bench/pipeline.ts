import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { areas } from '../analysis/areas.ts';
import { classify } from '../analysis/classify.ts';
import { traceOf } from '../analysis/cluster.ts';
import { createLocator } from '../analysis/locate.ts';
import { clock } from '../src/core/time.ts';
import type { Post } from '../src/core/types.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { createPipeline } from '../src/pipeline.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { buildDemo } from './posts.ts';
import { race, ratio } from './timing.ts';

const batch = 500;
/** Secrets that are none. */
const keys = { salt: 'bench', sealKey: '00'.repeat(32) };

/** Posts per second from Post to stored Mention, all indexes and full text live, beside bare inserts of the same texts into a table without indexes. */
export async function benchPipeline(posts: readonly Post[], folder: string): Promise<object> {
  const directory = await createDirectory([buildDemo().organisations]);
  const locate = createLocator({ directory });
  let round = 0;
  const throughAll = async (): Promise<void> => {
    const store = await openSqlite(join(folder, `pipeline-${(round += 1)}.db`), { areas });
    const pipeline = createPipeline({ classify, locate, traceOf, directory, store, keys, now: clock });
    for (let start = 0; start < posts.length; start += batch) {
      await pipeline.keep(
        posts
          .slice(start, start + batch)
          .map((post) => pipeline.judge(post, { organisation: null, dataset: 'live', invented: false })),
      );
    }
    await store.close();
  };
  const bare = (): void => {
    const database = new DatabaseSync(join(folder, `bare-${(round += 1)}.db`));
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE posts (id TEXT, posted_at TEXT, text TEXT)',
    );
    const insert = database.prepare('INSERT INTO posts VALUES (?, ?, ?)');
    for (let start = 0; start < posts.length; start += batch) {
      database.exec('BEGIN');
      for (const post of posts.slice(start, start + batch)) insert.run(post.id, post.postedAt, post.text);
      database.exec('COMMIT');
    }
    database.close();
  };
  const rates = await race(posts.length, 3, { ours: throughAll, bare });
  return { postsPerSecond: rates['ours'], bareInsertsPerSecond: rates['bare'], ratio: ratio(rates['ours'], rates['bare']) };
}
