import { address } from '../client.ts';
import { nameTerm } from '../logic/filters.ts';
import { splitHighlights } from '../logic/highlight.ts';
import { sayMoment } from '../logic/london.ts';
import { useShared } from '../shared.ts';
import type { Mention, Term, Vocabulary } from '../types.ts';

/** Why a post was tagged: the words that matched, the rules, the score, and what else was read from it. */
export function Why({ mention }: { mention: Mention }) {
  const { vocabulary } = useShared();
  const { post, verdict } = mention;
  const rules = [...new Set(verdict.reasons.map((reason) => reason.rule))];
  return (
    <details class="nhsuk-details rw-why">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">Why was this tagged?</span>
      </summary>
      <div class="nhsuk-details__text">
        <p class="rw-why__text">
          {splitHighlights(post.text, (mention.review?.machine.verdict ?? verdict).reasons).map((segment, index) =>
            segment.rules.length === 0 ? (
              segment.text
            ) : (
              <mark key={index} title={segment.rules.join(', ')}>
                {segment.text}
              </mark>
            ),
          )}
        </p>
        <dl class="rw-systems">
          <Row title="Score" value={`${Math.round(verdict.score * 100)} % likely to be about a disruption`} />
          <Row title="Rules" value={rules.join(', ') || 'none matched'} />
          {sayMore(mention, vocabulary).map(([title, value]) => (
            <Row key={title} title={title} value={value} />
          ))}
          <Row title="Seen" value={`${sayMoment(post.seenAt)}, on ${nameTerm(vocabulary.platforms, post.platform)}`} />
          <Row title="Version" value={verdict.version} />
        </dl>
        {mention.statement !== null && (
          <p>
            <a href={address('/mentions', { statement: mention.statement, dataset: mention.dataset })}>
              Posts with the same words
            </a>
            {mention.statementRole !== undefined && `: ${sayRole[mention.statementRole]}`}
          </p>
        )}
      </div>
    </details>
  );
}

const sayRole: Readonly<Record<NonNullable<Mention['statementRole']>, string>> = {
  first: 'this one was the first.',
  copied: 'this one copied the first word for word.',
  adapted: 'this one adapted the first.',
};

function Row({ title, value }: { title: string; value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function sayMore({ verdict, organisation }: Mention, vocabulary: Vocabulary): readonly (readonly [string, string])[] {
  const names = (terms: readonly Term[], ids: readonly string[]): string => ids.map((id) => nameTerm(terms, id)).join(', ');
  const rows: readonly (readonly [string, string])[] = [
    ['ODS code', organisation ?? ''],
    ['Services', names(vocabulary.services, verdict.services)],
    ['Cause', verdict.cause === null ? '' : nameTerm(vocabulary.causes, verdict.cause)],
    ['Cause denied', names(vocabulary.causes, verdict.causesDenied)],
    ['Advice given', names(vocabulary.advices, verdict.advice)],
  ];
  return rows.filter(([, value]) => value !== '');
}
