import { useEffect, useRef, useState } from 'preact/hooks';
import { type ApiError, withdrawReview } from '../client.ts';
import { toApiError } from '../load.ts';
import { sayMoment } from '../logic/london.ts';
import { sayMachine } from '../logic/review.ts';
import { useShared } from '../shared.ts';
import type { Mention } from '../types.ts';
import { ReviewForm } from './reviewform.tsx';

/** "Is this right?": what a person said of the post already, and the form that says it. The form is drawn when it is opened. */
export function Review({ mention, onChanged }: { mention: Mention; onChanged: (mention: Mention) => void }) {
  const { state } = useShared();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => (said === null ? undefined : status.current?.focus()), [said]);
  const change = (changed: Mention, words: string) => {
    setOpen(false);
    setError(null);
    setSaid(words);
    onChanged(changed);
  };
  const withdraw = () => {
    withdrawReview(mention)
      .then((changed) => change(changed, 'Withdrawn. The post is shown as the machine reads it.'))
      .catch((thrown: unknown) => setError(toApiError(thrown)));
  };
  return (
    <div class="rw-review">
      <Said mention={mention} />
      {said !== null && (
        <p class="rw-review__done" role="status" tabIndex={-1} ref={status}>
          {said}
        </p>
      )}
      {error !== null && (
        <p class="nhsuk-error-message" role="alert">
          {error.message}
        </p>
      )}
      {state.allowedActions && (
        <details class="nhsuk-details" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">Is this right?</span>
          </summary>
          {open && (
            <div class="nhsuk-details__text">
              <ReviewForm
                mention={mention}
                onSaved={(changed) =>
                  change(changed, 'Saved. It counts from now on; lists and charts follow when they are next loaded.')
                }
              />
              {mention.review !== undefined && (
                <button type="button" class="rw-textbutton" onClick={withdraw}>
                  Withdraw the review, so that the machine’s reading counts again
                </button>
              )}
            </div>
          )}
        </details>
      )}
    </div>
  );
}

function Said({ mention }: { mention: Mention }) {
  const { vocabulary } = useShared();
  const { review } = mention;
  if (review === undefined) return null;
  const machine = sayMachine(mention, vocabulary);
  const by = `by ${review.reviewer} on ${sayMoment(review.reviewedAt)}`;
  return (
    <>
      <p class="rw-review__said">
        {machine === null ? `Checked ${by}, who agrees with the machine.` : `Corrected ${by}; the machine said: ${machine}.`}
      </p>
      {review.correction.note !== undefined && <p class="rw-card__aside">Note: {review.correction.note}</p>}
    </>
  );
}
