import type { ComponentChildren } from 'preact';

interface ChoicesProps {
  readonly id: string;
  readonly legend: string;
  readonly options: readonly { readonly id: string; readonly title: string; readonly hint: string }[];
  readonly value: string | null;
  readonly error: string | null;
  readonly onChange: (id: string) => void;
}

/** Radio buttons with a legend, each with a line that says what it means. */
export function Choices({ id, legend, options, value, error, onChange }: ChoicesProps) {
  return (
    <Group id={id} legend={legend} error={error}>
      <div class="nhsuk-radios nhsuk-radios--small">
        {options.map((option) => (
          <div class="nhsuk-radios__item" key={option.id}>
            <input
              class="nhsuk-radios__input"
              type="radio"
              id={`${id}-${option.id}`}
              name={id}
              value={option.id}
              checked={option.id === value}
              aria-describedby={`${id}-${option.id}-hint`}
              onChange={() => onChange(option.id)}
            />
            <label class="nhsuk-label nhsuk-radios__label" for={`${id}-${option.id}`}>
              {option.title}
            </label>
            <div class="nhsuk-hint nhsuk-radios__hint" id={`${id}-${option.id}-hint`}>
              {option.hint}
            </div>
          </div>
        ))}
      </div>
    </Group>
  );
}

interface GroupProps {
  readonly id: string;
  readonly legend: string;
  readonly error: string | null;
  readonly children: ComponentChildren;
}

/** A fieldset with its legend and what is wrong with it. */
export function Group({ id, legend, error, children }: GroupProps) {
  return (
    <div class={`nhsuk-form-group ${error === null ? '' : 'nhsuk-form-group--error'}`}>
      <fieldset class="nhsuk-fieldset" id={id} {...(error === null ? {} : { 'aria-describedby': `${id}-error` })}>
        <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend}</legend>
        <Wrong id={id} error={error} />
        {children}
      </fieldset>
    </div>
  );
}

interface Attributes {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid': boolean;
}

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly error: string | null;
  /** Draws the control with the attributes that tie label, hint and error to it. */
  readonly children: (attributes: Attributes) => ComponentChildren;
}

/** One labelled control with its hint and what is wrong with it. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === null ? [] : [`${id}-error`])].join(' ');
  return (
    <div class={`nhsuk-form-group ${error === null ? '' : 'nhsuk-form-group--error'}`}>
      <label class="nhsuk-label nhsuk-label--s" for={id}>
        {label}
      </label>
      {hint !== undefined && (
        <div class="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <Wrong id={id} error={error} />
      {children({
        id,
        name: id,
        'aria-invalid': error !== null,
        ...(described === '' ? {} : { 'aria-describedby': described }),
      })}
    </div>
  );
}

function Wrong({ id, error }: { id: string; error: string | null }) {
  if (error === null) return null;
  return (
    <p class="nhsuk-error-message" id={`${id}-error`}>
      <span class="nhsuk-u-visually-hidden">Error:</span> {error}
    </p>
  );
}
