import { useState } from 'preact/hooks';
import { type ApiError, removeChannel } from '../client.ts';
import { toApiError } from '../load.ts';
import { nameTerm } from '../logic/filters.ts';
import { sayMoment } from '../logic/london.ts';
import { useShared } from '../shared.ts';
import type { ChannelHealth } from '../types.ts';
import { HealthTag, isTroubled } from './health.tsx';

/** One channel and how it fares; an invented one is not collected, so it has no health. */
export function ChannelRow({ row, invented, onChange }: { row: ChannelHealth; invented: boolean; onChange: () => void }) {
  const { state, vocabulary } = useShared();
  const { channel } = row;
  return (
    <article class={`rw-channel ${!invented && isTroubled(row.health) ? 'rw-channel--troubled' : ''}`}>
      <div class="rw-channel__head">
        <h2 class="rw-channel__title">{channel.title}</h2>
        {invented ? <span class="nhsuk-tag nhsuk-tag--grey">Invented</span> : <HealthTag health={row.health} />}
      </div>
      <p class="rw-channel__address">
        {nameTerm(vocabulary.platforms, channel.platform)} · {channel.address}
        {channel.people === true && ' · private people post there'}
      </p>
      {!invented && <p class="rw-channel__says">{row.says}</p>}
      {!invented && row.health !== 'degraded' && row.notes.map((note) => <p key={note}>{note}</p>)}
      <dl class="rw-systems">
        <Fact title="Last seen" at={row.lastSuccessAt} none="not yet" />
        <Fact title="Newest post" at={row.lastPostAt} none="none yet" />
        <Fact title="Next look" at={row.health === 'withheld' ? null : row.nextAt} none="not planned" />
        <div>
          <dt>Posts kept</dt>
          <dd>{row.mentions.toLocaleString('en-GB')}</dd>
        </div>
        {channel.organisation !== null && (
          <div>
            <dt>ODS code</dt>
            <dd>{channel.organisation}</dd>
          </div>
        )}
      </dl>
      {state.allowedActions && !invented && <Remove row={row} onChange={onChange} />}
    </article>
  );
}

function Fact({ title, at, none }: { title: string; at: string | null; none: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{at === null ? none : <time dateTime={at}>{sayMoment(at)}</time>}</dd>
    </div>
  );
}

/** Removing asks once more, in place: what was collected stays. */
function Remove({ row, onChange }: { row: ChannelHealth; onChange: () => void }) {
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const remove = () => {
    removeChannel(row.channel.id).then(onChange, (thrown: unknown) => setError(toApiError(thrown)));
  };
  if (!asked) {
    return (
      <button type="button" class="rw-textbutton" onClick={() => setAsked(true)}>
        Remove<span class="nhsuk-u-visually-hidden"> {row.channel.title}</span>
      </button>
    );
  }
  return (
    <div class="rw-confirm" role="group" aria-label={`Remove ${row.channel.title}?`}>
      <p>Stop watching this channel? The posts we have kept stay.</p>
      {error !== null && (
        <p class="nhsuk-error-message" role="alert">
          {error.message}
        </p>
      )}
      <button type="button" class="nhsuk-button nhsuk-button--warning nhsuk-button--small" onClick={remove}>
        Yes, remove
      </button>
      <button type="button" class="rw-textbutton" ref={(button) => button?.focus()} onClick={() => setAsked(false)}>
        Keep it
      </button>
    </div>
  );
}
