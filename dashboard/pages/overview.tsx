import { useLocation } from 'preact-iso';
import { getCounts } from '../client.ts';
import { type Facts, readFacts } from '../facts.ts';
import { useLoad } from '../load.ts';
import type { Unit } from '../logic/buckets.ts';
import { type Filters, nameTerm, readFilters } from '../logic/filters.ts';
import { plural, sayHeadline } from '../logic/headline.ts';
import { saySpan } from '../logic/london.ts';
import { readSpan } from '../logic/span.ts';
import { AreaMap } from '../parts/areamap.tsx';
import { ChannelSummary } from '../parts/channelsummary.tsx';
import { Chips } from '../parts/chips.tsx';
import { Empty } from '../parts/empty.tsx';
import { Failure, Waiting } from '../parts/failure.tsx';
import { FilterBar } from '../parts/filterbar.tsx';
import { Latest } from '../parts/latest.tsx';
import { LeadTimes } from '../parts/leadtimes.tsx';
import { Spread } from '../parts/spread.tsx';
import { SystemBars } from '../parts/systembars.tsx';
import { useShared } from '../shared.ts';
import { useTitle } from '../title.ts';
import { FirstRun } from './firstrun.tsx';

export function Overview() {
  useTitle('Overview');
  const { state, tick } = useShared();
  const { query } = useLocation();
  const filters = readFilters(query);
  const unit: Unit = query['count'] === 'mentions' ? 'mentions' : 'organisations';
  const empty = state.channels.total === 0 && state.totals.mentions === 0 && state.allPhases === 0;
  const key = `${JSON.stringify(filters)} ${state.dataset} ${state.window?.to ?? ''}`;
  const facts = useLoad(
    key,
    async (signal) => {
      const span = readSpan(filters, state.window, state.now);
      if (span !== null) return readFacts(filters, span, signal);
      // The server says best what is wrong with a date that cannot be read.
      if (filters.from !== undefined || filters.to !== undefined) await getCounts(filters, signal);
      return null;
    },
    tick,
  );
  if (empty && filters.dataset === undefined) return <FirstRun />;
  const value = facts.value;
  return (
    <>
      {value === null ? <h1 class="nhsuk-heading-l">Overview</h1> : <Headline facts={value} />}
      <FilterBar
        path="/"
        filters={filters}
        fields={['system', 'area', 'author', 'from', 'to']}
        keep={{ count: query['count'] }}
        systems={value?.systems ?? []}
      />
      <Chips path="/" filters={filters} keep={{ count: query['count'] }} />
      {facts.error !== null && <Failure error={facts.error} onRetry={facts.reload} />}
      {value === null && facts.error === null && (facts.busy ? <Waiting /> : <Empty filters={filters} />)}
      {value !== null && <Panels facts={value} filters={filters} unit={unit} busy={facts.busy} />}
    </>
  );
}

function Headline({ facts }: { facts: Facts }) {
  const { vocabulary } = useShared();
  const { headline, when } = sayHeadline({ ...facts, systemTitle: (id) => nameTerm(vocabulary.systems, id) });
  const none = facts.totals.mentions === 0;
  return (
    <div class="rw-headline">
      <h1>{none ? 'Nobody we watch has posted about a disruption.' : headline}</h1>
      {when !== '' && <p class="rw-headline__when">{when}</p>}
      <p class="rw-headline__window">
        {facts.span.chosen ? 'Showing ' : 'Showing the last 48 hours that contain mentions: '}
        {saySpan(facts.span.from, facts.span.to)} (London time).{' '}
        {facts.undated > 0 && `${plural(facts.undated, 'undated post is', 'undated posts are')} not on the timeline.`}
      </p>
    </div>
  );
}

function Panels({ facts, filters, unit, busy }: { facts: Facts; filters: Filters; unit: Unit; busy: boolean }) {
  const { totals } = facts;
  const here: Filters = { ...filters, from: filters.from ?? facts.span.from, to: filters.to ?? facts.span.to };
  return (
    <div class="rw-panels" aria-busy={busy}>
      <p class="nhsuk-u-visually-hidden rw-panels__status" role="status">
        {plural(totals.mentions, 'mention')} by {plural(totals.organisations, 'organisation')} shown
      </p>
      <dl class="rw-figures">
        <Figure value={totals.organisations} title="organisations posted" />
        <Figure value={totals.mentions} title="mentions" />
        <Figure value={totals.statements} title="different texts" />
        <Figure value={facts.channels.all} title="channels watched" />
      </dl>
      {totals.mentions === 0 && <Empty filters={here} />}
      <Spread facts={facts} filters={here} unit={unit} />
      <LeadTimes facts={facts} filters={filters} />
      <SystemBars facts={facts} filters={filters} unit={unit} />
      <ChannelSummary channels={facts.channels} blind={facts.blind} filters={filters} />
      <AreaMap facts={facts} filters={filters} unit={unit} />
      <Latest mentions={facts.latest} filters={here} total={totals.mentions} />
    </div>
  );
}

function Figure({ value, title }: { value: number; title: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value.toLocaleString('en-GB')}</dd>
    </div>
  );
}
