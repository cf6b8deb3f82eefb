import { useLocation } from 'preact-iso';
import { address, signOut } from '../client.ts';
import type { State } from '../types.ts';

const pages = [
  { path: '/', title: 'Overview' },
  { path: '/mentions', title: 'Mentions' },
  { path: '/channels', title: 'Channels' },
  { path: '/log', title: 'Log a post' },
  { path: '/about', title: 'About' },
];

interface HeaderProps {
  readonly state: State | null;
  readonly dataset: string | undefined;
  readonly onChange: () => void;
}

export function Header({ state, dataset, onChange }: HeaderProps) {
  const { path } = useLocation();
  return (
    <header class="rw-header">
      <div class="nhsuk-width-container rw-header__inner">
        <a class="rw-header__name" href={address('/', { dataset })} aria-label="Ripplewatch, to the overview">
          <Ripple />
          <span>Ripplewatch</span>
        </a>
        <nav aria-label="Pages">
          <ul class="rw-nav">
            {pages.map((page) => (
              <li key={page.path}>
                <a href={address(page.path, { dataset })} aria-current={page.path === path ? 'page' : undefined}>
                  {page.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {state?.signedInAs != null && <SignedIn name={state.signedInAs} onChange={onChange} />}
      </div>
    </header>
  );
}

function SignedIn({ name, onChange }: { name: string; onChange: () => void }) {
  return (
    <p class="rw-header__who">
      {name}
      <button type="button" onClick={() => void signOut().then(onChange, onChange)}>
        Sign out
      </button>
    </p>
  );
}

export function Footer({ state }: { state: State | null }) {
  return (
    <footer class="rw-footer">
      <div class="nhsuk-width-container">
        <p>
          Counts are of public posts. Posters select themselves: a count says who has posted, not how many are down.{' '}
          <a href="/about">What the words and figures mean</a>
        </p>
        <p>
          Ripplewatch{state === null ? '' : ` ${state.version}`} is independent open-source software and not an NHS service. All
          times are London time.
        </p>
      </div>
    </footer>
  );
}

/** Our mark: a drop and the two ripples it makes. */
function Ripple() {
  return (
    <svg class="rw-header__mark" viewBox="0 0 32 32" width="30" height="30" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="14" fill="none" stroke="currentColor" stroke-width="2" opacity="0.4" />
      <circle cx="16" cy="16" r="8.5" fill="none" stroke="currentColor" stroke-width="2.2" opacity="0.75" />
      <circle cx="16" cy="16" r="3.4" fill="#ffd166" />
    </svg>
  );
}
