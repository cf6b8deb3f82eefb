import type { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { hideSecrets } from '../core/http/say.ts';
import { proposalStates } from '../core/types.ts';
import type { ApiDeps } from './deps.ts';
import type { JudgedProposal, ProposalChoice } from './discovery.ts';
import type { Params } from './params.ts';
import { readChoice, readWhole } from './params.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

const narrow = [
  { name: 'area', says: 'Only of organisations in this area, as the directory has them.', example: 'QYG' },
  { name: 'platform', says: 'Only of this platform.', example: 'feed' },
] as const;

const listProposals: Route = {
  method: 'get',
  path: '/api/proposals',
  says: 'Channels that a search found on websites, with what speaks for and against each.',
  params: [
    ...narrow,
    {
      name: 'state',
      says: 'open, accepted or rejected; open where it is not given.',
      example: 'open',
      schema: { type: 'string', enum: proposalStates },
    },
    {
      name: 'limit',
      says: 'At most so many, 200 where it is not given.',
      example: '200',
      schema: { type: 'integer', minimum: 1, maximum: 1000 },
    },
    { name: 'after', says: 'The `next` of the page before.', example: 'feed:3f2a9c01b7de' },
  ],
  answers: { 200: { says: 'Proposals', schema: shapes.Proposals } },
  handle: async ({ deps, params }) => {
    const limit = readWhole(params, 'limit', { min: 1, max: 1000, default: 200 });
    const state = readChoice(params, 'state', proposalStates) ?? 'open';
    const all = await deps.discovery.proposals({ states: [state], ...readNarrow(params, deps) });
    const from = params['after'] === undefined ? 0 : all.findIndex(({ id }) => id === params['after']) + 1;
    const items = all.slice(from, from + limit);
    const next = from + limit < all.length ? (items.at(-1)?.id ?? null) : null;
    const doubtful = all.filter(({ doubts }) => doubts.length > 0).length;
    return reply(shapes.Proposals, { items: items.map(showProposal), next, total: all.length, doubtful });
  },
};

const decideProposals: Route<z.output<typeof shapes.ProposalDecision>> = {
  method: 'post',
  path: '/api/proposals',
  says: 'Accepts Proposals as Channels, or rejects them: the ones named, or every open one without a doubt.',
  body: shapes.ProposalDecision,
  answers: { 200: { says: 'What became of them, and how much of the area is visible', schema: shapes.DecidedProposals } },
  handle: async ({ deps, body, caller }) => {
    const { discovery } = deps;
    const filter = readNarrow({ area: body.area, platform: body.platform }, deps);
    const choices = body.items?.map(toChoice) ?? (await everyClear(deps, filter));
    const who = caller?.who ?? '';
    if (body.decision === 'accept') {
      const { accepted, refusals, coverage, says } = await discovery.accept(choices, who, filter.area);
      return reply(shapes.DecidedProposals, { accepted, rejected: 0, refusals, coverage, says });
    }
    const rejected = await discovery.reject(
      choices.map(({ id }) => id),
      who,
    );
    const coverage = await discovery.coverage(filter.area);
    const says = `${rejected.toLocaleString('en-GB')} ${rejected === 1 ? 'proposal' : 'proposals'} rejected. ${coverage.says}`;
    return reply(shapes.DecidedProposals, { accepted: 0, rejected, refusals: [], coverage, says });
  },
};

function toChoice({ id, organisation }: { id: string; organisation?: string | null | undefined }): ProposalChoice {
  return organisation === undefined ? { id } : { id, organisation };
}

async function everyClear(deps: ApiDeps, filter: { area: string | null; platform: string | null }): Promise<ProposalChoice[]> {
  const open = await deps.discovery.proposals({ ...filter, states: ['open'] });
  return open.filter(({ doubts }) => doubts.length === 0).map(({ id }) => ({ id }));
}

const readCoverage: Route = {
  method: 'get',
  path: '/api/coverage',
  says: 'How many of an area’s practices have a Channel, and of how many one answered lately.',
  params: [{ name: 'area', says: 'The area; all of the directory where it is not given.', example: 'QYG' }],
  answers: { 200: { says: 'The figures', schema: shapes.Coverage } },
  handle: async ({ deps, params }) => reply(shapes.Coverage, await deps.discovery.coverage(readNarrow(params, deps).area)),
};

const nations = ['england', 'scotland', 'wales', 'northern-ireland', 'uk'] as const;

const listDefaults: Route = {
  method: 'get',
  path: '/api/defaults',
  says: 'Organisations’ own pages that come with Ripplewatch, not tried yet: suppliers, national and representative bodies, trade press.',
  params: [
    {
      name: 'nation',
      says: 'One nation’s and those of the whole UK.',
      example: 'england',
      schema: { type: 'string', enum: nations },
    },
  ],
  answers: { 200: { says: 'The default set', schema: shapes.Defaults } },
  handle: async ({ deps, params }) => {
    const all = await deps.discovery.defaults(readChoice(params, 'nation', nations));
    const items = all.map(({ address, platform, title, kind, nation, checked, note, source, added }) => ({
      address,
      platform,
      title,
      kind,
      nation,
      checked,
      note,
      source,
      added,
    }));
    return reply(shapes.Defaults, { items, next: null, total: items.length });
  },
};

const addDefault: Route<z.output<typeof shapes.NewDefault>> = {
  method: 'post',
  path: '/api/defaults',
  says: 'Tries one address of the default set, and adds it where it answers.',
  body: shapes.NewDefault,
  answers: { 200: { says: 'Whether it was added, and why', schema: shapes.TriedDefault } },
  handle: async ({ deps, body, caller }) =>
    reply(shapes.TriedDefault, await deps.discovery.addDefault(body.address, caller?.who ?? '')),
};

export const proposalRoutes: readonly Route[] = [listProposals, decideProposals, readCoverage, listDefaults, addDefault];

function readNarrow(params: Params, { vocabulary }: ApiDeps): { area: string | null; platform: string | null } {
  const area = params['area'] ?? null;
  if (area !== null && !vocabulary.areas.some(({ code }) => code === area))
    throw new InputError('“area” must be the code of an area, such as QYG; /api/areas lists them.', { field: 'area' });
  return { area, platform: params['platform'] ?? null };
}

function showProposal(proposal: JudgedProposal): z.output<typeof shapes.Proposal> {
  const { id, platform, address, title, organisations, names, authorKind, site, supplier, evidence, doubts, waits } = proposal;
  const { foundAt, state, decidedAt, decidedBy } = proposal;
  const whose = organisations.map((code, at) => ({ code, name: names[at] ?? code }));
  const shown = { id, platform, address: hideSecrets(address), title, organisations: whose, authorKind, site: hideSecrets(site) };
  return { ...shown, supplier, evidence, doubts, waits, foundAt, state, decidedAt, decidedBy };
}
