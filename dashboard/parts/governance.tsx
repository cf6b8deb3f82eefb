import { getGovernance } from '../client.ts';
import { useLoad } from '../load.ts';
import { plural } from '../logic/headline.ts';
import { sayMoment, sayUtc } from '../logic/london.ts';
import type { Governance as Recorded } from '../types.ts';
import { Failure, Waiting } from './failure.tsx';

/** On what basis people's posts are read, for how long words are kept, and who decided so. */
export function Governance() {
  const { value, error, reload } = useLoad('governance', getGovernance, 0);
  return (
    <section aria-labelledby="privacy">
      <h2 class="nhsuk-heading-m" id="privacy">
        Private people and how long words are kept
      </h2>
      {value !== null ? <Facts recorded={value} /> : null}
      {value === null &&
        (error === null ? <Waiting what="Looking up what is recorded" /> : <Failure error={error} onRetry={reload} />)}
    </section>
  );
}

function Facts({ recorded: { standing, retention, channels, history } }: { recorded: Recorded }) {
  return (
    <>
      {standing === null ? (
        <p>
          Channels of private people (their accounts, hashtags, searches) are not read: nobody has recorded on what basis they may
          be.
          {channels > 0 && ` ${plural(channels, 'channel')} of this kind ${channels === 1 ? 'is' : 'are'} stored and off.`}
        </p>
      ) : (
        <p>
          {channels === 0
            ? 'No channels of private people are stored.'
            : `${plural(channels, 'channel')} of private people may be read.`}{' '}
          What they post about something else is not stored.
        </p>
      )}
      <dl class="rw-words">
        {standing !== null && (
          <>
            <Row title="Lawful basis" value={standing.lawfulBasis} />
            <Row title="Impact assessment (DPIA)" value={standing.dpia} />
            <Row title="Contact" value={standing.contact} />
          </>
        )}
        <Row title="Private people’s words" value={`removed ${plural(retention.peopleDays, 'day')} after we first saw them`} />
        <Row
          title="Organisations’ words"
          value={`removed ${plural(retention.organisationsDays, 'day')} after we first saw them`}
        />
      </dl>
      <p>What is removed is counted as before. Names of private people are stored encrypted and are not shown on any page.</p>
      {history.length > 0 && (
        <details class="nhsuk-details">
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">Who recorded what ({history.length})</span>
          </summary>
          <div class="nhsuk-details__text">
            <ol class="nhsuk-list">
              {history.map(({ at, who, decided }) => (
                <li key={at}>
                  <time dateTime={at} title={sayUtc(at)}>
                    {sayMoment(at)}
                  </time>
                  , {who}:{' '}
                  {decided === null
                    ? 'withdrawn'
                    : `${decided.lawfulBasis}; ${decided.dpia}; ${plural(decided.retentionDays, 'day')}; ${decided.contact}`}
                </li>
              ))}
            </ol>
          </div>
        </details>
      )}
    </>
  );
}

function Row({ title, value }: { title: string; value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}
