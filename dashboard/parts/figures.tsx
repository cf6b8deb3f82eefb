import type { Facts } from '../facts.ts';
import { type Bucket, sumBucket, type Unit } from '../logic/buckets.ts';
import { sayMoment, sayShortDay, sayTime } from '../logic/london.ts';
import type { phases } from './phase.tsx';

interface TableProps {
  readonly facts: Facts;
  readonly unit: Unit;
  readonly shown: typeof phases;
  readonly link: (bucket: Bucket) => string;
}

/** The timeline as a table, for those who cannot or would rather not read a chart. */
export function FigureTable({ facts, unit, shown, link }: TableProps) {
  return (
    <details class="nhsuk-details rw-aftertable">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">The same figures as a table</span>
      </summary>
      <div class="rw-scroll" tabIndex={0} role="region" aria-label={`Figures by ${facts.size}`}>
        <table class="rw-table">
          <caption>
            {unit === 'organisations' ? 'Organisations that posted' : 'Mentions'}, by {facts.size} (London time)
          </caption>
          <thead>
            <tr>
              <th scope="col">{facts.size === 'hour' ? 'Hour from' : 'Day'}</th>
              {shown.map(({ id, title }) => (
                <th scope="col" key={id} class="rw-number">
                  {title}
                </th>
              ))}
              <th scope="col" class="rw-number">
                Channels not seen
              </th>
            </tr>
          </thead>
          <tbody>
            {facts.buckets.map((bucket) => (
              <Row key={bucket.startMs} facts={facts} unit={unit} shown={shown} link={link} bucket={bucket} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Row({ facts, unit, shown, link, bucket }: TableProps & { readonly bucket: Bucket }) {
  return (
    <tr>
      <th scope="row">
        {sumBucket(bucket, 'mentions') > 0 ? <a href={link(bucket)}>{sayStart(bucket, facts)}</a> : sayStart(bucket, facts)}
      </th>
      {shown.map(({ id }) => (
        <td key={id} class="rw-number">
          {bucket.counts[id]?.[unit] ?? 0}
        </td>
      ))}
      <td class="rw-number">{bucket.blind}</td>
    </tr>
  );
}

function sayStart(bucket: Bucket, facts: Facts): string {
  if (facts.size === 'day') return sayShortDay(bucket.startMs);
  return sayTime(bucket.startMs) === '00:00' || bucket === facts.buckets[0] ? sayMoment(bucket.startMs) : sayTime(bucket.startMs);
}
