import type { Json } from '../core/types.ts';
import type { Sql } from './sqlite-sql.ts';

export function streamCursor(sql: Sql, platform: string): Json | null {
  const cursor = sql.get('SELECT cursor FROM streams WHERE platform = ?', platform)?.['cursor'];
  return typeof cursor === 'string' ? (JSON.parse(cursor) as Json) : null;
}

export function saveStreamCursor(sql: Sql, platform: string, cursor: Json): void {
  sql.run(
    'INSERT INTO streams (platform, cursor) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET cursor = ?2',
    platform,
    JSON.stringify(cursor),
  );
}
