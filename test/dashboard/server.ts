// The real server on a data folder of its own, for a whole file of tests.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, launch } from '../cli.ts';

export interface Started {
  /** Without a slash at the end. */
  readonly url: string;
  readonly data: string;
  close(): Promise<void>;
}

/** Runs `serve` on a free port; `close` stops it and removes its folder. */
export async function startDashboard(env: Readonly<Record<string, string>> = {}): Promise<Started> {
  const data = await mkdtemp(join(tmpdir(), 'ripplewatch-browser-'));
  const child = launch(['serve', '--port', '0'], { data, env });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = (await addressOf(child)).replace(/\/$/, '');
  return {
    url,
    data,
    async close() {
      child.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
