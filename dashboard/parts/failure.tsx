import type { ApiError } from '../client.ts';

/** An error as a sentence, with a way to try again. */
export function Failure({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return (
    <div class="rw-failure" role="alert">
      <h2 class="nhsuk-heading-s">We could not load this</h2>
      <p>{error.message}</p>
      <button type="button" class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}

export function Waiting({ what = 'Loading' }: { what?: string }) {
  return (
    <p class="rw-waiting" role="status">
      {what}…
    </p>
  );
}
