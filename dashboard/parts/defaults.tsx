import { useState } from 'preact/hooks';
import { type ApiError, addDefault, getDefaults, type Nation } from '../client.ts';
import { toApiError, useLoad } from '../load.ts';
import { plural } from '../logic/headline.ts';
import type { DefaultChannel, TriedDefault } from '../types.ts';
import { Failure } from './failure.tsx';

const nations = [
  { id: '', title: 'All of the UK' },
  { id: 'england', title: 'England' },
  { id: 'scotland', title: 'Scotland' },
  { id: 'wales', title: 'Wales' },
  { id: 'northern-ireland', title: 'Northern Ireland' },
] as const;

/** Addresses tried side by side; the server keeps to each host's pace. */
const triedAtOnce = 4;

type Outcomes = ReadonlyMap<string, TriedDefault | ApiError>;

/** Offers the default set of a nation: tries each address, adds those that answer, and says what became of each. */
export function AddDefaults({ onDone }: { onDone: (stored: boolean) => void }) {
  const [nation, setNation] = useState<Nation | ''>('');
  const rows = useLoad(`defaults ${nation}`, (signal) => getDefaults(nation, signal), 0);
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const [busy, setBusy] = useState(false);
  const todo = (rows.value ?? []).filter(({ added, address }) => !added && !outcomes.has(address));
  const start = () => {
    setBusy(true);
    void tryAll(todo, (address, outcome) => setOutcomes((old) => new Map(old).set(address, outcome)))
      .then(onDone)
      .finally(() => setBusy(false));
  };
  return (
    <>
      {rows.error !== null && <Failure error={rows.error} onRetry={rows.reload} />}
      <div class="nhsuk-form-group">
        <label class="nhsuk-label" for="default-nation">
          Nation
        </label>
        <select
          class="nhsuk-select"
          id="default-nation"
          value={nation}
          disabled={busy}
          onChange={(event) => setNation(event.currentTarget.value as Nation | '')}
        >
          {nations.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <button
        type="button"
        class="nhsuk-button nhsuk-button--secondary"
        disabled={busy || rows.value === null || todo.length === 0}
        onClick={start}
      >
        {busy ? 'Trying…' : `Try ${plural(todo.length, 'address', 'addresses')} and add those that answer`}
      </button>
      <Progress rows={rows.value ?? []} outcomes={outcomes} busy={busy} />
      <List rows={rows.value ?? []} outcomes={outcomes} />
    </>
  );
}

/** True when at least one was added. */
async function tryAll(
  rows: readonly DefaultChannel[],
  tell: (address: string, outcome: TriedDefault | ApiError) => void,
): Promise<boolean> {
  const left = [...rows];
  let stored = false;
  const work = async (): Promise<void> => {
    for (let row = left.shift(); row !== undefined; row = left.shift()) {
      const { address } = row;
      const outcome = await addDefault(address).catch((thrown: unknown) => toApiError(thrown));
      stored ||= 'added' in outcome && outcome.added;
      tell(address, outcome);
    }
  };
  await Promise.all(Array.from({ length: triedAtOnce }, work));
  return stored;
}

function Progress({ rows, outcomes, busy }: { rows: readonly DefaultChannel[]; outcomes: Outcomes; busy: boolean }) {
  const mine = rows.flatMap(({ address }) => outcomes.get(address) ?? []);
  const added = mine.filter((outcome) => 'added' in outcome && outcome.added).length;
  return (
    <p role="status">
      {mine.length > 0 &&
        `${mine.length.toLocaleString('en-GB')} of ${plural(rows.length, 'address', 'addresses')} tried, ${plural(added, 'channel')} added${busy ? '…' : '.'}`}
    </p>
  );
}

function List({ rows, outcomes }: { rows: readonly DefaultChannel[]; outcomes: Outcomes }) {
  if (rows.length === 0) return null;
  return (
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">The {rows.length} addresses</span>
      </summary>
      <div class="nhsuk-details__text">
        <ul class="nhsuk-list rw-defaults">
          {rows.map((row) => (
            <li key={row.address}>
              <strong>{row.title}</strong> <span class="rw-quiet">{row.address}</span>
              <br />
              {say(row, outcomes.get(row.address))}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function say({ added, checked, note, source }: DefaultChannel, outcome: TriedDefault | ApiError | undefined): string {
  if (outcome !== undefined) {
    if (!('added' in outcome)) return `Not added. ${outcome.message}`;
    return `${outcome.added ? 'Added.' : 'Not added.'} ${outcome.says}`;
  }
  if (added) return 'Collected already.';
  return `Address checked on paper on ${checked}. ${note} ${source}.`;
}
