import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDead, place } from './holders.ts';

const ending = '.spool';
/** Another computer's process cannot be asked whether it lives; one that lives writes or is done sooner. */
const silentMs = 10 * 60_000;

/** A name that says whose file it is and, in the order of names, when it was begun: now, or when the file that it takes over was. */
export function nameSpool(before?: string): string {
  const begun = before === undefined ? String(Date.now()) : (before.split('~')[0] ?? '');
  return [begun, encodeURIComponent(place()), process.pid, randomBytes(4).toString('hex')].join('~') + ending;
}

export function isSpool(name: string): boolean {
  return name.endsWith(ending);
}

/** Whether whoever wrote it is gone. */
export async function isAbandoned(path: string): Promise<boolean> {
  const [, host = '', pid = ''] = basename(path, ending).split('~');
  const computer = decodeURIComponent(host);
  if (computer === place()) return isDead(`${computer}:${pid}`);
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
  return Date.now() - mtimeMs > silentMs;
}
