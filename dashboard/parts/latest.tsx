import { address } from '../client.ts';
import type { Filters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import type { Mention } from '../types.ts';
import { Card } from './card.tsx';

/** The newest mentions in brief, with the way to all of them. */
export function Latest({ mentions, filters, total }: { mentions: readonly Mention[]; filters: Filters; total: number }) {
  if (mentions.length === 0) return null;
  return (
    <section class="rw-panel rw-panel--wide" aria-labelledby="latest">
      <div class="rw-panel__head">
        <h2 class="nhsuk-heading-m" id="latest">
          Latest mentions
        </h2>
        <a href={address('/mentions', filters)}>See all {plural(total, 'mention')}</a>
      </div>
      <ol class="rw-cards rw-cards--two">
        {mentions.map((mention) => (
          <li key={`${mention.post.platform} ${mention.post.id}`}>
            <Card mention={mention} brief />
          </li>
        ))}
      </ol>
    </section>
  );
}
