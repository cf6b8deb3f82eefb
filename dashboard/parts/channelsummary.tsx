import { address } from '../client.ts';
import type { Filters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { sayMoment, saySpan } from '../logic/london.ts';
import { useShared } from '../shared.ts';
import type { BlindPeriod, ChannelPage } from '../types.ts';
import { HealthTag } from './health.tsx';
import { Warnings } from './warnings.tsx';

interface ChannelSummaryProps {
  readonly channels: ChannelPage;
  /** In the span on screen. */
  readonly blind: readonly BlindPeriod[];
  readonly filters: Filters;
}

/** How well we see: channels that are fine, and those that can hide a disruption. */
export function ChannelSummary({ channels, blind, filters }: ChannelSummaryProps) {
  const { state } = useShared();
  const invented = state.datasets.some((dataset) => dataset.id === state.dataset && dataset.invented);
  const unseen = new Set(blind.map((period) => period.channel)).size;
  return (
    <section class="rw-panel" aria-labelledby="health">
      <h2 class="nhsuk-heading-m" id="health">
        How well we see
      </h2>
      {channels.all === 0 ? (
        <p>No channels are watched: these posts were brought from a file.</p>
      ) : (
        <p>
          {unseen === 0 ? (
            'Every channel'
          ) : (
            <strong>
              {unseen} of {plural(channels.all, 'channel')}
            </strong>
          )}{' '}
          {unseen === 0
            ? 'was seen all through this time.'
            : 'could not be seen for part of this time. Silence there does not mean that all was well.'}
        </p>
      )}
      {unseen > 0 && <Unseen blind={blind} />}
      {!invented && channels.all > 0 && <Now channels={channels} />}
      <p class="rw-panel__foot">
        <a href={address('/channels', { dataset: filters.dataset })}>All channels</a>
      </p>
    </section>
  );
}

const atMost = 5;

function Unseen({ blind }: { blind: readonly BlindPeriod[] }) {
  const groups = [...Map.groupBy(blind, ({ from, to, why }) => `${from} ${to ?? ''} ${why}`).values()];
  return (
    <ul class="rw-troubled">
      {groups.slice(0, atMost).map((group) => {
        const [first] = group;
        if (first === undefined) return null;
        const names = group.map((period) => period.title ?? period.channel);
        return (
          <li key={`${first.channel} ${first.from}`}>
            <strong>{first.to === null ? `Since ${sayMoment(first.from)}` : saySpan(first.from, first.to)}</strong>
            <br />
            {first.why}
            <br />
            <span class="rw-quiet">
              {names.slice(0, 3).join(', ')}
              {names.length > 3 && ` and ${plural(names.length - 3, 'more channel')}`}
            </span>
          </li>
        );
      })}
      {groups.length > atMost && (
        <li>and {plural(groups.length - atMost, 'more time', 'more times')}, hatched on the timeline</li>
      )}
    </ul>
  );
}

/** How the channels fare at this moment; a demonstration is not collected, so it has no such moment. */
function Now({ channels }: { channels: ChannelPage }) {
  const { all, troubled, troubledAlone, items } = channels;
  // A platform that is down is said once; its channels stand last and need no line of their own.
  const alone = items.slice(0, Math.min(atMost, troubledAlone));
  return (
    <>
      <p class="rw-panel__now">
        Now{' '}
        <strong>
          {all - troubled} of {plural(all, 'channel')}
        </strong>{' '}
        {all === 1 ? 'is' : 'are'} fine.
      </p>
      <Warnings />
      {alone.length > 0 && (
        <ul class="rw-troubled rw-troubled--tagged">
          {alone.map((row) => (
            <li key={row.channel.id}>
              <HealthTag health={row.health} />
              <span>
                <strong>{row.channel.title}</strong>
                <br />
                {row.says}
              </span>
            </li>
          ))}
          {troubledAlone > alone.length && <li>and {troubledAlone - alone.length} more in trouble</li>}
        </ul>
      )}
    </>
  );
}
