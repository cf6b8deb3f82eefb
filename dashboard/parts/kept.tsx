import { useShared } from '../shared.ts';

/** Says on every page that what is newest may be missing, for as long as the store cannot take it. */
export function KeptBanner() {
  const { state } = useShared();
  if (state.waiting === 0) return null;
  return (
    <div class="nhsuk-width-container">
      <p class="rw-warning rw-warning--top" role="status">
        <strong>The store could not be written:</strong> what was collected since ({sayBytes(state.waiting)}) waits on this
        server’s disk and is stored as soon as it can be. Until then it is not among what you see.
      </p>
    </div>
  );
}

function sayBytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
