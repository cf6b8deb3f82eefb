import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type ApiError, getChannels } from '../client.ts';
import { toApiError, useLoad } from '../load.ts';
import { readFilters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { AddChannel } from '../parts/addchannel.tsx';
import { ChannelRow } from '../parts/channelrow.tsx';
import { Failure, Waiting } from '../parts/failure.tsx';
import { Warnings } from '../parts/warnings.tsx';
import { useShared } from '../shared.ts';
import { useTitle } from '../title.ts';
import type { ChannelPage } from '../types.ts';

const pageSize = '40';

export function Channels() {
  useTitle('Channels');
  const { state, tick, reload } = useShared();
  const { dataset } = readFilters(useLocation().query);
  const [find, setFind] = useState('');
  const asked = { dataset, find: find === '' ? undefined : find, limit: pageSize };
  const channels = useLoad(`channels ${JSON.stringify(asked)}`, (signal) => getChannels(asked, signal), tick);
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
      {channels.value !== null && channels.value.all > Number(pageSize) && <Search find={find} onFind={setFind} />}
      {channels.value === null ? (
        channels.error === null && <Waiting />
      ) : (
        <ChannelList key={find} first={channels.value} asked={asked} onChange={changed} />
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

function Search({ find, onFind }: { find: string; onFind: (find: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <search>
      <form
        class="rw-filters"
        onSubmit={(event) => {
          event.preventDefault();
          onFind(input.current?.value.trim() ?? '');
        }}
      >
        <div class="rw-field rw-field--q">
          <label class="nhsuk-label" for="find-channel">
            Find a channel by its name, address or ODS code
          </label>
          <input class="nhsuk-input" id="find-channel" type="search" autocomplete="off" defaultValue={find} ref={input} />
        </div>
        <button type="submit" class="nhsuk-button nhsuk-button--secondary nhsuk-button--small rw-filters__apply">
          Find
        </button>
      </form>
    </search>
  );
}

interface ChannelListProps {
  readonly first: ChannelPage;
  readonly asked: Parameters<typeof getChannels>[0];
  readonly onChange: () => void;
}

function ChannelList({ first, asked, onChange }: ChannelListProps) {
  const { state } = useShared();
  const [more, setMore] = useState<readonly ChannelPage[]>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  // The first page is read anew by itself; what followed the old one need not follow the new one.
  useEffect(() => setMore([]), [first]);
  const invented = state.datasets.some((dataset) => dataset.id === state.dataset && dataset.invented);
  if (first.all === 0) return <p>There are no channels yet. Add the first one below.</p>;
  const pages = [first, ...more];
  const rows = pages.flatMap(({ items }) => items);
  const next = pages.at(-1)?.next ?? null;
  const showMore = () => {
    if (next === null) return;
    setBusy(true);
    setError(null);
    getChannels({ ...asked, after: next }, new AbortController().signal)
      .then(
        (page) => setMore([...more, page]),
        (thrown: unknown) => setError(toApiError(thrown)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <>
      <p role="status">
        {first.total < first.all && `${first.total.toLocaleString('en-GB')} of `}
        {plural(first.all, 'channel')}
        {invented
          ? ', all invented: nothing is collected from them.'
          : first.troubled === 0
            ? ', none in trouble.'
            : `, ${first.troubled.toLocaleString('en-GB')} in trouble.`}
      </p>
      <ul class="rw-channels">
        {rows.map((row) => (
          <li key={row.channel.id}>
            <ChannelRow row={row} invented={invented} onChange={onChange} />
          </li>
        ))}
      </ul>
      {error !== null && <Failure error={error} onRetry={showMore} />}
      {next !== null && (
        <button type="button" class="nhsuk-button nhsuk-button--secondary" disabled={busy} onClick={showMore}>
          Show more ({(first.total - rows.length).toLocaleString('en-GB')} left)
        </button>
      )}
    </>
  );
}
