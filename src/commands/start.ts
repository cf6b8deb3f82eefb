import { join } from 'node:path';
import type { App } from '../app.ts';
import { spoolFolder } from '../app.ts';
import { holdSchedule } from '../lease.ts';
import { startSchedule } from '../schedule.ts';
import { serveDashboard } from '../serve.ts';
import { measureSpool } from '../spool.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';

export const start: AddCommand = (program, setup) => {
  program
    .command('start')
    .summary('collect on schedule and serve the dashboard')
    .addHelpText('after', examples('ripplewatch start', 'ripplewatch start --data /var/lib/ripplewatch --port 8080'))
    .action(() => setup.withApp((app) => run(app, setup), { judging: true }));
};

async function run(app: App, { terminal, signal }: Setup): Promise<void> {
  // What a process that died left on disk comes first, as long as its claims stand.
  if ((await measureSpool(join(app.folder, spoolFolder))) > 0) await app.pipeline();
  const lease = await holdSchedule(app);
  try {
    const listening = await serveDashboard(app);
    const schedule = startSchedule(app, lease);
    await terminal.out(await welcome(app, listening.url));
    await stopped(signal);
    terminal.say('Stopping.');
    await schedule.stop();
    await listening.close();
  } finally {
    await lease.release();
  }
}

/** Resolves once the process has been asked to stop. */
export function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function welcome({ store }: App, url: string): Promise<string> {
  const [channels, datasets] = await Promise.all([store.channels({ dataset: 'live', counted: false }), store.datasets()]);
  const lines = [`Ripplewatch is running: ${url}`, 'Stop it with Ctrl-C.'];
  if (channels.length === 0 && !datasets.some(({ id }) => id === 'demo')) {
    lines.push(
      '',
      'It has no channels yet. Two ways to begin, here in another window or on the page:',
      '  npx ripplewatch channels add <address of a feed or web page>',
      '  npx ripplewatch demo',
    );
  }
  return lines.join('\n');
}
