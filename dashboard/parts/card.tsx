import { useEffect, useState } from 'preact/hooks';
import { nameTerm } from '../logic/filters.ts';
import { sayDay, sayMoment, sayUtc } from '../logic/london.ts';
import { useShared } from '../shared.ts';
import type { Mention, Place } from '../types.ts';
import { PhaseTag } from './phase.tsx';
import { Review } from './review.tsx';
import { Versions } from './versions.tsx';
import { Why } from './why.tsx';

/** One Mention: who, where, when, what was made of it and why. Everything a post brought is drawn as text. */
export function Card({ mention: given, brief = false }: { mention: Mention; brief?: boolean }) {
  const [mention, setMention] = useState(given);
  useEffect(() => setMention(given), [given]);
  const { post, verdict } = mention;
  return (
    <article class={`rw-card ${brief ? 'rw-card--brief' : ''}`}>
      <header class="rw-card__head">
        <h3 class="rw-card__who" tabIndex={-1}>
          {sayAuthor(mention)}
        </h3>
        <p class="rw-card__tags">
          <PhaseTag phase={verdict.phase} />
          {verdict.voice === 'relayed' && <span class="nhsuk-tag nhsuk-tag--white">Relayed</span>}
          {mention.review !== undefined && <span class="nhsuk-tag nhsuk-tag--green">Checked</span>}
          {mention.invented && <span class="nhsuk-tag nhsuk-tag--grey">Invented</span>}
        </p>
      </header>
      <p class="rw-card__meta">
        <When mention={mention} />
        <Where places={mention.places} />
      </p>
      {post.spoiler !== undefined && <p class="rw-card__aside">Content warning: {post.spoiler}</p>}
      {mention.removed === undefined ? <p class="rw-card__text">{post.text}</p> : <Gone removed={mention.removed} />}
      {post.quoted !== undefined && <blockquote class="rw-card__aside">Quoting: {post.quoted}</blockquote>}
      <Systems mention={mention} />
      {!brief && <Versions mention={mention} />}
      {!brief && mention.removed === undefined && <Why mention={mention} />}
      {!brief && mention.removed === undefined && <Review mention={mention} onChanged={setMention} />}
      {post.url !== null && !mention.invented && isWeb(post.url) && (
        <p class="rw-card__link">
          <a href={post.url} target="_blank" rel="noopener noreferrer nofollow">
            Original post<span class="nhsuk-u-visually-hidden"> by {sayAuthor(mention)} (opens in a new tab)</span>
          </a>
        </p>
      )}
    </article>
  );
}

const goneWords: Readonly<Record<NonNullable<Mention['removed']>['why'], string>> = {
  deleted: 'Deleted where it was posted; the text was removed here on',
  retention: 'Text removed by retention on',
  request: 'Text removed at somebody’s request on',
};

/** The row stays to be counted; what it said is in no store any more. */
function Gone({ removed: { why, at } }: { removed: NonNullable<Mention['removed']> }) {
  return (
    <p class="rw-card__gone">
      {goneWords[why]}{' '}
      <time dateTime={at} title={sayUtc(at)}>
        {sayDay(at)}
      </time>
      . It is counted as before.
    </p>
  );
}

/** A private person's name is not needed to read a post, so it is not shown. */
function sayAuthor({ post, organisation, organisationName, removed }: Mention): string {
  if (organisationName !== null) return organisationName;
  if (removed !== undefined && organisation !== null) return `ODS code ${organisation}`;
  if (post.author.private) return post.author.kind === 'patient' ? 'A patient' : 'A member of the public';
  return post.author.name ?? post.author.handle ?? (removed === undefined ? 'Unnamed author' : 'Author removed');
}

function When({ mention: { post, verdict } }: { mention: Mention }) {
  if (post.postedAt === null) return <span>Undated, first seen {sayMoment(post.seenAt)}</span>;
  return (
    <span>
      {verdict.voice === 'relayed' ? 'Passed on' : 'Posted'}{' '}
      <time dateTime={post.postedAt} title={sayUtc(post.postedAt)}>
        {sayMoment(post.postedAt)}
      </time>
    </span>
  );
}

const methods: Readonly<Record<Place['method'], string>> = {
  review: 'as a person said',
  channel: 'known for this channel',
  organisation: 'from its entry in the directory',
  postcode: 'from a postcode in the post',
  area: 'an area named in the post',
  gazetteer: 'from a place named in the post',
};

function Where({ places }: { places: readonly Place[] }) {
  const place = places.find((one) => one.kind === 'icb' || one.kind === 'board') ?? places[0];
  if (place === undefined) return <span>Place unknown</span>;
  const named = place.text === null ? '' : ` “${place.text}”`;
  return (
    <span>
      {place.name}{' '}
      <span class="rw-quiet">
        ({methods[place.method]}
        {named}
        {place.confidence < 0.8 ? ', not sure' : ''})
      </span>
    </span>
  );
}

function Systems({ mention: { verdict } }: { mention: Mention }) {
  const { vocabulary } = useShared();
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [verdict.systems.length === 1 ? 'System' : 'Systems', verdict.systems],
    ['Said to be fine', verdict.systemsUnaffected],
    ['Named as the cause', verdict.systemsCause],
    ['Down by plan', verdict.systemsPlanned],
    ['Switched off to cope', verdict.systemsSwitchedOff],
  ];
  const filled = rows.filter(([, ids]) => ids.length > 0);
  if (filled.length === 0) return null;
  return (
    <dl class="rw-systems">
      {filled.map(([role, ids]) => (
        <div key={role}>
          <dt>{role}</dt>
          <dd>{ids.map((id) => nameTerm(vocabulary.systems, id)).join(', ')}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Only web addresses become links: a post may carry `javascript:` as easily as `https:`. */
function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url);
}
