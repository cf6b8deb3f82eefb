import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { App } from './app.ts';
import type { Instant } from './core/types.ts';

/** Names this process to others on the same store: computer, process and start. */
export function nameHolder(now: Instant): string {
  return `${place()}:${process.pid}:${now}`;
}

/**
 * Frees what processes that died on this computer left claimed (`kill -9`, a power cut), so that nobody waits for the expiry.
 * Another computer's processes cannot be asked, nor another container's; theirs run out by themselves.
 */
export async function freeTheDead({ store, holder }: Pick<App, 'store' | 'holder'>): Promise<void> {
  for (const other of await store.holders()) {
    if (other !== holder && isDead(other)) await store.releaseHolder(other);
  }
}

/** `computer:process:start` as a person would say it. */
export function sayHolder(holder: string): string {
  const [computer, process, ...start] = holder.split(':');
  return `process ${process ?? '?'} on ${computer?.split('/')[0] ?? '?'}, running since ${start.join(':')}`;
}

/** Whether a process of this computer is gone; of another computer nobody knows. */
export function isDead(holder: string): boolean {
  const [where, id] = holder.split(':');
  if (where !== place() || id === undefined) return false;
  try {
    process.kill(Number(id), 0);
    return Number(id) === process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/**
 * The computer, and on Linux within which of its numberings of processes we run: two containers may have one name and both a process 7.
 * https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
export function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8');
    const space = createHash('sha256').update(boot).update(readlinkSync('/proc/self/ns/pid')).digest('hex').slice(0, 8);
    return `${hostname()}/${space}`;
  } catch {
    return hostname();
  }
}
