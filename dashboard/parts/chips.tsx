import { address } from '../client.ts';
import { type Filters, listChips } from '../logic/filters.ts';
import { useShared } from '../shared.ts';

/** The filters that are on, each a link that takes it off. */
export function Chips({
  path,
  filters,
  keep = {},
}: {
  path: string;
  filters: Filters;
  keep?: Record<string, string | undefined>;
}) {
  const { vocabulary } = useShared();
  const chips = listChips(filters, vocabulary);
  if (chips.length === 0) return null;
  return (
    <ul class="rw-chips" aria-label="Filters that are on">
      {chips.map((chip) => (
        <li key={chip.words}>
          <a href={address(path, { ...chip.without, ...keep })}>
            <span class="nhsuk-u-visually-hidden">Remove </span>
            {chip.words}
            <span aria-hidden="true" class="rw-chips__cross">
              ×
            </span>
          </a>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <a class="rw-chips__clear" href={address(path, { dataset: filters.dataset, ...keep })}>
            Clear all filters
          </a>
        </li>
      )}
    </ul>
  );
}
