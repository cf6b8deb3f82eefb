import { sayLead } from '../../analysis/leadtime.ts';
import { nameInId } from '../core/text.ts';
import { addMs } from '../core/time.ts';
import type { Instant } from '../core/types.ts';
import { lastWindow, nowFor } from './dataset.ts';
import type { ApiDeps } from './deps.ts';
import { describeQuery, readDataset, readFilters, readSpan } from './query.ts';
import type { Param, Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';
import { titlesOf } from './titles.ts';

const span: readonly Param[] = [
  { name: 'from', says: 'From this moment, or the start of this London day.', example: '2024-07-19' },
  { name: 'to', says: 'Before this moment, or to the end of this London day.', example: '2024-07-19' },
];

export const noticeRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/api/notices',
    says: 'Entries of suppliers’ own status pages that were published or added to within the span, oldest first; the last 48 hours with Mentions where no span is given.',
    params: [...span, { name: 'dataset', says: 'The dataset; the default one where it is not given.', example: 'live' }],
    answers: { 200: { says: 'Notices', schema: shapes.Notices } },
    handle: async ({ deps, params }) => {
      const dataset = await readDataset(params, deps);
      const items = await deps.store.notices({ dataset, ...(await wholeSpan(readSpan(params, deps), dataset, deps)) });
      const titles = await titlesOf(deps.store, items);
      const named = items.map((one) => ({ ...one, page: titles.get(one.channel) ?? null }));
      return reply(shapes.Notices, { items: named, next: null, total: items.length });
    },
  },
  {
    method: 'get',
    path: '/api/leadtimes',
    says: 'For the largest disruptions within the span, the first own report beside the supplier’s first Notice; the filters hold for the reports.',
    filtered: true,
    answers: { 200: { says: 'Comparisons, those with most reports first', schema: shapes.LeadTimes } },
    handle: async ({ deps, params }) => {
      const query = await readFilters(params, deps);
      const { from = null, to = null } = query;
      const whole = await wholeSpan({ from, to }, query.dataset, deps);
      const now = await nowFor(deps.store, query.dataset, deps.clock());
      const items = (await deps.leadTimes(query, whole)).map((lead) => {
        const title = deps.vocabulary.systems.find(({ id }) => id === lead.system)?.title ?? nameInId(lead.system);
        return { ...lead, says: sayLead(lead, title, now) };
      });
      return reply(shapes.LeadTimes, { items, next: null, total: items.length, query: describeQuery(query, deps) });
    },
  },
];

const twoDaysMs = 48 * 3_600_000;

/** A missing end is the end of what the overview shows. */
async function wholeSpan(
  { from, to }: { readonly from: Instant | null; readonly to: Instant | null },
  dataset: string,
  { store, clock }: ApiDeps,
): Promise<{ readonly from: Instant; readonly to: Instant }> {
  if (from !== null && to !== null) return { from, to };
  const now = await nowFor(store, dataset, clock());
  const window = await lastWindow(store, dataset, now);
  const end = to ?? (from === null ? (window?.to ?? now) : now);
  return { from: from ?? addMs(end, -twoDaysMs), to: end };
}
