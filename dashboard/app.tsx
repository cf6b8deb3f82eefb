import { LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { getState, getVocabulary } from './client.ts';
import { useLive } from './live.ts';
import { useLoad } from './load.ts';
import { readFilters } from './logic/filters.ts';
import { About } from './pages/about.tsx';
import { Channels } from './pages/channels.tsx';
import { Log } from './pages/log.tsx';
import { Mentions } from './pages/mentions.tsx';
import { Missing } from './pages/missing.tsx';
import { Overview } from './pages/overview.tsx';
import { ProposalsPage } from './pages/proposals.tsx';
import { SignIn } from './pages/signin.tsx';
import { DemoBanner } from './parts/demo.tsx';
import { Failure, Waiting } from './parts/failure.tsx';
import { Footer, Header } from './parts/frame.tsx';
import { KeptBanner } from './parts/kept.tsx';
import { Shared } from './shared.ts';

export function App() {
  return (
    <LocationProvider>
      <Frame />
    </LocationProvider>
  );
}

/** Header, banner and footer around the page; asks for the sign-in page when the server wants one. */
function Frame() {
  const tick = useLive(60_000);
  const { query } = useLocation();
  const dataset = readFilters(query).dataset;
  const state = useLoad(`state ${dataset ?? ''}`, (signal) => getState({ dataset }, signal), tick);
  const vocabulary = useLoad('vocabulary', getVocabulary, 0);
  const reload = () => {
    state.reload();
    vocabulary.reload();
  };
  const failure = state.error ?? vocabulary.error;
  return (
    <>
      <a class="nhsuk-skip-link" href="#main">
        Skip to main content
      </a>
      <Header state={state.value} onChange={reload} dataset={dataset} />
      {failure?.status === 401 ? (
        <Main>
          <SignIn onDone={reload} />
        </Main>
      ) : state.value === null || vocabulary.value === null ? (
        <Main>{failure === null ? <Waiting /> : <Failure error={failure} onRetry={reload} />}</Main>
      ) : (
        <Shared.Provider value={{ state: state.value, vocabulary: vocabulary.value, tick, reload }}>
          <DemoBanner />
          <KeptBanner />
          <Main>
            <Pages />
          </Main>
        </Shared.Provider>
      )}
      <Footer state={state.value} />
    </>
  );
}

function Pages() {
  return (
    <Router>
      <Route path="/" component={Overview} />
      <Route path="/mentions" component={Mentions} />
      <Route path="/channels" component={Channels} />
      <Route path="/proposals" component={ProposalsPage} />
      <Route path="/log" component={Log} />
      <Route path="/about" component={About} />
      <Route default component={Missing} />
    </Router>
  );
}

function Main({ children }: { children: preact.ComponentChildren }) {
  return (
    <div class="nhsuk-width-container rw-page">
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
