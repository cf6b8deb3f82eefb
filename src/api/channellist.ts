import type { z } from 'zod';
import type { Health } from '../../analysis/health.ts';
import { healths, judgeHealth, troubled } from '../../analysis/health.ts';
import { InputError } from '../core/errors.ts';
import { hideSecrets } from '../core/http/say.ts';
import type { ChannelState, Instant } from '../core/types.ts';
import type { Store } from '../store/contract.ts';
import { nowFor } from './dataset.ts';
import { readChoice, readWhole } from './params.ts';
import { readDataset } from './query.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

export const listChannels: Route = {
  method: 'get',
  path: '/api/channels',
  says: 'Channels of a dataset and how they fare: those in trouble first, and of these the ones last whose whole platform is warned of.',
  params: [
    { name: 'dataset', says: 'The dataset; the default one where it is not given.', example: 'live' },
    {
      name: 'health',
      says: `Only those that are \`troubled\`, or one of ${healths.join(', ')}.`,
      example: 'troubled',
      schema: { type: 'string', enum: ['troubled', ...healths] },
    },
    { name: 'find', says: 'Letters that occur in the title, the address, the id or the ODS code.', example: 'surgery' },
    {
      name: 'limit',
      says: 'How many a page; 100 where it is not given.',
      example: '100',
      schema: { type: 'integer', minimum: 1, maximum: 500 },
    },
    { name: 'after', says: 'The `next` of the page before.', example: '' },
  ],
  answers: { 200: { says: 'One page of Channels', schema: shapes.Channels } },
  handle: async ({ deps, params }) => {
    const limit = readWhole(params, 'limit', { min: 1, max: 500, default: 100 });
    const health = readChoice(params, 'health', ['troubled', ...healths]);
    const dataset = await readDataset(params, deps);
    const rows = await judgeAll(deps.store, dataset, await nowFor(deps.store, dataset, deps.clock()));
    const find = params['find']?.toLowerCase() ?? '';
    const found = rows.filter((row) => isMeant(row, health) && holds(row.state, find));
    const from = params['after'] === undefined ? 0 : placeAfter(found, params['after']);
    const page = found.slice(from, from + limit);
    const counts = await countMentions(deps.store, page);
    const next = from + limit < found.length ? (page.at(-1)?.state.channel.id ?? null) : null;
    return reply(shapes.Channels, {
      items: page.map((row) => show(row, counts)),
      next,
      total: found.length,
      all: rows.length,
      troubled: rows.filter(isTroubled).length,
      troubledAlone: rows.filter((row) => isTroubled(row) && !row.isWarned).length,
    });
  },
};

interface Judged {
  readonly state: ChannelState;
  readonly health: Health;
  readonly says: string;
  /** Fails, and its whole platform is warned of: one sentence says it for all. */
  readonly isWarned: boolean;
}

async function judgeAll(store: Store, dataset: string, now: Instant): Promise<readonly Judged[]> {
  const [states, warnings] = await Promise.all([store.channels({ dataset, counted: false }), store.warnings(dataset)]);
  const down = new Set(warnings.filter(({ kind }) => kind === 'platform').map(({ platform }) => platform));
  const rows = states.map((state) => ({
    state,
    ...judgeHealth(state, now),
    isWarned: state.failures > 0 && down.has(state.channel.platform),
  }));
  const rank = (row: Judged): number => (isTroubled(row) ? (row.isWarned ? 1 : 0) : 2);
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

function isTroubled({ health }: Judged): boolean {
  return troubled.has(health);
}

function isMeant(row: Judged, asked: string | null): boolean {
  return asked === null || asked === row.health || (asked === 'troubled' && isTroubled(row));
}

function holds({ channel }: ChannelState, find: string): boolean {
  const shown = [channel.title, hideSecrets(channel.address), channel.id, channel.organisation ?? ''];
  return find === '' || shown.some((text) => text.toLowerCase().includes(find));
}

/** A channel may have been removed, or may have moved up the list, since the page before. */
function placeAfter(found: readonly Judged[], id: string): number {
  const at = found.findIndex(({ state }) => state.channel.id === id);
  if (at === -1)
    throw new InputError('“after” names a channel that is not in this list any more; begin at its first page.', {
      field: 'after',
    });
  return at + 1;
}

/** Of this page alone: counting those of all Channels takes long where there are millions. */
async function countMentions(store: Store, page: readonly Judged[]): Promise<ReadonlyMap<string, number | null>> {
  const ids = page.map(({ state }) => state.channel.id);
  return new Map((await store.channels({ ids })).map(({ channel, mentions }) => [channel.id, mentions]));
}

function show(
  { state, health, says }: Judged,
  counts: ReadonlyMap<string, number | null>,
): z.output<typeof shapes.ChannelHealth> {
  const { channel, nextAt, lastRunAt, lastSuccessAt, lastPostAt, failures, notes } = state;
  const shown = { ...channel, address: hideSecrets(channel.address) };
  return {
    channel: shown,
    health,
    says,
    nextAt,
    lastRunAt,
    lastSuccessAt,
    lastPostAt,
    failures,
    notes,
    mentions: counts.get(channel.id) ?? 0,
  };
}
