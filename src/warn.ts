import type { Logger } from './core/log.ts';
import type { Warning } from './core/types.ts';
import type { Store } from './store/contract.ts';

/** More lines than this at once are no list that anybody reads. */
const mostLines = 20;

/** Says once what cannot be read any more, and once that it can be again, on the log; the store remembers what was said. */
export async function sayWarnings(store: Store, log: Logger, dataset: string, now: Warning['since']): Promise<void> {
  const { raised, cleared } = await store.reviewWarnings({ dataset, now });
  say(log, raised, 'cannot be read');
  say(log, cleared, 'can be read again');
}

function say(log: Logger, warnings: readonly Warning[], what: 'cannot be read' | 'can be read again'): void {
  const platforms = warnings.filter(({ kind }) => kind === 'platform');
  const channels = warnings.filter(({ kind }) => kind === 'channel');
  for (const { platform, says, since } of platforms) log.warn({ platform, says, since }, `a whole platform ${what}`);
  if (channels.length > mostLines) {
    const titles = channels.slice(0, mostLines).map(({ title }) => title);
    log.warn({ channels: channels.length, titles }, `many channels ${what}`);
    return;
  }
  for (const { subject, title, platform, says, since } of channels) {
    log.warn({ channel: subject, title, platform, says, since }, `a channel ${what}`);
  }
}
