import { LogForm } from '../parts/logform.tsx';
import { useShared } from '../shared.ts';
import { useTitle } from '../title.ts';

/** For the post that somebody just saw where nothing may be collected, such as on Facebook. */
export function Log() {
  useTitle('Log a post');
  const { state } = useShared();
  return (
    <>
      <h1 class="nhsuk-heading-l">Log a post</h1>
      <p class="rw-lead">
        You saw a post that Ripplewatch cannot read, on Facebook for example? Copy it here: it is read, placed and counted like
        any other, and marked as logged by hand. No place is watched because of it.
      </p>
      <div class="nhsuk-u-reading-width">
        {state.allowedActions ? <LogForm /> : <p>Only a person who has signed in may log posts.</p>}
        <p>
          <a href="/mentions?dataset=live&platform=hand&phase=all">The posts that were logged by hand</a>
        </p>
      </div>
    </>
  );
}
