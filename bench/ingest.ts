import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { areas } from '../analysis/areas.ts';
import type { Mention } from '../src/core/types.ts';
import { chunkOptions } from '../src/store/sqlite-chunks.ts';
import { bindCalls } from '../src/store/sqlite-engine.ts';
import { openDatabase } from '../src/store/sqlite-open.ts';
import { createSql } from '../src/store/sqlite-sql.ts';
import { makeMentions } from './mentions.ts';
import { race, ratio } from './timing.ts';

/**
 * Mentions per second into a new store, every index, count and set live, in batches of a thousand in the order of time; the same ones again;
 * without words and originals; and bare prepared inserts of the same fields into one table without an index. All on one thread.
 */
export async function benchIngest(count: number, folder: string): Promise<object> {
  const batches = [...makeMentions(count)].map(({ mentions }) => mentions.filter(({ post }) => post.editedAt === null));
  const lean = batches.map((batch) =>
    batch.map((one): Mention => ({ ...one, post: { ...one.post, text: '', raw: null }, organisationName: null })),
  );
  let round = 0;
  const newFile = (): string => join(folder, `ingest-${(round += 1)}.db`);
  let last = '';
  const save = (file: string, all: readonly (readonly Mention[])[]): void => {
    const db = openDatabase(file);
    const calls = bindCalls(createSql(db), chunkOptions(areas));
    for (const mentions of all) calls.saveBatch({ mentions, removed: [], notices: [], channel: null, cursor: null });
    db.close();
  };
  const rates = await race(batches.flat().length, 3, {
    bare: () => insertBare(newFile(), batches),
    bareLean: () => insertBare(newFile(), lean),
    whole: () => save((last = newFile()), batches),
    again: () => save(last, batches),
    lean: () => save(newFile(), lean),
  });
  return {
    mentionsPerSecond: rates,
    wholeToBare: ratio(rates['whole'], rates['bare']),
    leanToBare: ratio(rates['lean'], rates['bareLean']),
    againToFirst: ratio(rates['again'], rates['whole']),
    bytesEach: Math.round(statSync(last).size / batches.flat().length),
  };
}

function insertBare(file: string, batches: readonly (readonly Mention[])[]): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  db.exec('CREATE TABLE posts (platform, id, channel, organisation, phase, posted_at, seen_at, body, raw)');
  const insert = db.prepare('INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const mentions of batches) {
    db.exec('BEGIN');
    for (const {
      post: { raw, ...post },
      ...rest
    } of mentions) {
      insert.run(
        post.platform,
        post.id,
        post.channel,
        rest.organisation,
        rest.verdict.phase,
        post.postedAt,
        post.seenAt,
        JSON.stringify({ ...rest, post }),
        JSON.stringify(raw),
      );
    }
    db.exec('COMMIT');
  }
  db.close();
}
