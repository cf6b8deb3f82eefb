import { getBlind, getChannels } from '../client.ts';
import { useLoad } from '../load.ts';
import type { Filters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { useShared } from '../shared.ts';

/** Nothing to show: says whether that is because nobody posted or because we could not see. */
export function Empty({ filters }: { filters: Filters }) {
  const { tick } = useShared();
  const seen = useLoad(
    `blind ${filters.from ?? ''} ${filters.to ?? ''}`,
    async (signal) => {
      const { dataset, from, to } = filters;
      const [blind, channels] = await Promise.all([
        getBlind({ dataset, from, to }, signal),
        getChannels({ dataset, limit: '1' }, signal),
      ]);
      return { blind: new Set(blind.map((period) => period.channel)).size, channels: channels.all };
    },
    tick,
  );
  const blind = seen.value?.blind ?? 0;
  const narrowed = Object.keys(filters).some((name) => name !== 'dataset');
  return (
    <div class="rw-empty">
      <h2 class="nhsuk-heading-s">{blind === 0 ? 'No mentions' : 'No mentions that we could see'}</h2>
      {blind === 0 ? (
        <p>
          {narrowed ? 'No post we have fits these filters.' : 'No post we have read speaks of a disruption.'}{' '}
          {seen.value?.channels === 0
            ? 'No channels are being watched, so new posts cannot come.'
            : narrowed && 'Taking a filter off may show more.'}
        </p>
      ) : (
        <p>
          {plural(blind, 'channel')} of {seen.value?.channels} could not be seen for part of this time, so silence here does not
          mean that all was well. <a href="/channels">See the channels</a>
        </p>
      )}
    </div>
  );
}
