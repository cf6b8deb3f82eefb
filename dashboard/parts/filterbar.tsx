import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { address } from '../client.ts';
import { type FilterName, type Filters, readFilters } from '../logic/filters.ts';
import { useShared } from '../shared.ts';
import type { Count } from '../types.ts';
import { FilterField } from './filterfield.tsx';
import { listOptions } from './options.ts';

const roomy = '(min-width: 641px)';

interface FilterBarProps {
  readonly path: string;
  readonly filters: Filters;
  /** Fields always in view, and those under "More filters". */
  readonly fields: readonly FilterName[];
  readonly more?: readonly FilterName[];
  /** Parameters of the page itself, kept as they are. */
  readonly keep?: Record<string, string | undefined>;
  /** What was counted, so that systems that were named come first. */
  readonly systems?: readonly Count[];
}

/** A form whose state is the URL: submitting it moves there, and the browser's back button undoes it. */
export function FilterBar({ path, filters, fields, more = [], keep = {}, systems = [] }: FilterBarProps) {
  const { vocabulary } = useShared();
  const { route } = useLocation();
  const form = useRef<HTMLFormElement>(null);
  const shown = JSON.stringify(filters);
  useEffect(() => {
    for (const name of [...fields, ...more]) {
      const control = form.current?.elements.namedItem(name);
      if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) control.value = filters[name] ?? '';
    }
  }, [shown, vocabulary, systems]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<string, string>;
    route(address(path, { ...filters, ...emptied([...fields, ...more]), ...readFilters(data), ...keep }));
  };
  const field = (name: FilterName) => (
    <FilterField key={name} name={name} value={filters[name]} options={listOptions(name, vocabulary, systems)} />
  );
  const open = useRoom(Object.keys(filters).some((name) => name !== 'dataset'));
  return (
    <details class="rw-fold" open={open}>
      <summary>Filters</summary>
      <form ref={form} class="rw-filters" role="search" aria-label="Filters" onSubmit={submit}>
        <div class="rw-filters__fields">{fields.map(field)}</div>
        {more.length > 0 && (
          <details class="nhsuk-details rw-filters__more" open={more.some((name) => filters[name] !== undefined)}>
            <summary class="nhsuk-details__summary">
              <span class="nhsuk-details__summary-text">More filters</span>
            </summary>
            <div class="rw-filters__fields">{more.map(field)}</div>
          </details>
        )}
        <button type="submit" class="nhsuk-button nhsuk-button--small rw-filters__apply">
          Apply filters
        </button>
      </form>
    </details>
  );
}

/** Whether the filters stand open: always where there is room, on a phone only while some are on. */
function useRoom(filtered: boolean): boolean {
  const [wide, setWide] = useState(() => matchMedia(roomy).matches);
  useEffect(() => {
    const media = matchMedia(roomy);
    const change = () => setWide(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  return wide || filtered;
}

function emptied(names: readonly FilterName[]): Partial<Record<FilterName, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
