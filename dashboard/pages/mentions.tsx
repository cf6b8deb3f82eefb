import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type ApiError, getCounts, getMentions } from '../client.ts';
import { toApiError, useLoad } from '../load.ts';
import { type Filters, readFilters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';
import { Card } from '../parts/card.tsx';
import { Chips } from '../parts/chips.tsx';
import { Empty } from '../parts/empty.tsx';
import { ExportMenu } from '../parts/exportmenu.tsx';
import { Failure, Waiting } from '../parts/failure.tsx';
import { FilterBar } from '../parts/filterbar.tsx';
import { useShared } from '../shared.ts';
import { useTitle } from '../title.ts';
import type { MentionPage } from '../types.ts';

const pageSize = '50';

export function Mentions() {
  useTitle('Mentions');
  const { query } = useLocation();
  const filters = readFilters(query);
  const { system: _system, role: _role, ...others } = filters;
  const systems = useLoad(`systems ${JSON.stringify(others)}`, (signal) => getCounts({ ...others, key: 'system' }, signal), 0);
  return (
    <>
      <h1 class="nhsuk-heading-l">Mentions</h1>
      <FilterBar
        path="/mentions"
        filters={filters}
        fields={['q', 'system', 'area', 'author', 'phase']}
        more={['from', 'to', 'voice', 'service', 'cause', 'platform', 'role', 'reviewed']}
        systems={systems.value?.items ?? []}
      />
      <Chips path="/mentions" filters={filters} />
      <Results key={JSON.stringify(filters)} filters={filters} />
    </>
  );
}

function Results({ filters }: { filters: Filters }) {
  const [deleted, setDeleted] = useState<'show' | undefined>(undefined);
  const first = useLoad(`first ${deleted ?? ''}`, (signal) => getMentions({ ...filters, deleted, limit: pageSize }, signal), 0);
  if (first.value !== null) {
    return <Pages filters={filters} deleted={deleted} first={first.value} onReload={first.reload} onDeleted={setDeleted} />;
  }
  return first.error === null ? <Waiting what="Looking for mentions" /> : <Failure error={first.error} onRetry={first.reload} />;
}

interface PagesProps {
  readonly filters: Filters;
  /** Posts that their platform has deleted are counted, and listed only where somebody asks for them. */
  readonly deleted: 'show' | undefined;
  readonly first: MentionPage;
  readonly onReload: () => void;
  readonly onDeleted: (deleted: 'show' | undefined) => void;
}

function Pages({ filters, deleted, first, onReload, onDeleted }: PagesProps) {
  const [pages, setPages] = useState<readonly MentionPage[]>([first]);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => setPages([first]), [first]);
  const items = pages.flatMap((page) => page.items);
  const next = pages.at(-1)?.next ?? null;
  const more = () => {
    if (next === null) return;
    setBusy(true);
    setError(null);
    getMentions({ ...filters, deleted, limit: pageSize, after: next }, new AbortController().signal)
      .then((page) => {
        setPages([...pages, page]);
        focusItem(list.current, items.length);
      })
      .catch((thrown: unknown) => setError(toApiError(thrown)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Summary
        filters={filters}
        first={first}
        shown={items.length}
        rows={deleted === 'show' ? first.total : first.total + first.deleted}
      />
      <Deleted count={first.deleted} shown={deleted === 'show'} onDeleted={onDeleted} />
      <Newer filters={{ ...filters, deleted }} shown={first.total} onReload={onReload} />
      {items.length === 0 && <Empty filters={filters} />}
      <ol class="rw-cards" ref={list}>
        {items.map((mention) => (
          <li key={`${mention.post.platform} ${mention.post.id}`}>
            <Card mention={mention} />
          </li>
        ))}
      </ol>
      {error !== null && <Failure error={error} onRetry={more} />}
      {next !== null && (
        <button type="button" class="nhsuk-button nhsuk-button--secondary" disabled={busy} onClick={more}>
          {busy ? 'Loading…' : 'Show more mentions'}
        </button>
      )}
    </>
  );
}

function Deleted({ count, shown, onDeleted }: { count: number; shown: boolean; onDeleted: PagesProps['onDeleted'] }) {
  if (count === 0) return null;
  const said = `${plural(count, 'post')} deleted where ${count === 1 ? 'it was' : 'they were'} posted: counted, ${shown ? 'and' : 'not'} listed.`;
  return (
    <p class="rw-quiet">
      {said}{' '}
      <button type="button" class="rw-textbutton" onClick={() => onDeleted(shown ? undefined : 'show')}>
        {shown ? 'Leave them out' : 'List them as well'}
      </button>
    </p>
  );
}

interface SummaryProps {
  readonly filters: Filters;
  readonly first: MentionPage;
  readonly shown: number;
  /** An export holds the deleted ones too, so that its rows add up to the counts. */
  readonly rows: number;
}

function Summary({ filters, first, shown, rows }: SummaryProps) {
  return (
    <>
      <div class="rw-results">
        <p class="rw-results__total" role="status">
          <strong>
            {first.atLeast && 'at least '}
            {plural(first.total, 'mention')}
          </strong>
          {first.total > shown && `, showing the newest ${shown.toLocaleString('en-GB')}`}
        </p>
        <ExportMenu filters={filters} total={rows} atLeast={first.atLeast} />
      </div>
      <p class="rw-quiet rw-results__words">{first.query.words}</p>
    </>
  );
}

interface NewerProps {
  readonly filters: Filters & { readonly deleted: 'show' | undefined };
  readonly shown: number;
  readonly onReload: () => void;
}

/** Looks each minute whether the total has changed, and offers it: the list never jumps under a reader. */
function Newer({ filters, shown, onReload }: NewerProps) {
  const { tick } = useShared();
  const opened = useRef(tick);
  const [total, setTotal] = useState(shown);
  useEffect(() => setTotal(shown), [shown]);
  useEffect(() => {
    if (tick === opened.current) return undefined;
    const abort = new AbortController();
    getMentions({ ...filters, limit: '1' }, abort.signal).then(
      (page) => setTotal(page.total),
      // Nothing is lost by a look that failed: the next one is a minute away, and the frame shows a server that is gone.
      () => undefined,
    );
    return () => abort.abort();
  }, [tick]);
  if (total === shown) return <div role="status" />;
  return (
    <p class="rw-newer" role="status">
      {total > shown ? `${plural(total - shown, 'new mention')}.` : 'The list has changed.'}{' '}
      <button type="button" class="rw-textbutton" onClick={onReload}>
        Show the list as it is now
      </button>
    </p>
  );
}

/** Moves the focus to the first of the cards that came, so that reading goes on where it stopped. */
function focusItem(list: HTMLOListElement | null, index: number): void {
  requestAnimationFrame(() => requestAnimationFrame(() => list?.children[index]?.querySelector<HTMLElement>('h3')?.focus()));
}
