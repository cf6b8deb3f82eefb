import { sayMoment, sayUtc } from '../logic/london.ts';
import type { Mention, Version } from '../types.ts';
import { PhaseTag } from './phase.tsx';

/** What a post said before it was edited, the newest of it first. */
export function Versions({ mention: { post, versions = [] } }: { mention: Mention }) {
  const last = versions.at(-1);
  if (last === undefined) return null;
  const steps = versions.map((version, index) => ({ version, editedAt: versions[index + 1]?.saidAt ?? null }));
  // The edit that made the words on screen has its time in the post itself.
  const newestFirst = steps
    .map((step, index) => (index === steps.length - 1 ? { ...step, editedAt: post.editedAt } : step))
    .reverse();
  const times = versions.length === 1 ? '' : ` ${versions.length} times`;
  return (
    <details class="nhsuk-details rw-why rw-versions">
      <summary class="nhsuk-details__summary">
        <span class="nhsuk-details__summary-text">
          Edited{times}
          <span class="nhsuk-u-visually-hidden">: what it said before</span>
        </span>
      </summary>
      <div class="nhsuk-details__text">
        <ol class="rw-versions__list">
          {newestFirst.map(({ version, editedAt }) => (
            <li key={version.replacedAt}>
              <p class="rw-versions__when">
                <Edited version={version} editedAt={editedAt} /> <PhaseTag phase={version.verdict.phase} />
              </p>
              {version.spoiler !== undefined && <p class="rw-card__aside">Content warning: {version.spoiler}</p>}
              <p class="rw-card__text">{version.text}</p>
              {version.quoted !== undefined && <blockquote class="rw-card__aside">Quoting: {version.quoted}</blockquote>}
            </li>
          ))}
        </ol>
      </div>
    </details>
  );
}

/** A platform that does not say when leaves us the moment at which we saw it. */
function Edited({ version, editedAt }: { version: Version; editedAt: string | null }) {
  const at = editedAt ?? version.replacedAt;
  return (
    <span>
      {editedAt === null ? 'Edited before' : 'Edited'}{' '}
      <time dateTime={at} title={sayUtc(at)}>
        {sayMoment(at)}
      </time>
      ; before that it said:
    </span>
  );
}
