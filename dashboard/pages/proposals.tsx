import { useLayoutEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type ApiError, decideProposals, getCoverage, getProposals } from '../client.ts';
import { toApiError, useLoad } from '../load.ts';
import { readFilters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { AddDefaults } from '../parts/defaults.tsx';
import { Failure, Waiting } from '../parts/failure.tsx';
import { FilterBar } from '../parts/filterbar.tsx';
import { type Chosen, ProposalRow } from '../parts/proposalrow.tsx';
import { useShared } from '../shared.ts';
import { useTitle } from '../title.ts';
import type { Proposal, Proposals } from '../types.ts';

/** What a search found on websites, to be accepted or rejected one by one or in bulk. */
export function ProposalsPage() {
  useTitle('Proposed channels');
  const { reload } = useShared();
  const { area, platform } = readFilters(useLocation().query);
  const narrow = { ...(area === undefined ? {} : { area }), ...(platform === undefined ? {} : { platform }) };
  const key = `${area ?? ''} ${platform ?? ''}`;
  const proposals = useLoad(`proposals ${key}`, (signal) => getProposals(narrow, signal), 0);
  const coverage = useLoad(`coverage ${area ?? ''}`, (signal) => getCoverage({ area }, signal), 0);
  const changed = () => {
    proposals.reload();
    coverage.reload();
    reload();
  };
  return (
    <>
      <h1 class="nhsuk-heading-l">Proposed channels</h1>
      <p class="rw-lead">
        Feeds, pages and accounts that were found on websites. Nothing is collected from them until somebody accepts them.
      </p>
      <FilterBar path="/proposals" filters={{ ...narrow }} fields={['area', 'platform']} />
      {coverage.value !== null && <p>{coverage.value.says}</p>}
      {proposals.error !== null && <Failure error={proposals.error} onRetry={proposals.reload} />}
      {proposals.value === null ? (
        proposals.error === null && <Waiting />
      ) : (
        <Decide key={key} first={proposals.value} narrow={narrow} onChange={changed} />
      )}
      <h2 class="nhsuk-heading-m">A default set</h2>
      <div class="nhsuk-u-reading-width">
        <p>
          Suppliers’ status pages, national and representative bodies and the trade press. Each address is tried once; those that
          answer are added.
        </p>
        <AddDefaults onDone={changed} />
      </div>
    </>
  );
}

type Narrow = { readonly area?: string; readonly platform?: string };

function Decide({ first, narrow, onChange }: { first: Proposals; narrow: Narrow; onChange: () => void }) {
  const { state } = useShared();
  const [more, setMore] = useState<readonly Proposal[]>([]);
  const [next, setNext] = useState(first.next);
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [says, setSays] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  // What was decided is gone from the list that comes back. Before anybody can see it: a box that is ticked at once would be emptied again.
  useLayoutEffect(() => {
    setMore([]);
    setNext(first.next);
    setChosen(new Map());
  }, [first]);
  const rows = [...first.items, ...more];
  const clear = rows.filter(({ doubts }) => doubts.length === 0);
  const decide = (decision: 'accept' | 'reject', all: boolean) => {
    setBusy(true);
    const items = [...chosen].map(([id, organisation]) => (organisation === undefined ? { id } : { id, organisation }));
    decideProposals({ ...narrow, decision, ...(all ? {} : { items }) })
      .then((done) => {
        setError(null);
        setSays([done.says, ...done.refusals].join(' '));
        onChange();
      })
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setBusy(false));
  };
  const showMore = () => {
    if (next === null) return;
    getProposals({ ...narrow, after: next }).then(
      (page) => {
        setMore([...more, ...page.items]);
        setNext(page.next);
      },
      (thrown: unknown) => setError(toApiError(thrown)),
    );
  };
  return (
    <>
      <p role="status">{says}</p>
      {error !== null && (
        <p class="nhsuk-error-message" role="alert">
          {error.message}
        </p>
      )}
      {first.total === 0 ? (
        <p>
          No open proposals{narrow.area === undefined && narrow.platform === undefined ? '' : ' under these filters'}. The command{' '}
          <code>ripplewatch channels discover --from sites.csv</code> searches websites for some.
        </p>
      ) : (
        <>
          <p>
            {plural(first.total, 'open proposal')}, {first.doubtful.toLocaleString('en-GB')} with a doubt.
          </p>
          {state.allowedActions ? (
            <Bar
              clear={first.total - first.doubtful}
              chosen={chosen.size}
              busy={busy}
              onAll={() => setChosen(new Map(clear.map(({ id }) => [id, undefined])))}
              onNone={() => setChosen(new Map())}
              onDecide={decide}
              shown={clear.length}
            />
          ) : (
            <p>Only a person who has signed in may accept or reject.</p>
          )}
          <ul class="rw-proposals">
            {rows.map((row) => (
              <li key={row.id}>
                <ProposalRow row={row} chosen={chosen} onChoose={state.allowedActions ? setChosen : null} />
              </li>
            ))}
          </ul>
          {next !== null && (
            <button type="button" class="nhsuk-button nhsuk-button--secondary" onClick={showMore}>
              Show more proposals
            </button>
          )}
        </>
      )}
    </>
  );
}

interface BarProps {
  /** Without a doubt, in all pages together and on screen. */
  readonly clear: number;
  readonly shown: number;
  readonly chosen: number;
  readonly busy: boolean;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onDecide: (decision: 'accept' | 'reject', all: boolean) => void;
}

function Bar({ clear, shown, chosen, busy, onAll, onNone, onDecide }: BarProps) {
  const small = 'nhsuk-button nhsuk-button--small';
  return (
    <fieldset class="rw-decide">
      <legend class="nhsuk-u-visually-hidden">Accept or reject</legend>
      <button type="button" class={small} disabled={busy || clear === 0} onClick={() => onDecide('accept', true)}>
        Accept all {clear.toLocaleString('en-GB')} without a doubt
      </button>
      <button
        type="button"
        class={`${small} nhsuk-button--secondary`}
        disabled={busy || chosen === 0}
        onClick={() => onDecide('accept', false)}
      >
        Accept {chosen.toLocaleString('en-GB')} selected
      </button>
      <button
        type="button"
        class={`${small} nhsuk-button--secondary`}
        disabled={busy || chosen === 0}
        onClick={() => onDecide('reject', false)}
      >
        Reject {chosen.toLocaleString('en-GB')} selected
      </button>
      <span class="rw-decide__select">
        <button type="button" class="rw-textbutton" onClick={onAll}>
          Select {shown.toLocaleString('en-GB')} without a doubt
        </button>
        <button type="button" class="rw-textbutton" onClick={onNone}>
          Select none
        </button>
      </span>
    </fieldset>
  );
}
