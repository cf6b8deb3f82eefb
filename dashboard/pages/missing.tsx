import { useTitle } from '../title.ts';

export function Missing() {
  useTitle('Page not found');
  return (
    <div class="nhsuk-u-reading-width">
      <h1 class="nhsuk-heading-l">Page not found</h1>
      <p>
        There is no page at this address. Go to the <a href="/">overview</a> or search the <a href="/mentions">mentions</a>.
      </p>
    </div>
  );
}
