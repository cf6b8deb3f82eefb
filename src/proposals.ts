import { collectors, listPlatforms } from '../scrapers/index.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { checkOrganisation, pickId } from './channels.ts';
import { readSetting } from './config.ts';
import { hideSecrets } from './core/http/say.ts';
import { oneLine, plural } from './core/text.ts';
import type { Channel, DirectoryIndex, Instant, Proposal, ProposalState } from './core/types.ts';
import { type Coverage, measureCoverage } from './coverage.ts';
import { inArea } from './places.ts';

/** A Proposal as a person judges it. */
export interface Judged extends Proposal {
  /** Its doubts and those that come from what is known now; with none it may be taken in bulk. */
  readonly doubts: readonly string[];
  /** Names of its organisations, in their order. */
  readonly names: readonly string[];
  /** Why it cannot be collected yet; null where it can. */
  readonly waits: string | null;
}

export interface ProposalFilter {
  readonly states?: readonly ProposalState[];
  readonly ids?: readonly string[];
  readonly platform?: string | null;
  /** Area code: those of organisations in it. */
  readonly area?: string | null;
}

/** Proposals with everything that speaks for and against them. */
export async function listProposals(app: App, filter: ProposalFilter): Promise<readonly Judged[]> {
  const { states, ids, platform = null, area = null } = filter;
  const [directory, proposals] = await Promise.all([
    app.directory(),
    app.store.proposals({ ...(states === undefined ? {} : { states }), ...(ids === undefined ? {} : { ids }) }),
  ]);
  const there = inArea(area);
  const lies = (codes: readonly string[]): boolean => codes.some((code) => there(directory.byCode(code)?.area ?? null));
  const waits = findWaits();
  return proposals
    .filter((one) => (platform === null || one.platform === platform) && (area === null || lies(one.organisations)))
    .map((one) => judge(one, directory, waits));
}

function judge(proposal: Proposal, directory: DirectoryIndex, waits: (platform: string) => string | null): Judged {
  const { organisations, doubts, platform } = proposal;
  const names = organisations.map((code) => directory.byCode(code)?.name ?? code);
  const many =
    organisations.length < 2
      ? []
      : [`The websites of ${plural(organisations.length, 'organisation')} lead to it, so it is not known whose it is.`];
  return { ...proposal, names, doubts: [...doubts, ...many], waits: waits(platform) };
}

/** Why a platform cannot be collected, null where it can: asked once for all proposals. */
function findWaits(): (platform: string) => string | null {
  const titles = new Map(listPlatforms(readSetting).map(({ platform, title }) => [platform, title]));
  return (platform) => {
    const collector = collectors.find((one) => one.platform === platform);
    const title = titles.get(platform) ?? platform;
    if (collector === undefined) return `${title} cannot be collected yet.`;
    const missing = collector.needs.filter((need) => need.default === null && readSetting(need.name) === null);
    return missing.length === 0 ? null : `${title} waits for ${missing.map(({ name }) => name).join(' and ')}.`;
  };
}

/** One that a person takes, and whose it is where they said so. */
export interface Choice {
  readonly id: string;
  /** ODS code; null links it to nobody; absent leaves it as it was found. */
  readonly organisation?: string | null;
}

export interface Accepted {
  /** Channels that are collected from now on. */
  readonly accepted: number;
  /** They stay proposals until their platform can be collected. */
  readonly waiting: number;
  /** Not there, or accepted before. */
  readonly passed: number;
  /** Sentences: accounts that their platform does not let be read; they stay proposals. */
  readonly refusals: readonly string[];
  readonly coverage: Coverage;
  readonly says: string;
}

/**
 * Makes Channels of Proposals; what cannot be collected yet, or what its platform refuses when it is asked, stays open. The answer says how
 * much of the area is visible.
 */
export async function acceptProposals(app: App, choices: readonly Choice[], who: string, area: string | null): Promise<Accepted> {
  const chosen = new Map(choices.map((choice) => [choice.id, choice]));
  // A code that is wrong stops everything before anything is stored.
  for (const { organisation = null } of choices) await checkOrganisation(app, organisation);
  const open = await listProposals(app, { ids: [...chosen.keys()], states: ['open', 'rejected'] });
  const ready = open.filter(({ waits }) => waits === null);
  const at = app.now();
  const refusals: string[] = [];
  const stored: Judged[] = [];
  const keep = async (proposal: Judged): Promise<void> => {
    const channel = await toChannel(app, proposal, chosen.get(proposal.id), at);
    if (typeof channel === 'string') {
      refusals.push(`${oneLine(hideSecrets(proposal.address), 80)}: ${channel}`);
      return;
    }
    await app.store.saveChannel(channel);
    stored.push(proposal);
  };
  await Promise.all(ready.map(keep));
  await app.store.decideProposals({ ids: stored.map(({ id }) => id), state: 'accepted', at, who });
  if (stored.length > 0) {
    const what = stored.length === 1 ? oneLine(hideSecrets(stored[0]?.address ?? '')) : plural(stored.length, 'proposal');
    await app.store.recordChange({ at, who, what: `accepted ${what} as ${stored.length === 1 ? 'a channel' : 'channels'}` });
  }
  const coverage = await measureCoverage(app, area);
  const tally = { accepted: stored.length, waiting: open.length - ready.length, passed: chosen.size - open.length, refusals };
  return { ...tally, coverage, says: sayAccepted(tally, coverage) };
}

const patienceMs = 60_000;

/** The Channel, or a sentence: why its platform does not let it be one. Websites were tried when they were searched; accounts are asked for now. */
async function toChannel(app: App, proposal: Judged, choice: Choice | undefined, at: Instant): Promise<Channel | string> {
  const { platform, organisations, authorKind } = proposal;
  const collector = collectors.find((one) => one.platform === platform);
  const { http, log, now } = app;
  const context = { http, log, now, signal: AbortSignal.timeout(patienceMs), setting: readSetting };
  let found: { readonly address: string; readonly title?: string; readonly people?: true } | undefined;
  try {
    found = await collector?.inspect?.(proposal.address, context);
  } catch (error) {
    if (!(error instanceof Error) || !['CollectError', 'TimeoutError', 'AbortError'].includes(error.name)) throw error;
    return error.name === 'CollectError' ? oneLine(error.message) : 'it did not answer within a minute.';
  }
  const address = found?.address ?? proposal.address;
  const own = organisations.length === 1 ? (organisations[0] ?? null) : null;
  return {
    id: await pickId(app, platform, address),
    platform,
    address,
    title: oneLine(found?.title ?? proposal.title, 120),
    organisation: choice?.organisation === undefined ? own : choice.organisation,
    authorKind,
    selector: null,
    everyMinutes: collector?.everyMinutes ?? 15,
    ...(found?.people === true ? { people: true } : {}),
    dataset: live.id,
    addedAt: at,
  };
}

function sayAccepted({ accepted, waiting, passed, refusals }: Omit<Accepted, 'coverage' | 'says'>, coverage: Coverage): string {
  const parts = [
    `${plural(accepted, 'channel')} accepted`,
    ...(waiting === 0 ? [] : [`${waiting.toLocaleString('en-GB')} left as proposals until their platform can be collected`]),
    ...(passed === 0 ? [] : [`${passed.toLocaleString('en-GB')} not there or accepted before`]),
    ...(refusals.length === 0 ? [] : [`${refusals.length.toLocaleString('en-GB')} refused by the platform`]),
  ];
  return `${parts.join(', ')}. ${coverage.says}`;
}

/** Says no to Proposals; a later search does not bring them back. */
export async function rejectProposals(app: App, ids: readonly string[], who: string): Promise<number> {
  const at = app.now();
  // What was accepted is a Channel by now, which is removed as one.
  const open = (await app.store.proposals({ ids, states: ['open'] })).map(({ id }) => id);
  const rejected = await app.store.decideProposals({ ids: open, state: 'rejected', at, who });
  if (rejected > 0) await app.store.recordChange({ at, who, what: `rejected ${plural(rejected, 'proposal')}` });
  return rejected;
}
