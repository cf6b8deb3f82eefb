import { useLocation } from 'preact-iso';
import { Timeline } from '../charts/timeline.tsx';
import { address } from '../client.ts';
import type { Facts } from '../facts.ts';
import type { Bucket, Unit } from '../logic/buckets.ts';
import type { Filters } from '../logic/filters.ts';
import { FigureTable } from './figures.tsx';
import { phases } from './phase.tsx';

interface SpreadProps {
  readonly facts: Facts;
  /** With the span, for links. */
  readonly filters: Filters;
  readonly unit: Unit;
}

/** The timeline with its legend, its switch between units, and the same figures as a table. */
export function Spread({ facts, filters, unit }: SpreadProps) {
  const { route } = useLocation();
  const link = (bucket: Bucket): string => address('/mentions', { ...filters, ...spanOf(bucket) });
  const shown = phases.filter(({ id }) => facts.buckets.some((bucket) => bucket.counts[id] !== undefined));
  const legend = shown.length === 0 ? phases.slice(0, 3) : shown;
  return (
    <section class="rw-panel rw-panel--wide" aria-labelledby="spread">
      <div class="rw-panel__head">
        <h2 class="nhsuk-heading-m" id="spread">
          By {facts.size}
        </h2>
        <UnitSwitch unit={unit} />
      </div>
      <ul class="rw-legend" aria-label="Colours of the timeline">
        {legend.map(({ id, title }) => (
          <li key={id}>
            <span class={`rw-swatch rw-swatch--${id}`} aria-hidden="true" /> {title}
          </li>
        ))}
        {facts.buckets.some((bucket) => bucket.blind > 0) && (
          <li>
            <span class="rw-swatch rw-swatch--blind" aria-hidden="true" /> Could not be seen (a strip: some channels; a whole
            column: half or more)
          </li>
        )}
        {facts.notices.length > 0 && (
          <li>
            <span class="rw-swatch--notice" aria-hidden="true" /> A supplier’s own notice (listed below)
          </li>
        )}
      </ul>
      <Timeline
        buckets={facts.buckets}
        size={facts.size}
        unit={unit}
        channels={facts.channels.all}
        notices={facts.notices}
        onPick={(bucket) => route(link(bucket))}
      />
      <FigureTable facts={facts} unit={unit} shown={legend} link={link} />
    </section>
  );
}

function UnitSwitch({ unit }: { unit: Unit }) {
  const { query } = useLocation();
  const { count: _count, ...rest } = query;
  return (
    <p class="rw-switch">
      <span>Count</span>
      <a href={address('/', rest)} aria-current={unit === 'organisations' ? 'true' : undefined}>
        organisations
      </a>
      <a href={address('/', { ...rest, count: 'mentions' })} aria-current={unit === 'mentions' ? 'true' : undefined}>
        mentions
      </a>
    </p>
  );
}

function spanOf(bucket: Bucket): { from: string; to: string } {
  return { from: new Date(bucket.startMs).toISOString(), to: new Date(bucket.endMs).toISOString() };
}
