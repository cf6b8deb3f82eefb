import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { getChannels } from '../client.ts';
import { useLoad } from '../load.ts';
import { readFilters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { AddChannel } from '../parts/addchannel.tsx';
import { ChannelRow } from '../parts/channelrow.tsx';
import { Failure, Waiting } from '../parts/failure.tsx';
import { isTroubled } from '../parts/health.tsx';
import { Warnings } from '../parts/warnings.tsx';
import { useShared } from '../shared.ts';
import { useTitle } from '../title.ts';
import type { ChannelHealth } from '../types.ts';

export function Channels() {
  useTitle('Channels');
  const { state, tick, reload } = useShared();
  const { dataset } = readFilters(useLocation().query);
  const channels = useLoad(`channels ${dataset ?? ''}`, (signal) => getChannels({ dataset }, signal), tick);
  const changed = () => {
    channels.reload();
    reload();
  };
  return (
    <>
      <h1 class="nhsuk-heading-l">Channels</h1>
      <p class="rw-lead">
        The places we watch. A channel that fails or falls silent can hide a disruption, so those in trouble come first.
      </p>
      <Warnings />
      {channels.error !== null && <Failure error={channels.error} onRetry={channels.reload} />}
      {channels.value === null ? (
        channels.error === null && <Waiting />
      ) : (
        <ChannelList rows={channels.value} onChange={changed} />
      )}
      <p>
        <a href="/proposals">Channels that were found on websites</a> wait there for a yes or a no.
      </p>
      <h2 class="nhsuk-heading-m" id="add">
        Add a channel
      </h2>
      <div class="nhsuk-u-reading-width">
        {state.allowedActions ? (
          <AddChannel onAdded={changed} />
        ) : (
          <p>Only a person who has signed in may add or remove channels.</p>
        )}
      </div>
    </>
  );
}

function ChannelList({ rows, onChange }: { rows: readonly ChannelHealth[]; onChange: () => void }) {
  const { state } = useShared();
  const [most, setMost] = useState(40);
  const invented = state.datasets.some((dataset) => dataset.id === state.dataset && dataset.invented);
  if (rows.length === 0) return <p>There are no channels yet. Add the first one below.</p>;
  const troubled = rows.filter((row) => isTroubled(row.health));
  const sorted = [...troubled, ...rows.filter((row) => !isTroubled(row.health))];
  return (
    <>
      <p role="status">
        {plural(rows.length, 'channel')}
        {invented
          ? ', all invented: nothing is collected from them.'
          : troubled.length === 0
            ? ', none in trouble.'
            : `, ${troubled.length} in trouble.`}
      </p>
      <ul class="rw-channels">
        {sorted.slice(0, most).map((row) => (
          <li key={row.channel.id}>
            <ChannelRow row={row} invented={invented} onChange={onChange} />
          </li>
        ))}
      </ul>
      {sorted.length > most && (
        <button type="button" class="nhsuk-button nhsuk-button--secondary" onClick={() => setMost(sorted.length)}>
          Show all {sorted.length} channels
        </button>
      )}
    </>
  );
}
