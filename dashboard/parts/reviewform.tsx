import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type ApiError, saveReview } from '../client.ts';
import { toApiError } from '../load.ts';
import { type Draft, outagePhases, startDraft, toReview } from '../logic/review.ts';
import { useShared } from '../shared.ts';
import type { Mention, Phase } from '../types.ts';
import { phases } from './phase.tsx';
import { Choices, Field } from './reviewfields.tsx';
import { More } from './reviewmore.tsx';
import { Systems } from './reviewsystems.tsx';

/** The name given last, so that it need not be typed under every post. */
let lastName = '';

const hints: Partial<Record<Phase, string>> = {
  disrupted: 'Something does not work now',
  recovering: 'Better, but not well: slow, in parts, backlog',
  restored: 'It works again',
  unaffected: 'The author says that nothing of theirs is hit',
  planned: 'Down by intent, now or later',
  none: 'About something else, or no fault',
};

const voices = [
  { id: 'own', title: 'Their own', hint: 'Their organisation, or what they met themselves' },
  { id: 'relayed', title: 'Passed on', hint: 'What somebody else says, or news about others' },
];

/** Corrects or, left as it is, confirms what was made of a post. What is wrong stands in an error summary that leads to the field. */
export function ReviewForm({ mention, onSaved }: { mention: Mention; onSaved: (mention: Mention) => void }) {
  const { state } = useShared();
  const id = useId();
  const [draft, setDraft] = useState<Draft>(() => startDraft(mention));
  const [name, setName] = useState(lastName);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    lastName = name;
    setBusy(true);
    saveReview(mention, toReview(draft, mention, state.signedInAs === null ? name : ''))
      .then(onSaved)
      .catch((thrown: unknown) => {
        setError(toApiError(thrown));
        setBusy(false);
      });
  };
  const wrong = (...fields: string[]) => (error !== null && fields.includes(error.field ?? '') ? error.message : null);
  const outage = outagePhases.includes(draft.phase);
  return (
    <form onSubmit={submit} noValidate>
      {error !== null && <Summary error={error} target={`${id}-${targetOf(error)}`} />}
      <p>Change what is wrong. Saved as it is, this confirms that all of it is right.</p>
      <Choices
        id={`${id}-phase`}
        legend="What does the post say?"
        options={phases.map((one) => ({ ...one, hint: hints[one.id] ?? '' }))}
        value={draft.phase}
        error={wrong('phase')}
        onChange={(phase) => set({ phase: phase as Phase })}
      />
      {outage && (
        <Choices
          id={`${id}-voice`}
          legend="Whose disruption is it?"
          options={voices}
          value={draft.voice}
          error={wrong('voice')}
          onChange={(voice) => set({ voice: voice === 'own' ? 'own' : 'relayed' })}
        />
      )}
      <Systems
        id={`${id}-systems`}
        draft={draft}
        error={wrong('systems', 'systemsUnaffected', 'systemsCause', 'systemsPlanned', 'systemsSwitchedOff')}
        onChange={(systems) => set({ systems })}
      />
      <More id={id} draft={draft} error={wrong('services', 'cause', 'places')} onChange={set} />
      <Field id={`${id}-note`} label="Note (optional)" error={wrong('note')}>
        {(attributes) => (
          <textarea
            {...attributes}
            class="nhsuk-textarea"
            rows={2}
            maxLength={2000}
            value={draft.note}
            onInput={(event) => set({ note: event.currentTarget.value })}
          />
        )}
      </Field>
      {state.signedInAs === null && (
        <Field id={`${id}-reviewer`} label="Your name" hint="Shown beside your correction" error={wrong('reviewer')}>
          {(attributes) => (
            <input
              {...attributes}
              class="nhsuk-input nhsuk-input--width-20"
              type="text"
              autocomplete="name"
              maxLength={80}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <button type="submit" class="nhsuk-button nhsuk-button--small" disabled={busy}>
        {busy ? 'Saving…' : 'Save'}
      </button>
    </form>
  );
}

function Summary({ error, target }: { error: ApiError; target: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [error]);
  return (
    <div class="nhsuk-error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby={`${target}-title`}>
      <h4 class="nhsuk-error-summary__title" id={`${target}-title`}>
        There is a problem
      </h4>
      <ul class="nhsuk-list nhsuk-error-summary__list">
        <li>
          <a href={`#${target}`} onClick={(event) => focusTarget(event, target)}>
            {error.message}
          </a>
        </li>
      </ul>
    </div>
  );
}

/** The part of the form that the server spoke of; the beginning where it spoke of none. */
function targetOf({ field }: ApiError): string {
  if (field === null || field === 'phase') return 'phase';
  if (field.startsWith('systems')) return 'systems';
  return ['voice', 'note', 'reviewer', 'services', 'cause', 'places'].includes(field) ? field : 'phase';
}

/** A group of choices cannot take the focus itself: its chosen or first one does. */
function focusTarget(event: MouseEvent, target: string): void {
  event.preventDefault();
  const found = document.getElementById(target);
  const details = found?.closest('details:not([open])');
  if (details instanceof HTMLDetailsElement) details.open = true;
  const inner = found?.querySelector<HTMLElement>('input:checked, input, select');
  (inner ?? found)?.focus();
}
