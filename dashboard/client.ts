import createClient from 'openapi-fetch';
import type { components, paths } from './api.ts';
import type {
  AddedChannel,
  BlindPeriod,
  ChannelPage,
  Counts,
  Coverage,
  DecidedProposals,
  DefaultChannel,
  Governance,
  LeadTime,
  LoggedPost,
  Mention,
  MentionPage,
  NewReview,
  Notice,
  Proposals,
  Revision,
  Sight,
  State,
  TriedDefault,
  Vocabulary,
} from './types.ts';

/** Filters and other parameters of one route; the server checks the values. */
type Query<Path extends keyof paths> = { readonly [Name in keyof Params<Path>]?: string | undefined };
type Params<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Given } } }
  ? NonNullable<Given>
  : never;

/** What the server refused, as a sentence for a person; `field` names the input it speaks of. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly field: string | null;

  constructor(status: number, message: string, field: string | null) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

const server = createClient<paths>({ credentials: 'same-origin', headers: { accept: 'application/json' } });
/** The server takes changes as JSON alone, those without a body included. */
const json = { 'content-type': 'application/json' };

export async function getState(query: Query<'/api/state'>, signal: AbortSignal): Promise<State> {
  return read(server.GET('/api/state', { params: { query: keep(query) }, signal }));
}

/** Where the store stands; once `after` is given, as soon as it has moved on from there, or after half a minute. */
export async function getChanges(after: number | null, signal: AbortSignal): Promise<Revision> {
  const query = after === null ? {} : { after };
  return read(server.GET('/api/changes', { params: { query }, signal }));
}

export async function getVocabulary(signal: AbortSignal): Promise<Vocabulary> {
  return read(server.GET('/api/vocabulary', { signal }));
}

export async function getMentions(query: Query<'/api/mentions'>, signal: AbortSignal): Promise<MentionPage> {
  return read(server.GET('/api/mentions', { params: { query: keep(query) }, signal }));
}

export async function getGovernance(signal: AbortSignal): Promise<Governance> {
  return read(server.GET('/api/governance', { signal }));
}

export async function getCounts(query: Query<'/api/counts'>, signal: AbortSignal): Promise<Counts> {
  return read(server.GET('/api/counts', { params: { query: keep(query) }, signal }));
}

export async function getSight(query: Query<'/api/sight'>, signal: AbortSignal): Promise<readonly Sight[]> {
  return (await read(server.GET('/api/sight', { params: { query: keep(query) }, signal }))).items;
}

export async function getBlind(query: Query<'/api/blind'>, signal: AbortSignal): Promise<readonly BlindPeriod[]> {
  return (await read(server.GET('/api/blind', { params: { query: keep(query) }, signal }))).items;
}

export async function getNotices(query: Query<'/api/notices'>, signal: AbortSignal): Promise<readonly Notice[]> {
  return (await read(server.GET('/api/notices', { params: { query: keep(query) }, signal }))).items;
}

export async function getLeadTimes(query: Query<'/api/leadtimes'>, signal: AbortSignal): Promise<readonly LeadTime[]> {
  return (await read(server.GET('/api/leadtimes', { params: { query: keep(query) }, signal }))).items;
}

export async function getChannels(query: Query<'/api/channels'>, signal: AbortSignal): Promise<ChannelPage> {
  return read(server.GET('/api/channels', { params: { query: keep(query) }, signal }));
}

export async function addChannel(body: components['schemas']['NewChannel']): Promise<AddedChannel> {
  return read(server.POST('/api/channels', { body }));
}

export async function removeChannel(id: string): Promise<void> {
  await read(server.DELETE('/api/channels/{id}', { params: { path: { id } }, headers: json }));
}

export async function getProposals(query: ProposalQuery, signal?: AbortSignal): Promise<Proposals> {
  return read(server.GET('/api/proposals', { params: { query }, ...(signal === undefined ? {} : { signal }) }));
}

export type ProposalQuery = NonNullable<Params<'/api/proposals'>>;

export async function decideProposals(body: components['schemas']['ProposalDecision']): Promise<DecidedProposals> {
  return read(server.POST('/api/proposals', { body }));
}

export async function getCoverage(query: Query<'/api/coverage'>, signal: AbortSignal): Promise<Coverage> {
  return read(server.GET('/api/coverage', { params: { query: keep(query) }, signal }));
}

/** The default set of a nation with that of the whole UK; all of it without one. */
export async function getDefaults(nation: Nation | '', signal: AbortSignal): Promise<readonly DefaultChannel[]> {
  return (await read(server.GET('/api/defaults', { params: { query: nation === '' ? {} : { nation } }, signal }))).items;
}

export type Nation = NonNullable<Params<'/api/defaults'>['nation']>;

export async function addDefault(address: string): Promise<TriedDefault> {
  return read(server.POST('/api/defaults', { body: { address } }));
}

export async function logPost(body: components['schemas']['NewPost']): Promise<LoggedPost> {
  return read(server.POST('/api/posts', { body }));
}

export async function takeBackPost(id: string): Promise<void> {
  await read(server.DELETE('/api/posts/{id}', { params: { path: { id } }, headers: json }));
}

/** Stores a correction and returns the Mention as it reads then. */
export async function saveReview(mention: Mention, body: NewReview): Promise<Mention> {
  return read(server.POST(reviewPath, { params: nameMention(mention), body }));
}

export async function withdrawReview(mention: Mention): Promise<Mention> {
  return read(server.DELETE(reviewPath, { params: nameMention(mention), headers: json }));
}

const reviewPath = '/api/mentions/{platform}/{id}/review';

function nameMention({ post: { platform, id }, dataset }: Mention) {
  return { path: { platform, id }, query: { dataset } };
}

export async function loadDemo(): Promise<void> {
  await read(server.POST('/api/demo', { headers: json }));
}

export async function removeDemo(): Promise<void> {
  await read(server.DELETE('/api/demo', { headers: json }));
}

export async function signIn(body: components['schemas']['SignIn']): Promise<void> {
  await read(server.POST('/api/session', { body }));
}

export async function signOut(): Promise<void> {
  await read(server.DELETE('/api/session', { headers: json }));
}

/** A path with its parameters, absent and empty ones left out. */
export function address(path: string, params: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(keep(params)).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** Leaves absent and empty parameters out. What is left are strings of the URL, which the server alone judges. */
function keep(query: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return Object.fromEntries(entries);
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: components['schemas']['Problem'] | undefined;
  readonly response: Response;
}

async function read<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await asked.catch((cause: unknown): never => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'The Ripplewatch server does not answer. It may have been stopped, or the network is down.', null);
  });
  if (response.ok) return data as Data;
  // What stands between us and the server may answer in a shape of its own.
  const problem = (error as Partial<components['schemas']['Problem']> | undefined)?.error;
  throw new ApiError(
    response.status,
    problem?.message ?? `The server answered ${response.status} without saying why.`,
    problem?.field ?? null,
  );
}
