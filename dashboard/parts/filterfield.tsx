import type { FilterName } from '../logic/filters.ts';
import type { Option } from './options.ts';

const labels: Partial<Record<FilterName, string>> = {
  q: 'Search the words of posts',
  system: 'System',
  role: 'The system is',
  area: 'Area',
  author: 'Posted by',
  phase: 'Phase',
  voice: 'Voice',
  service: 'Service',
  cause: 'Cause',
  platform: 'Platform',
  reviewed: 'Checked by a person',
  from: 'From (day)',
  to: 'To (day)',
};

/** One labelled control: a list where the choices are known, an input where they are not. */
export function FilterField({
  name,
  value,
  options,
}: {
  name: FilterName;
  value: string | undefined;
  options: readonly Option[] | null;
}) {
  const id = `filter-${name}`;
  return (
    <div class={`rw-field rw-field--${name}`}>
      <label class="nhsuk-label" for={id}>
        {labels[name] ?? name}
      </label>
      {options === null ? (
        <Input id={id} name={name} type={inputType(name, value)} />
      ) : (
        <select class="nhsuk-select" id={id} name={name}>
          <option value="">{name === 'phase' ? 'Disruptions' : name === 'role' ? 'disrupted' : 'Any'}</option>
          {value !== undefined && !options.some((option) => option.id === value) && (
            <option value={value}>{sayList(value, options)}</option>
          )}
          <Options options={options} />
        </select>
      )}
    </div>
  );
}

/** One element for each type: the types of JSX know an input's attributes by its type. */
function Input({ type, ...rest }: { id: string; name: string; type: 'search' | 'text' | 'date' }) {
  const more = { ...rest, class: 'nhsuk-input', autocomplete: 'off' } as const;
  if (type === 'search') return <input type="search" {...more} />;
  return type === 'date' ? <input type="date" {...more} /> : <input type="text" {...more} />;
}

function Options({ options }: { options: readonly Option[] }) {
  const groups = Map.groupBy(options, (option) => option.group ?? '');
  return [...groups].map(([group, members]) => {
    const rows = members.map((option) => (
      <option key={option.id} value={option.id}>
        {option.title}
      </option>
    ));
    return group === '' ? (
      rows
    ) : (
      <optgroup key={group} label={group}>
        {rows}
      </optgroup>
    );
  });
}

/** Instants come in by links (an hour of the timeline) and do not fit a day picker, so they are shown as text. */
function inputType(name: FilterName, value: string | undefined): 'search' | 'text' | 'date' {
  if (name === 'q') return 'search';
  if (name !== 'from' && name !== 'to') return 'text';
  return value === undefined || /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text';
}

function sayList(value: string, options: readonly Option[]): string {
  return value
    .split(',')
    .map((one) => options.find((option) => option.id === one)?.title ?? one)
    .join(' or ');
}
