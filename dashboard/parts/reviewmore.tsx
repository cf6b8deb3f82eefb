import { type Draft, outagePhases } from '../logic/review.ts';
import { useShared } from '../shared.ts';
import { listOptions } from './options.ts';
import { Field, Group } from './reviewfields.tsx';

interface MoreProps {
  readonly id: string;
  readonly draft: Draft;
  readonly error: string | null;
  readonly onChange: (part: Partial<Draft>) => void;
}

/** What fewer posts need corrected, folded away: services, cause and place. Open at once when something in it is wrong. */
export function More({ id, draft, error, onChange }: MoreProps) {
  const { vocabulary } = useShared();
  const areas = listOptions('area', vocabulary, []) ?? [];
  const outage = outagePhases.includes(draft.phase);
  return (
    <details class="rw-review__more" open={error !== null}>
      <summary>{outage ? 'Services, cause and place' : 'Place'}</summary>
      {outage && <Effects id={id} draft={draft} error={error} onChange={onChange} />}
      <Field id={`${id}-places`} label="Area" error={null}>
        {(attributes) => (
          <select
            {...attributes}
            class="nhsuk-select"
            value={draft.place}
            onChange={(event) => onChange({ place: event.currentTarget.value })}
          >
            <option value="">As the machine found it</option>
            {[...Map.groupBy(areas, (area) => area.group ?? '')].map(([group, members]) => (
              <optgroup key={group} label={group}>
                {members.map((area) => (
                  <option key={area.id} value={area.id}>
                    {area.title}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
    </details>
  );
}

/** Only what is disrupted hits services and has a cause. */
function Effects({ id, draft, error, onChange }: MoreProps) {
  const { vocabulary } = useShared();
  const toggle = (service: string, on: boolean) =>
    onChange({ services: on ? [...draft.services, service] : draft.services.filter((one) => one !== service) });
  return (
    <>
      <Group id={`${id}-services`} legend="Services that are hit" error={error}>
        <div class="nhsuk-checkboxes nhsuk-checkboxes--small">
          {vocabulary.services.map((term) => (
            <div class="nhsuk-checkboxes__item" key={term.id}>
              <input
                class="nhsuk-checkboxes__input"
                type="checkbox"
                id={`${id}-services-${term.id}`}
                checked={draft.services.includes(term.id)}
                onChange={(event) => toggle(term.id, event.currentTarget.checked)}
              />
              <label class="nhsuk-label nhsuk-checkboxes__label" for={`${id}-services-${term.id}`}>
                {term.title}
              </label>
            </div>
          ))}
        </div>
      </Group>
      <Field id={`${id}-cause`} label="Cause" error={null}>
        {(attributes) => (
          <select
            {...attributes}
            class="nhsuk-select"
            value={draft.cause}
            onChange={(event) => onChange({ cause: event.currentTarget.value })}
          >
            <option value="">None given</option>
            {vocabulary.causes.map((term) => (
              <option key={term.id} value={term.id}>
                {term.title}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
