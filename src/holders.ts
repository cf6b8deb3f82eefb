import { hostname } from 'node:os';
import type { App } from './app.ts';

/**
 * Frees what processes that died on this computer left claimed (`kill -9`, a power cut), so that nobody waits for the expiry.
 * Another computer's processes cannot be asked; theirs run out by themselves.
 */
export async function freeTheDead({ store, holder }: Pick<App, 'store' | 'holder'>): Promise<void> {
  for (const other of await store.holders()) {
    if (other !== holder && isDead(other)) await store.releaseHolder(other);
  }
}

/** `computer:process:start` as a person would say it. */
export function sayHolder(holder: string): string {
  const [computer, process, ...start] = holder.split(':');
  return `process ${process ?? '?'} on ${computer ?? '?'}, running since ${start.join(':')}`;
}

function isDead(holder: string): boolean {
  const [computer, id] = holder.split(':');
  if (computer !== hostname() || id === undefined) return false;
  try {
    process.kill(Number(id), 0);
    return Number(id) === process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
