import { useState } from 'preact/hooks';
import { nameTerm } from '../logic/filters.ts';
import {
  type Draft,
  findSystem,
  fitSystems,
  type NamedSystem,
  outagePhases,
  type RoleList,
  roles,
  usualRole,
} from '../logic/review.ts';
import { useShared } from '../shared.ts';
import { Field, Group } from './reviewfields.tsx';

interface SystemsProps {
  readonly id: string;
  readonly draft: Draft;
  readonly error: string | null;
  readonly onChange: (systems: readonly NamedSystem[]) => void;
}

/** The systems of a post, each with its role; any of the list can be added by typing part of its name. */
export function Systems({ id, draft, error, onChange }: SystemsProps) {
  const { vocabulary } = useShared();
  const systems = fitSystems(draft);
  const choices = outagePhases.includes(draft.phase) ? roles : roles.filter((role) => role.id !== 'systems');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const add = () => {
    const found = findSystem(typed, vocabulary);
    if (found === null) {
      setWrong(typed.trim() === '' ? 'Type the name of a system first' : `“${typed.trim()}” is not in the list`);
      return;
    }
    setWrong(null);
    setTyped('');
    if (!systems.some((one) => one.id === found)) onChange([...systems, { id: found, role: usualRole(draft.phase) }]);
  };
  return (
    <Group id={id} legend="Which systems, and how?" error={error}>
      {systems.length === 0 && <p>None named.</p>}
      <ul class="rw-review__systems">
        {systems.map((one, index) => (
          <Row
            key={`${one.id} ${index}`}
            id={`${id}-${index}`}
            name={nameTerm(vocabulary.systems, one.id)}
            role={one.role}
            choices={choices}
            onRole={(role) => onChange(systems.map((other, at) => (at === index ? { ...other, role } : other)))}
            onRemove={() => onChange(systems.filter((_, at) => at !== index))}
          />
        ))}
      </ul>
      <Field
        id={`${id}-add`}
        label="Add a system"
        hint="From the list; for a product outside it write other: and its name"
        error={wrong}
      >
        {(attributes) => (
          <div class="rw-review__add">
            <input
              {...attributes}
              class="nhsuk-input"
              type="text"
              list={`${id}-list`}
              autocomplete="off"
              spellcheck={false}
              maxLength={100}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                // Enter here means this field, not the whole form.
                event.preventDefault();
                add();
              }}
            />
            <button type="button" class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={add}>
              Add
            </button>
          </div>
        )}
      </Field>
      <datalist id={`${id}-list`}>
        {vocabulary.systems.map((term) => (
          <option key={term.id} value={term.title} />
        ))}
      </datalist>
    </Group>
  );
}

interface RowProps {
  readonly id: string;
  readonly name: string;
  readonly role: RoleList;
  readonly choices: readonly { readonly id: RoleList; readonly title: string }[];
  readonly onRole: (role: RoleList) => void;
  readonly onRemove: () => void;
}

function Row({ id, name, role, choices, onRole, onRemove }: RowProps) {
  return (
    <li>
      <label class="nhsuk-label" for={id}>
        {name}
      </label>
      <select
        class="nhsuk-select"
        id={id}
        value={role}
        onChange={(event) => onRole(roles.find((one) => one.id === event.currentTarget.value)?.id ?? role)}
      >
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </select>
      <button type="button" class="rw-textbutton" onClick={onRemove}>
        Remove<span class="nhsuk-u-visually-hidden"> {name}</span>
      </button>
    </li>
  );
}
