import { z } from 'zod';
import { healths } from '../../analysis/health.ts';
import { leadStandings } from '../../analysis/leadtime.ts';
import {
  advices,
  authorKinds,
  causes,
  failureKinds,
  phases,
  placeKinds,
  placeMethods,
  proposalStates,
  removalReasons,
  runOutcomes,
  services,
  statementRoles,
  voices,
} from '../core/types.ts';
import { problemCodes } from './problem.ts';

// What goes over the wire, once: handlers are typed by these, the OpenAPI document is made from them, tests hold real answers against them.

/** Schemas that get a name of their own in the OpenAPI document. */
export const named = z.registry<{ id: string }>();

const instant = z.string().describe('A moment in UTC, such as 2024-07-19T07:12:00.000Z');
const day = z.string().describe('A day, YYYY-MM-DD');
const count = z.int().min(0);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** A list as every route answers it. */
const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: list(item),
    next: z.string().nullable().describe('Give it as `after` to get what follows; null on the last page'),
    total: count.describe('How many there are in all pages together'),
  });

const author = z.strictObject({
  kind: z.enum(authorKinds),
  name: z.string().nullable(),
  handle: z.string().nullable(),
  private: z.boolean().describe('A private person'),
});

const post = z.strictObject({
  platform: z.string(),
  id: z.string(),
  channel: z.string(),
  url: z.string().nullable(),
  text: z.string().describe('As it was posted: plain text, whatever it looks like'),
  spoiler: z.string().optional(),
  quoted: z.string().optional(),
  replyTo: z.string().optional(),
  lang: z.string().optional(),
  author,
  postedAt: instant.nullable().describe('null where the platform gave no date'),
  editedAt: instant.nullable(),
  seenAt: instant,
});

const verdict = z.strictObject({
  outage: z.boolean(),
  current: z.boolean(),
  score: z.number().min(0).max(1),
  phase: z.enum(phases),
  voice: z.enum(voices).nullable(),
  systems: list(z.string()),
  systemsUnaffected: list(z.string()),
  systemsCause: list(z.string()),
  systemsPlanned: list(z.string()),
  systemsSwitchedOff: list(z.string()),
  services: list(z.enum(services)),
  cause: z.enum(causes).nullable(),
  causesDenied: list(z.enum(causes)),
  advice: list(z.enum(advices)),
  reasons: list(z.strictObject({ rule: z.string(), start: count, end: count })).describe(
    'Rule and UTF-16 offsets in `text`, end exclusive',
  ),
  version: z.string(),
});

const place = z.strictObject({
  text: z.string().nullable(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(placeKinds),
  method: z.enum(placeMethods),
  confidence: z.number().min(0).max(1),
});

const correction = z
  .strictObject({
    phase: z.enum(phases).optional(),
    voice: z.enum(voices).optional(),
    systems: list(z.string()).optional(),
    systemsUnaffected: list(z.string()).optional(),
    systemsCause: list(z.string()).optional(),
    systemsPlanned: list(z.string()).optional(),
    systemsSwitchedOff: list(z.string()).optional(),
    services: list(z.enum(services)).optional(),
    cause: z.enum(causes).nullable().optional(),
    places: list(z.string()).optional().describe('Area codes'),
    note: z.string().optional(),
  })
  .describe('What a person said; a field that is absent left the machine’s');

const standing = z.strictObject({
  correction,
  reviewer: z.string(),
  reviewedAt: instant,
  machine: z.strictObject({ verdict, places: list(place) }).describe('What the machine says itself'),
});

/** Ids are held against the vocabulary later, which can say what would be right. */
const given = z.array(z.string().max(300)).max(100).readonly().optional();

const newReview = z.strictObject({
  phase: z.string().max(40).optional(),
  voice: z.string().max(40).optional().describe('own or relayed; with the outage phases alone'),
  systems: given.describe('Ids of the systems that are disrupted'),
  systemsUnaffected: given,
  systemsCause: given,
  systemsPlanned: given,
  systemsSwitchedOff: given,
  services: given,
  cause: z.string().max(40).nullable().optional().describe('null: the post gives none'),
  places: given.describe('Area codes'),
  note: z.string().max(2000).optional(),
  reviewer: z.string().max(200).optional().describe('Name of who checked it; needed where nobody has signed in'),
});

const version = z
  .strictObject({
    text: z.string(),
    spoiler: z.string().optional(),
    quoted: z.string().optional(),
    verdict,
    places: list(place),
    saidAt: instant.nullable().describe('When the platform says that it began to say so; null where it does not tell'),
    seenAt: instant.describe('When we first saw it say so'),
    replacedAt: instant.describe('When we first saw that it said something else'),
  })
  .describe('What a post said before it was edited');

const mention = z.strictObject({
  post,
  verdict,
  places: list(place),
  organisation: z.string().nullable(),
  organisationName: z.string().nullable(),
  statement: z.string().nullable().describe('Shared by posts of near-identical words'),
  statementRole: z
    .enum(statementRoles)
    .optional()
    .describe('Part in that statement: first, copied (the same words) or adapted (nearly); absent where nobody else posted them'),
  dataset: z.string(),
  invented: z.boolean().describe('true for the demonstration: nobody posted this'),
  review: standing.optional().describe('What a person said of it, where somebody did; verdict and places follow it'),
  removed: z
    .strictObject({ why: z.enum(removalReasons), at: instant })
    .optional()
    .describe('Why and since when it has no words, author and address any more; it is counted as before'),
  versions: list(version).optional().describe('What it said before it was edited, oldest first'),
});

const query = z.strictObject({
  words: z.string().describe('The filters as a person would say them'),
  params: z.record(z.string(), z.string()).describe('The filters as URL parameters'),
});

const totals = z.strictObject({ mentions: count, organisations: count, undated: count, statements: count });

const area = z.strictObject({
  code: z.string(),
  name: z.string(),
  shortName: z.string(),
  kind: z.enum(['icb', 'board', 'region', 'country']),
  parent: z.string().nullable(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  successors: list(z.strictObject({ code: z.string(), share: z.number() })),
  practices: count.nullable(),
  practicesBySystem: z.record(z.string(), count).readonly().nullable(),
  tile: z.tuple([z.int(), z.int()]).readonly().nullable(),
});

const term = z.strictObject({ id: z.string(), title: z.string() });

const channel = z.strictObject({
  id: z.string(),
  platform: z.string(),
  address: z.string(),
  title: z.string(),
  organisation: z.string().nullable(),
  authorKind: z.enum(authorKinds),
  selector: z.string().nullable(),
  everyMinutes: z.number(),
  people: z.literal(true).optional().describe('Posts of private people come through it'),
  dataset: z.string(),
  addedAt: instant,
});

const channelHealth = z.strictObject({
  channel,
  health: z.enum(healths),
  says: z.string(),
  nextAt: instant.nullable(),
  lastRunAt: instant.nullable(),
  lastSuccessAt: instant.nullable(),
  lastPostAt: instant.nullable(),
  failures: count,
  notes: list(z.string()).describe(
    'What was noted at the last reading without being a failure, such as a feed that is broken XML',
  ),
  mentions: count,
});

const governance = z.strictObject({
  lawfulBasis: z.string(),
  dpia: z.string(),
  retentionDays: count,
  contact: z.string(),
});

const run = z.strictObject({
  id: z.string(),
  channel: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  outcome: z.enum(runOutcomes),
  failure: z.enum(failureKinds).nullable(),
  message: z.string().nullable(),
  postsSeen: count,
  postsNew: count,
  postsChanged: count,
  postsRemoved: count,
  mentionsNew: count,
  noticesNew: count,
  bytes: count.describe('Bodies of all answers, as they were sent over the network'),
  status: z.int().nullable().describe('HTTP status of the last answer; null where none came'),
  notes: list(z.string()),
  nextAt: instant.nullable().describe('When the channel was to be looked at again'),
});

const proposal = z.strictObject({
  id: z.string(),
  platform: z.string(),
  address: z.string(),
  title: z.string(),
  organisations: list(z.strictObject({ code: z.string(), name: z.string() })).describe(
    'Whose websites lead to it; with several it is not known whose it is',
  ),
  authorKind: z.enum(authorKinds),
  site: z.string().describe('The website it was found on'),
  supplier: z.string().nullable().describe('Who built that website, where a sign tells'),
  evidence: list(z.string()),
  doubts: list(z.string()).describe('With none it may be accepted in bulk'),
  waits: z.string().nullable().describe('Why it cannot be collected yet'),
  foundAt: instant,
  state: z.enum(proposalStates),
  decidedAt: instant.nullable(),
  decidedBy: z.string().nullable(),
});

const coverage = z.strictObject({
  area: z.string().nullable(),
  practices: count.describe('Open practices of the directory'),
  watched: count.describe('With a Channel'),
  visible: count.describe('With a Channel that answered within its last two intervals'),
  says: z.string(),
});

const notice = z.strictObject({
  id: z.string(),
  channel: z.string(),
  page: z.string().nullable().describe('Title of the status page; null where it is no longer watched'),
  title: z.string(),
  body: z.string().describe('Everything that was said, oldest first'),
  url: z.string().nullable(),
  status: z.string().describe('The supplier’s own word'),
  impact: z.string().nullable().describe('The supplier’s own word'),
  components: list(z.string()),
  systems: list(z.string()).describe('Ids of the systems it concerns'),
  publishedAt: instant.nullable(),
  updatedAt: instant.nullable(),
  seenAt: instant.describe('When we first saw it'),
});

const leadTime = z.strictObject({
  system: z.string(),
  from: instant.describe('Start of the first hour with an own report'),
  to: instant.describe('End of the last hour with one'),
  mentions: count,
  organisations: count,
  first: z.strictObject({ who: z.string(), url: z.string().nullable(), postedAt: instant, seenAt: instant }),
  notice: z
    .strictObject({
      title: z.string(),
      url: z.string().nullable(),
      status: z.string(),
      publishedAt: instant.nullable(),
      seenAt: instant,
    })
    .nullable(),
  page: z.string().nullable().describe('Title of the status page that was compared with'),
  minutes: z.int().nullable().describe('Minutes by which the first post came before the first Notice; negative: after it'),
  standing: z
    .enum(leadStandings)
    .describe('no-notice: the page was read and has none; page-unseen: it could not be read since; no-page: none is watched'),
  says: z.string(),
});

const dataset = z.strictObject({ id: z.string(), title: z.string(), invented: z.boolean(), createdAt: instant });
const span = z.strictObject({ from: instant, to: instant });

/** Every answer and every body, by the name it has in the OpenAPI document. */
export const shapes = {
  Problem: z.strictObject({
    error: z.strictObject({ code: z.enum(problemCodes), message: z.string(), field: z.string().nullable() }),
  }),
  Revision: z.strictObject({
    mentions: count.describe('Grows with every change of mentions, notices, datasets and organisations'),
    channels: count.describe('Grows with every change of channels and their runs'),
  }),
  Mention: mention,
  NewReview: newReview,
  Mentions: page(mention).extend({
    query,
    deleted: count.describe(
      'Mentions of the query that their platform has deleted: counted everywhere, listed with `deleted=show` alone',
    ),
    atLeast: z
      .boolean()
      .describe('Words that very many posts hold are not counted to the end: `total` and `deleted` are then the least there are'),
  }),
  Counts: page(
    z.strictObject({ bucket: instant.nullable(), key: z.string().nullable(), mentions: count, organisations: count }),
  ).extend({ totals, query }),
  Area: area,
  Areas: page(area),
  Vocabulary: z.strictObject({
    platforms: list(term),
    systems: list(term),
    services: list(term),
    causes: list(term),
    advices: list(term),
    phases: list(term),
    voices: list(term),
    authorKinds: list(term),
    areas: list(area),
    filters: list(z.strictObject({ name: z.string(), title: z.string(), says: z.string(), example: z.string() })),
  }),
  Channel: channel,
  ChannelHealth: channelHealth,
  Channels: page(channelHealth).extend({
    all: count.describe('Channels of the dataset, whatever was asked for'),
    troubled: count.describe('Of all: those that can hide a disruption from us'),
    troubledAlone: count.describe('Of these: those that no warning of a whole platform speaks for'),
  }),
  NewChannel: z.strictObject({
    address: z.string().trim().min(1).max(2000).describe('A feed, a web page or an account, as a person would write it'),
    organisation: z.string().trim().max(20).nullable().optional().describe('ODS code of the organisation it belongs to'),
    people: z.boolean().optional().describe('Private people post there: stored, and off until a basis is recorded'),
  }),
  AddedChannel: z.strictObject({
    stored: z.boolean(),
    channel: channel.nullable(),
    also: list(channel).describe('Further places of the same site that its main one leaves out, stored beside it'),
    says: z.string(),
  }),
  Proposal: proposal,
  Proposals: page(proposal).extend({ doubtful: count.describe('How many of all have a doubt') }),
  ProposalDecision: z
    .strictObject({
      decision: z.enum(['accept', 'reject']),
      items: z
        .array(z.strictObject({ id: z.string().max(200), organisation: z.string().max(20).nullable().optional() }))
        .max(1000)
        .optional()
        .describe('Those that are decided; every open one without a doubt where it is absent'),
      area: z.string().max(20).optional(),
      platform: z.string().max(40).optional(),
    })
    .describe('`organisation` says whose one is; null links it to nobody; absent leaves it as it was found'),
  DecidedProposals: z.strictObject({
    accepted: count,
    rejected: count,
    refusals: list(z.string()).describe('Those that their platform does not let be read'),
    coverage,
    says: z.string(),
  }),
  Coverage: coverage,
  Defaults: page(
    z.strictObject({
      address: z.string(),
      platform: z.string(),
      title: z.string(),
      kind: z.enum(authorKinds),
      nation: z.string(),
      checked: day.describe('When its address was checked on paper; it has not been tried'),
      note: z.string().describe('On robots.txt and terms'),
      source: z.string().describe('Where the address comes from'),
      added: z.boolean(),
    }),
  ),
  NewDefault: z.strictObject({ address: z.string().max(2000) }),
  TriedDefault: z.strictObject({ answers: z.boolean(), added: z.boolean(), says: z.string() }),
  Governance: z.strictObject({
    standing: governance.nullable().describe('What is decided about private people’s posts; null: their Channels are not read'),
    retention: z.strictObject({ peopleDays: count, organisationsDays: count }).describe('Days for which posts keep their words'),
    channels: count.describe('Channels of private people'),
    history: list(z.strictObject({ at: instant, who: z.string(), decided: governance.nullable() })).describe('Newest first'),
  }),
  NewPost: z.strictObject({
    link: z.string().max(3000).nullable().optional().describe('Where it stands; the same link is the same post'),
    text: z.string().max(40_000).describe('The words of the post'),
    postedAt: z
      .string()
      .max(60)
      .nullable()
      .optional()
      .describe('A date with a time, London time where it names no offset; absent where nobody knows'),
    organisation: z.string().max(300).nullable().optional().describe('ODS code, or a name that the directory knows'),
    kind: z.string().max(40).nullable().optional().describe('Who wrote it, where it is no organisation of the directory'),
    loggedBy: z.string().max(200).nullable().optional().describe('Name of whoever logs it, where nobody is signed in'),
  }),
  LoggedPost: z.strictObject({ outcome: z.enum(['added', 'updated', 'unchanged']), says: z.string(), id: z.string() }),
  Runs: page(run),
  BlindPeriods: page(
    z.strictObject({
      channel: z.string(),
      title: z.string().nullable().describe("The Channel's; null where it has been removed"),
      from: instant,
      to: instant.nullable(),
      why: z.string(),
    }),
  ),
  Sights: page(
    z.strictObject({
      key: z.string().nullable().describe('Platform, area code or system id, according to `by`'),
      channels: count,
      seen: count.describe('Channels that gave an answer'),
      organisations: count.describe('Distinct organisations with a channel'),
      organisationsSeen: count,
    }),
  ),
  Notices: page(notice),
  LeadTimes: page(leadTime).extend({ query }),
  State: z.strictObject({
    version: z.string(),
    now: instant,
    dataset: z.string(),
    says: z.string().describe('Why this dataset'),
    datasets: list(dataset),
    organisations: count.describe('Entries of the directory'),
    channels: z.strictObject({ total: count, troubled: count }),
    warnings: list(
      z.strictObject({
        kind: z.enum(['platform', 'channel']),
        subject: z.string().describe('Id of the platform or channel'),
        platform: z.string(),
        title: z.string(),
        says: z.string(),
        since: instant,
      }),
    ).describe('What cannot be read, longest standing first, whole platforms before single channels; at most 50'),
    window: span.nullable().describe('The 48 hours that end with the newest outage Mention'),
    totals: totals.describe('Outage Mentions of the dataset'),
    allPhases: count.describe('Mentions of any phase'),
    waiting: count.describe('Bytes that were collected and wait on disk, since the store could not be written; 0 as a rule'),
    allowedActions: z.boolean(),
    signedInAs: z.string().nullable(),
  }),
  LoadedDemo: z.strictObject({ dataset: z.string(), mentions: count }),
  SignIn: z.strictObject({
    password: z.string().min(1).max(1000),
    name: z.string().trim().min(1).max(80).describe('Whose name the changes are recorded under'),
  }),
  Alive: z.strictObject({ status: z.literal('alive') }),
  Ready: z.strictObject({ status: z.literal('ready') }),
  /** JSON that another part describes: the manifest, the OpenAPI document. */
  Document: z.record(z.string(), z.unknown()),
} as const;

for (const [id, schema] of Object.entries(shapes)) named.add(schema, { id });
