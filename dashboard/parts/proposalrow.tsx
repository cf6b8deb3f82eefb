import { nameTerm } from '../logic/filters.ts';
import { useShared } from '../shared.ts';
import type { Proposal } from '../types.ts';

/** What is selected, and whose it is where a person said so: a code, null for nobody's, undefined as it was found. */
export type Chosen = ReadonlyMap<string, string | null | undefined>;

interface ProposalRowProps {
  readonly row: Proposal;
  readonly chosen: Chosen;
  /** null where this person may only look. */
  readonly onChoose: ((chosen: Chosen) => void) | null;
}

/** One proposal: what it is, whose it is, and what speaks for and against it. */
export function ProposalRow({ row, chosen, onChoose }: ProposalRowProps) {
  const { vocabulary } = useShared();
  const id = `proposal-${row.id}`;
  const isChosen = chosen.has(row.id);
  const toggle = () => {
    const next = new Map(chosen);
    if (isChosen) next.delete(row.id);
    else next.set(row.id, undefined);
    onChoose?.(next);
  };
  return (
    <article class={`rw-proposal ${row.doubts.length > 0 ? 'rw-proposal--doubtful' : ''}`}>
      {onChoose === null ? (
        <h2 class="rw-proposal__title">{row.title}</h2>
      ) : (
        <div class="nhsuk-checkboxes__item rw-proposal__check">
          <input
            class="nhsuk-checkboxes__input"
            id={id}
            type="checkbox"
            checked={isChosen}
            onChange={toggle}
            aria-describedby={`${id}-about`}
          />
          <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>
            {row.title}
          </label>
        </div>
      )}
      <div id={`${id}-about`}>
        <p class="rw-proposal__address">
          {nameTerm(vocabulary.platforms, row.platform)} · {row.address}
        </p>
        <p class="rw-proposal__whose">{sayWhose(row)}</p>
        {row.doubts.length > 0 && (
          <p class="rw-proposal__doubt">
            <strong class="nhsuk-tag nhsuk-tag--yellow">Look first</strong> {row.doubts.join(' ')}
          </p>
        )}
        {row.waits !== null && <p class="rw-proposal__whose">{row.waits}</p>}
      </div>
      {row.organisations.length > 1 && onChoose !== null && <Whose row={row} chosen={chosen} onChoose={onChoose} />}
      <details class="nhsuk-details rw-proposal__why">
        <summary class="nhsuk-details__summary">
          <span class="nhsuk-details__summary-text">
            Why<span class="nhsuk-u-visually-hidden"> {row.title} is proposed</span>
          </span>
        </summary>
        <div class="nhsuk-details__text">
          <ul class="nhsuk-list nhsuk-list--bullet">
            {row.evidence.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      </details>
    </article>
  );
}

function sayWhose({ organisations }: Proposal): string {
  if (organisations.length === 0) return 'Of nobody we know.';
  return `Of ${organisations.map(({ code, name }) => (name === code ? code : `${name} (${code})`)).join(' or ')}.`;
}

/** Several organisations lead to it: a person says whose it is, which selects it. */
function Whose({ row, chosen, onChoose }: ProposalRowProps & { onChoose: (chosen: Chosen) => void }) {
  const id = `whose-${row.id}`;
  return (
    <div class="nhsuk-form-group rw-proposal__choose">
      <label class="nhsuk-label" for={id}>
        Whose is it?<span class="nhsuk-u-visually-hidden"> {row.title}</span>
      </label>
      <select
        class="nhsuk-select"
        id={id}
        value={chosen.get(row.id) ?? ''}
        onChange={(event) => onChoose(new Map(chosen).set(row.id, event.currentTarget.value || null))}
      >
        <option value="">Nobody’s in particular</option>
        {row.organisations.map(({ code, name }) => (
          <option key={code} value={code}>
            {name} ({code})
          </option>
        ))}
      </select>
    </div>
  );
}
