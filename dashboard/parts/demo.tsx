import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type ApiError, loadDemo, removeDemo } from '../client.ts';
import { toApiError } from '../load.ts';
import { useShared } from '../shared.ts';

/** Says on every page that what is shown was invented, for as long as it is. */
export function DemoBanner() {
  const { state, reload } = useShared();
  const { route } = useLocation();
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = state.dataset;
  const dataset = state.datasets.find((one) => one.id === shown);
  if (dataset?.invented !== true) return null;
  const remove = () => {
    setBusy(true);
    removeDemo()
      .then(() => {
        route('/', true);
        reload();
      })
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <section class="rw-demo" aria-label="Demonstration">
      <div class="nhsuk-width-container rw-demo__inner">
        <p>
          <strong>Demonstration:</strong> invented practices, invented posts
          {error !== null && (
            <span class="rw-demo__error" role="alert">
              {error.message}
            </span>
          )}
        </p>
        {state.allowedActions && (
          <button type="button" disabled={busy} onClick={remove}>
            {busy ? 'Removing…' : 'Remove the demonstration'}
          </button>
        )}
      </div>
    </section>
  );
}

/** Loads the demonstration, then shows it. */
export function LoadDemo() {
  const { reload } = useShared();
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const load = () => {
    setBusy(true);
    setError(null);
    loadDemo()
      .then(reload)
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      {error !== null && (
        <p class="nhsuk-error-message" role="alert">
          {error.message}
        </p>
      )}
      <button type="button" class="nhsuk-button nhsuk-button--secondary" disabled={busy} onClick={load}>
        {busy ? 'Loading the demonstration…' : 'Load the demonstration'}
      </button>
    </>
  );
}
