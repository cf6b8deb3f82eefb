import { address } from '../client.ts';
import type { Facts } from '../facts.ts';
import { type Filters, nameTerm } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { sayVerdict } from '../logic/lead.ts';
import { sayMoment, sayUtc } from '../logic/london.ts';
import { useShared } from '../shared.ts';
import type { LeadTime, Notice } from '../types.ts';

/** Who was first, the posts or the supplier's own status page, with both times; and every notice of the time on screen. */
export function LeadTimes({ facts, filters }: { facts: Facts; filters: Filters }) {
  const { leadTimes, notices } = facts;
  const { vocabulary } = useShared();
  const alone = leadTimes.filter((lead) => !isCompared(lead)).map(({ system }) => nameTerm(vocabulary.systems, system));
  const unwatched = [...new Set(alone)];
  if (leadTimes.length === 0 && notices.length === 0) return null;
  return (
    <section class="rw-panel rw-panel--wide" aria-labelledby="lead">
      <h2 class="nhsuk-heading-m" id="lead">
        Posts beside the suppliers’ status pages
      </h2>
      <p class="rw-panel__says">
        For each system, the first post by somebody who was hit themselves, and the supplier’s first notice about it.
      </p>
      {leadTimes.some(isCompared) && (
        <ul class="rw-leads">
          {leadTimes.filter(isCompared).map((lead) => (
            <Lead key={`${lead.system} ${lead.from}`} lead={lead} />
          ))}
        </ul>
      )}
      {unwatched.length > 0 && (
        <p class="rw-panel__says">
          No status page is watched of {unwatched.join(', ')}, so there is nothing to compare with.{' '}
          <a href={address('/channels', { dataset: filters.dataset })}>Add one</a>
        </p>
      )}
      {notices.length > 0 && <Notices facts={facts} />}
    </section>
  );
}

function isCompared({ standing }: LeadTime): boolean {
  return standing !== 'no-page';
}

function Lead({ lead }: { lead: LeadTime }) {
  const { vocabulary } = useShared();
  const { first, notice } = lead;
  return (
    <li>
      <p class="rw-leads__verdict">
        {nameTerm(vocabulary.systems, lead.system)}: {sayVerdict(lead)}
      </p>
      <dl class="rw-leads__times">
        <dt>
          <Moment at={first.postedAt} />
        </dt>
        <dd>
          First post, by <Linked href={first.url}>{first.who}</Linked>
          <span class="rw-quiet">
            {' '}
            (of {plural(lead.mentions, 'own report')}
            {lead.organisations > 0 && ` by ${plural(lead.organisations, 'organisation')}`}; we saw it{' '}
            <Moment at={first.seenAt} />)
          </span>
        </dd>
        {notice?.publishedAt != null && (
          <>
            <dt>
              <Moment at={notice.publishedAt} />
            </dt>
            <dd>
              First notice, <Linked href={notice.url}>“{notice.title}”</Linked>
              <span class="rw-quiet">
                {' '}
                ({lead.page ?? 'status page'}; now {notice.status.replaceAll('_', ' ')}; we saw it <Moment at={notice.seenAt} />)
              </span>
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}

function Notices({ facts }: { facts: Facts }) {
  const { vocabulary } = useShared();
  const name = ({ systems }: Notice): string =>
    systems.length === 0 ? 'no system that we know' : systems.map((id) => nameTerm(vocabulary.systems, id)).join(', ');
  return (
    <details class="nhsuk-details">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">{plural(facts.notices.length, 'notice')} on status pages in this time</span>
      </summary>
      <div class="nhsuk-details__text">
        <ul class="rw-leads">
          {facts.notices.map((notice) => (
            <li key={`${notice.channel} ${notice.id}`}>
              <Linked href={notice.url}>{notice.title}</Linked>
              <br />
              {notice.publishedAt === null ? 'Without a date' : <Moment at={notice.publishedAt} />},{' '}
              {notice.page ?? 'a page that is no longer watched'}; about {name(notice)}; now {notice.status.replaceAll('_', ' ')}
            </li>
          ))}
        </ul>
      </div>
    </details>
  );
}

function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={sayUtc(at)}>
      {sayMoment(at)}
    </time>
  );
}

/** The address comes from outside: the server lets none but http and https through, and nothing else is a link here. */
function Linked({ href, children }: { href: string | null; children: preact.ComponentChildren }) {
  return href !== null && /^https?:/i.test(href) ? (
    <a href={href} rel="noopener noreferrer nofollow">
      {children}
    </a>
  ) : (
    <>{children}</>
  );
}
