import { useEffect, useRef, useState } from 'preact/hooks';
import { type ApiError, addChannel } from '../client.ts';
import { toApiError } from '../load.ts';
import type { AddedChannel } from '../types.ts';

/** The form that adds a channel: says what the server found, or what was wrong in an error summary. */
export function AddChannel({ onAdded }: { onAdded: (stored: boolean) => void }) {
  const [error, setError] = useState<ApiError | null>(null);
  const [added, setAdded] = useState<AddedChannel | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { address, organisation, people } = readForm(form);
    setBusy(true);
    setAdded(null);
    addChannel({ address, ...(organisation === '' ? {} : { organisation }), ...(people ? { people } : {}) })
      .then((answer) => {
        setError(null);
        setAdded(answer);
        if (answer.stored) form.reset();
        onAdded(answer.stored);
      })
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setBusy(false));
  };
  const wrong = error?.field === 'organisation' ? 'organisation' : 'address';
  return (
    <form onSubmit={submit} noValidate class="rw-addchannel">
      {error !== null && <Summary error={error} field={wrong} />}
      {added !== null && <Answer added={added} />}
      <Field
        name="address"
        label="Address"
        hint="A practice's website, its news feed, or an account, for example https://www.example-surgery.nhs.uk/news"
        error={wrong === 'address' ? error : null}
      />
      <Field
        name="organisation"
        label="ODS code (optional)"
        hint="The code of the practice or pharmacy that it belongs to, for example N81086"
        error={wrong === 'organisation' ? error : null}
        short
      />
      <People />
      <button type="submit" class="nhsuk-button" disabled={busy}>
        {busy ? 'Having a look…' : 'Add channel'}
      </button>
    </form>
  );
}

function People() {
  return (
    <div class="nhsuk-form-group">
      <div class="nhsuk-checkboxes__item">
        <input
          class="nhsuk-checkboxes__input"
          id="add-people"
          name="people"
          type="checkbox"
          value="yes"
          aria-describedby="add-people-hint"
        />
        <label class="nhsuk-label nhsuk-checkboxes__label" for="add-people">
          Private people post there
        </label>
        <div class="nhsuk-hint nhsuk-checkboxes__hint" id="add-people-hint">
          Somebody’s own account, a hashtag or a search. It is stored, and read only once a lawful basis is recorded.
        </div>
      </div>
    </div>
  );
}

function Summary({ error, field }: { error: ApiError; field: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [error]);
  return (
    <div class="nhsuk-error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby="add-error-title">
      <h2 class="nhsuk-error-summary__title" id="add-error-title">
        There is a problem
      </h2>
      <ul class="nhsuk-list nhsuk-error-summary__list">
        <li>
          <a href={`#add-${field}`} onClick={(event) => focusField(event, field)}>
            {error.message}
          </a>
        </li>
      </ul>
    </div>
  );
}

function Answer({ added }: { added: AddedChannel }) {
  return (
    <div class={`rw-answer ${added.stored ? 'rw-answer--stored' : ''}`} role="status">
      <p>
        <strong>{added.stored ? 'Added. ' : 'Not added. '}</strong>
        {added.says}
      </p>
    </div>
  );
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly error: ApiError | null;
  readonly short?: boolean;
}

function Field({ name, label, hint, error, short = false }: FieldProps) {
  const id = `add-${name}`;
  return (
    <div class={`nhsuk-form-group ${error === null ? '' : 'nhsuk-form-group--error'}`}>
      <label class="nhsuk-label nhsuk-label--s" for={id}>
        {label}
      </label>
      <div class="nhsuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
      {error !== null && (
        <p class="nhsuk-error-message" id={`${id}-error`}>
          <span class="nhsuk-u-visually-hidden">Error:</span> {error.message}
        </p>
      )}
      <input
        class={`nhsuk-input ${error === null ? '' : 'nhsuk-input--error'} ${short ? 'nhsuk-input--width-10' : ''}`}
        id={id}
        name={name}
        type="text"
        autocomplete="off"
        spellcheck={false}
        autocapitalize="none"
        aria-describedby={`${id}-hint${error === null ? '' : ` ${id}-error`}`}
        aria-invalid={error !== null}
      />
    </div>
  );
}

function readForm(form: HTMLFormElement): { address: string; organisation: string; people: boolean } {
  const data = new FormData(form);
  const read = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return { address: read('address'), organisation: read('organisation'), people: read('people') === 'yes' };
}

function focusField(event: MouseEvent, field: string): void {
  event.preventDefault();
  document.getElementById(`add-${field}`)?.focus();
}
