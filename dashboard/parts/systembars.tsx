import { Bars } from '../charts/bars.tsx';
import { address } from '../client.ts';
import type { Facts } from '../facts.ts';
import type { Unit } from '../logic/buckets.ts';
import { type Filters, nameTerm } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { useShared } from '../shared.ts';

const atFirst = 8;

/** Which systems the posts name as disrupted. */
export function SystemBars({ facts, filters, unit }: { facts: Facts; filters: Filters; unit: Unit }) {
  const { vocabulary } = useShared();
  const rows = facts.systems
    .filter((count) => count.key !== null && count.mentions > 0)
    .toSorted((a, b) => b[unit] - a[unit] || b.mentions - a.mentions)
    .map((count) => {
      const id = count.key ?? '';
      const on = filters.system === id;
      return {
        id,
        on,
        title: nameTerm(vocabulary.systems, id),
        value: count[unit],
        says: unit === 'organisations' ? plural(count.organisations, 'organisation') : plural(count.mentions, 'mention'),
        href: address('/', { ...filters, system: on ? undefined : id, count: unit === 'mentions' ? unit : undefined }),
      };
    });
  const rest = rows.slice(atFirst);
  return (
    <section class="rw-panel" aria-labelledby="systems">
      <h2 class="nhsuk-heading-m" id="systems">
        By system
      </h2>
      <p class="rw-quiet rw-panel__says">What the posts say is not working. A post can name several systems, or none.</p>
      {rows.length === 0 ? <p>No system has been named.</p> : <Bars rows={rows.slice(0, atFirst)} label="Systems" />}
      {rest.length > 0 && (
        <details class="nhsuk-details rw-rest">
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">{plural(rest.length, 'more system')}</span>
          </summary>
          <Bars rows={rest} label="More systems" />
        </details>
      )}
    </section>
  );
}
