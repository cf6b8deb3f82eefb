import { useEffect, useRef, useState } from 'preact/hooks';
import { type ApiError, logPost, takeBackPost } from '../client.ts';
import { toApiError } from '../load.ts';
import { type LogDraft, toPost } from '../logic/log.ts';
import { useShared } from '../shared.ts';
import type { LoggedPost } from '../types.ts';
import { Field } from './reviewfields.tsx';

const empty: LogDraft = { link: '', text: '', day: '', time: '', organisation: '', kind: '', name: '' };
const fields = ['link', 'text', 'postedAt', 'organisation', 'kind', 'loggedBy'];

/** The form for one post. What is wrong stands in a summary that leads to its field; what was stored can be taken back at once. */
export function LogForm() {
  const { state, vocabulary, reload } = useShared();
  const [draft, setDraft] = useState(empty);
  const [error, setError] = useState<ApiError | null>(null);
  const [logged, setLogged] = useState<LoggedPost | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<LogDraft>) => setDraft({ ...draft, ...part });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setLogged(null);
    logPost(toPost(draft))
      .then((answer) => {
        setError(null);
        setLogged(answer);
        setDraft({ ...empty, name: draft.name });
        reload();
      })
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setBusy(false));
  };
  const wrong = (field: string) => (error?.field === field ? error.message : null);
  return (
    <form onSubmit={submit} noValidate>
      {error !== null && <Summary error={error} />}
      {logged !== null && <Stored logged={logged} onTakenBack={reload} />}
      <Field id="log-text" label="What does it say?" hint="The words of the post, as they were posted" error={wrong('text')}>
        {(attributes) => (
          <textarea
            {...attributes}
            class="nhsuk-textarea"
            rows={5}
            value={draft.text}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        id="log-link"
        label="Link (optional)"
        hint="Its address, so that it is not logged twice, for example https://www.facebook.com/larkspur/posts/123"
        error={wrong('link')}
      >
        {(attributes) => (
          <input
            {...attributes}
            class="nhsuk-input"
            type="url"
            autocomplete="off"
            value={draft.link}
            onInput={(event) => set({ link: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        id="log-organisation"
        label="Who posted it? (optional)"
        hint="The ODS code of the practice or pharmacy, for example N81086, or its name as in the directory"
        error={wrong('organisation')}
      >
        {(attributes) => (
          <input
            {...attributes}
            class="nhsuk-input"
            type="text"
            autocomplete="off"
            value={draft.organisation}
            onInput={(event) => set({ organisation: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id="log-kind" label="Or what kind of author, where you know no more (optional)" error={wrong('kind')}>
        {(attributes) => (
          <select
            {...attributes}
            class="nhsuk-select"
            value={draft.kind}
            onChange={(event) => set({ kind: event.currentTarget.value })}
          >
            <option value="">Not chosen</option>
            {vocabulary.authorKinds.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <When draft={draft} error={wrong('postedAt')} onChange={set} />
      {state.signedInAs === null && (
        <Field id="log-loggedBy" label="Your name (optional)" hint="Kept with the post" error={wrong('loggedBy')}>
          {(attributes) => (
            <input
              {...attributes}
              class="nhsuk-input nhsuk-input--width-20"
              type="text"
              autocomplete="name"
              maxLength={80}
              value={draft.name}
              onInput={(event) => set({ name: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      <button type="submit" class="nhsuk-button" disabled={busy}>
        {busy ? 'Storing…' : 'Log this post'}
      </button>
    </form>
  );
}

interface WhenProps {
  readonly draft: LogDraft;
  readonly error: string | null;
  readonly onChange: (part: Partial<LogDraft>) => void;
}

/** Day and time go together; a day alone is no moment, and both may be left away. */
function When({ draft, error, onChange }: WhenProps) {
  return (
    <div class={`nhsuk-form-group rw-when ${error === null ? '' : 'nhsuk-form-group--error'}`}>
      <fieldset class="nhsuk-fieldset" aria-describedby={`log-postedAt-hint${error === null ? '' : ' log-postedAt-error'}`}>
        <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">When was it posted? (optional)</legend>
        <div class="nhsuk-hint" id="log-postedAt-hint">
          London time. Leave both empty where you do not know: then it is on no timeline.
        </div>
        {error !== null && (
          <p class="nhsuk-error-message" id="log-postedAt-error">
            <span class="nhsuk-u-visually-hidden">Error:</span> {error}
          </p>
        )}
        <div class="rw-when__parts">
          <Part id="log-postedAt" label="Day" type="date" value={draft.day} error={error} onInput={(day) => onChange({ day })} />
          <Part id="log-time" label="Time" type="time" value={draft.time} error={error} onInput={(time) => onChange({ time })} />
        </div>
      </fieldset>
    </div>
  );
}

interface PartProps {
  readonly id: string;
  readonly label: string;
  readonly type: 'date' | 'time';
  readonly value: string;
  readonly error: string | null;
  readonly onInput: (value: string) => void;
}

function Part({ id, label, type, value, error, onInput }: PartProps) {
  return (
    <div>
      <label class="nhsuk-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class={`nhsuk-input ${error === null ? '' : 'nhsuk-input--error'}`}
        type={type}
        value={value}
        aria-invalid={error !== null}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}

function Summary({ error }: { error: ApiError }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [error]);
  const target = `log-${fields.includes(error.field ?? '') ? error.field : 'text'}`;
  return (
    <div class="nhsuk-error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby="log-error-title">
      <h2 class="nhsuk-error-summary__title" id="log-error-title">
        There is a problem
      </h2>
      <ul class="nhsuk-list nhsuk-error-summary__list">
        <li>
          <a
            href={`#${target}`}
            onClick={(event) => {
              event.preventDefault();
              document.getElementById(target)?.focus();
            }}
          >
            {error.message}
          </a>
        </li>
      </ul>
    </div>
  );
}

function Stored({ logged, onTakenBack }: { logged: LoggedPost; onTakenBack: () => void }) {
  const [said, setSaid] = useState<string | null>(null);
  const takeBack = () => {
    takeBackPost(logged.id)
      .then(() => {
        setSaid('Taken back, as if it had never been logged.');
        onTakenBack();
      })
      .catch((thrown: unknown) => setSaid(toApiError(thrown).message));
  };
  return (
    <div class="rw-answer rw-answer--stored" role="status">
      <p>{said ?? logged.says}</p>
      {said === null && logged.outcome === 'added' && (
        <button type="button" class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={takeBack}>
          Take it back
        </button>
      )}
    </div>
  );
}
