import { useState } from 'preact/hooks';
import { type ApiError, signIn } from '../client.ts';
import { toApiError } from '../load.ts';
import { useTitle } from '../title.ts';

/** Asks for the password, and for a name because every change is recorded with who made it. */
export function SignIn({ onDone }: { onDone: () => void }) {
  useTitle('Sign in');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const read = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    signIn({ name: read('name').trim(), password: read('password') })
      .then(onDone)
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <div class="nhsuk-u-reading-width">
      <h1 class="nhsuk-heading-l">Sign in</h1>
      <p>This Ripplewatch can be reached from other computers, so it asks who you are.</p>
      <form onSubmit={submit} noValidate>
        {error !== null && (
          <p class="nhsuk-error-message" role="alert" id="signin-error">
            <span class="nhsuk-u-visually-hidden">Error:</span> {error.message}
          </p>
        )}
        <Fields wrong={error !== null} />
        <button type="submit" class="nhsuk-button" disabled={busy}>
          Sign in
        </button>
      </form>
    </div>
  );
}

function Fields({ wrong }: { wrong: boolean }) {
  return (
    <>
      <div class="nhsuk-form-group">
        <label class="nhsuk-label nhsuk-label--s" for="signin-name">
          Your name
        </label>
        <div class="nhsuk-hint" id="signin-name-hint">
          It is kept beside every change you make.
        </div>
        <input
          class="nhsuk-input nhsuk-input--width-20"
          id="signin-name"
          name="name"
          autocomplete="name"
          aria-describedby="signin-name-hint"
        />
      </div>
      <div class="nhsuk-form-group">
        <label class="nhsuk-label nhsuk-label--s" for="signin-password">
          Password
        </label>
        <input
          class="nhsuk-input nhsuk-input--width-20"
          id="signin-password"
          name="password"
          type="password"
          autocomplete="current-password"
          aria-describedby={wrong ? 'signin-error' : undefined}
        />
      </div>
    </>
  );
}
