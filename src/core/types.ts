// The words of the project as types. Every stage speaks these and nothing else; see docs/words.md for the meanings.

/** A moment in UTC, always in the form `2024-07-19T07:12:00.000Z`, so that text order is time order. Made by `core/time`. */
export type Instant = `${string}Z`;

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const authorKinds = [
  'practice',
  'pharmacy',
  'trust',
  'icb',
  'it-provider',
  'vendor',
  'representative',
  'national',
  'patient',
  'media',
  'other',
] as const;
export type AuthorKind = (typeof authorKinds)[number];

export const phases = ['disrupted', 'recovering', 'restored', 'unaffected', 'planned', 'none'] as const;
export type Phase = (typeof phases)[number];

export const voices = ['own', 'relayed'] as const;
export type Voice = (typeof voices)[number];

export const services = [
  'appointments',
  'records',
  'prescriptions',
  'phones',
  'online-requests',
  'test-results',
  'referrals',
  'messaging',
  'dispensing',
  'payments',
  'check-in',
] as const;
export type Service = (typeof services)[number];

export const causes = ['third-party-update', 'supplier', 'network', 'cyber', 'power', 'hardware', 'planned-work'] as const;
export type Cause = (typeof causes)[number];

export const advices = [
  'attend-as-normal',
  'urgent-only',
  'use-111',
  'phone-us',
  'come-in',
  'paper-prescriptions',
  'bring-details',
  'try-later',
] as const;
export type Advice = (typeof advices)[number];

export const placeKinds = ['organisation', 'icb', 'board', 'region', 'country'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** How a Place was found, in order of trust; `review` is a person's word. */
export const placeMethods = ['review', 'channel', 'organisation', 'postcode', 'area', 'gazetteer'] as const;
export type PlaceMethod = (typeof placeMethods)[number];

/** Where a Place may point: an ICB, an NHS region, a health board or a country, valid between two days. */
export interface Area {
  /** ODS code for England and Wales, GSS code for Scotland, LCG code for Northern Ireland, ISO 3166-2 for a country. */
  readonly code: string;
  readonly name: string;
  /** A name short enough for a map tile or an axis. */
  readonly shortName: string;
  readonly kind: 'icb' | 'board' | 'region' | 'country';
  /** The region of an ICB, the country of a region or board; null for a country. */
  readonly parent: string | null;
  /** First valid day, `YYYY-MM-DD`; null where it was there before anything we record. */
  readonly validFrom: string | null;
  /** Last valid day, `YYYY-MM-DD`; null while valid. */
  readonly validTo: string | null;
  /** Areas that took over, with the share of its practices each took, largest first. */
  readonly successors: readonly { readonly code: string; readonly share: number }[];
  /** GP practices in all, and by the system id they run; null where nobody publishes it. */
  readonly practices: number | null;
  readonly practicesBySystem: Readonly<Record<string, number>> | null;
  /** `[column, row]` on the tile map; null where the area has no tile (former areas, regions, countries). */
  readonly tile: readonly [number, number] | null;
}

/** An entry of the directory: a practice, pharmacy, trust, ICB, supplier, IT provider or national body. */
export interface Organisation {
  /** ODS code where it has one; invented organisations carry codes that ODS can never issue. */
  readonly code: string;
  readonly name: string;
  readonly kind: AuthorKind;
  readonly town: string | null;
  readonly postcode: string | null;
  /** Code of the ICB or board it belongs to, as the source file gave it. */
  readonly area: string | null;
  readonly status: 'active' | 'closed' | 'dormant' | 'proposed';
  /** First and last day, `YYYY-MM-DD`. */
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  /** The record system it runs, as a system id, and the day the source said so. */
  readonly system: string | null;
  readonly systemAsOf: string | null;
  readonly patients: number | null;
  readonly patientsAsOf: string | null;
  /** File the row came from, for "why do you think so?". */
  readonly source: string;
}

/** What a file says of an Organisation; what it does not say (undefined) keeps what another file said. */
export type OrganisationUpdate = Pick<Organisation, 'code' | 'source'> & Partial<Organisation>;

/** What `locate` is handed: the directory's answers, no database behind them. */
export interface DirectoryIndex {
  /** Organisation by ODS code; null where the directory does not know it. */
  byCode(code: string): Organisation | null;
  /** Organisations whose name reads like this one, open at that instant; several where a name is shared. */
  byName(name: string, at: Instant | null): readonly Organisation[];
  /** How many organisations it holds. */
  readonly size: number;
  /** The names by which a text may mean one of them, as `byName` compares them; without it no text is searched for names. */
  names?(): Iterable<string>;
  /** All of them: their towns are place names too; without it only the gazetteer's are known. */
  organisations?(): Iterable<Organisation>;
}

/** One place where posts appear: an account, a feed, a web page, a search term. */
export interface Channel {
  /** Stable: made from platform and address, so that adding twice finds the first. */
  readonly id: string;
  readonly platform: string;
  /** What the collector fetches: a URL for feeds and pages, an account otherwise. */
  readonly address: string;
  readonly title: string;
  /** ODS code of the Organisation it belongs to. */
  readonly organisation: string | null;
  readonly authorKind: AuthorKind;
  /** CSS selector that narrows a web page to its news; null for the collector's own judgement. */
  readonly selector: string | null;
  readonly everyMinutes: number;
  /** Posts of private people come through it: a person's own account, a hashtag, a keyword. */
  readonly people?: true;
  readonly dataset: string;
  readonly addedAt: Instant;
}

export interface Author {
  readonly kind: AuthorKind;
  readonly name: string | null;
  readonly handle: string | null;
  /** A private person: pseudonymised in exports and digests unless the operator decides otherwise. */
  readonly private: boolean;
}

/** What a platform published, in our shape, with the untouched original in `raw`. */
export interface Post {
  readonly platform: string;
  /** Unique within its platform; prefixed with the channel where upstream ids are not global. */
  readonly id: string;
  /** Id of the Channel it came through. */
  readonly channel: string;
  readonly url: string | null;
  readonly text: string;
  /** Content warning, classified with the text. */
  readonly spoiler?: string;
  /** Text of a quoted post: not said by the author. */
  readonly quoted?: string;
  readonly replyTo?: string;
  readonly lang?: string;
  readonly author: Author;
  /** null when the platform gave none: off the timeline, counted as undated. */
  readonly postedAt: Instant | null;
  readonly editedAt: Instant | null;
  readonly seenAt: Instant;
  /** The original as the platform gave it. */
  readonly raw: Json;
  /**
   * What names a private person, encrypted with a key of this installation (`core/privacy`); its `id`, `handle` and `name` are then keyed
   * hashes or null. Never leaves the house.
   */
  readonly sealed?: string;
}

/** Why a Verdict says what it says: a rule and the UTF-16 offsets it matched, end exclusive. */
export interface Reason {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** What the analysis says of a Post. */
export interface Verdict {
  /** True exactly for the phases disrupted, recovering and restored. */
  readonly outage: boolean;
  /** True exactly for disrupted and recovering. */
  readonly current: boolean;
  /** Calibrated probability that this is an outage, 0 to 1. */
  readonly score: number;
  readonly phase: Phase;
  /** null when `outage` is false. */
  readonly voice: Voice | null;
  /** System ids by role. */
  readonly systems: readonly string[];
  readonly systemsUnaffected: readonly string[];
  readonly systemsCause: readonly string[];
  readonly systemsPlanned: readonly string[];
  readonly systemsSwitchedOff: readonly string[];
  readonly services: readonly Service[];
  readonly cause: Cause | null;
  readonly causesDenied: readonly Cause[];
  readonly advice: readonly Advice[];
  /** Never empty when `outage` is true. */
  readonly reasons: readonly Reason[];
  readonly version: string;
}

export interface Place {
  /** The words that named it; null when the Channel's Organisation did. */
  readonly text: string | null;
  readonly code: string;
  readonly name: string;
  readonly kind: PlaceKind;
  readonly method: PlaceMethod;
  readonly confidence: number;
}

/** `copied`: the first one's words, apart from numbers, links, names of practices and greetings. `adapted`: nearly those. */
export const statementRoles = ['first', 'copied', 'adapted'] as const;
export type StatementRole = (typeof statementRoles)[number];

/** Post + Verdict + Places: what is stored, shown and exported. */
export interface Mention {
  readonly post: Post;
  readonly verdict: Verdict;
  readonly places: readonly Place[];
  /** ODS code of the Organisation that posted, where it is known. */
  readonly organisation: string | null;
  /** Its name on the day it was stored. */
  readonly organisationName: string | null;
  /** Shared by posts of near-identical text: the signature of the first one's words. null for texts too short to compare. */
  readonly statement: string | null;
  /** Its part in that Statement; absent where nobody else posted these words, and before they have been compared. */
  readonly statementRole?: StatementRole;
  readonly dataset: string;
  /** True for the demonstration: nobody posted this. */
  readonly invented: boolean;
  /** What a person said of it, and what the machine had said; absent where nobody has checked it. */
  readonly review?: Standing;
  /** Since when it has no words, author, address and original any more: it is counted as before. Absent while it has them. */
  readonly removed?: Removal;
  /** What it said before it was edited, oldest first; absent where it never was. */
  readonly versions?: readonly Version[];
}

/** `deleted`: the platform says it is gone. `retention`: kept as long as was decided. `request`: the person asked. */
export const removalReasons = ['deleted', 'retention', 'request'] as const;

export interface Removal {
  readonly why: (typeof removalReasons)[number];
  readonly at: Instant;
}

/** What a post said before an edit, and what had been made of it. */
export interface Version extends Pick<Post, 'text' | 'spoiler' | 'quoted'> {
  readonly verdict: Verdict;
  readonly places: readonly Place[];
  /** When the platform says that it began to say so: posted, or edited; null where it does not tell. */
  readonly saidAt: Instant | null;
  /** When we first saw it say so. */
  readonly seenAt: Instant;
  /** When we first saw that it said something else. */
  readonly replacedAt: Instant;
}

/** What an operator has decided before private people's posts are read. */
export interface Governance {
  /** Article 6 basis, in the operator's words. */
  readonly lawfulBasis: string;
  /** Where the data protection impact assessment is found: a number or an address. */
  readonly dpia: string;
  /** Days that private people's posts keep their words. */
  readonly retentionDays: number;
  /** Whom people write to who want to know, or want to be forgotten. */
  readonly contact: string;
}

/** One entry of the history: kept for good. */
export interface GovernanceEntry {
  readonly at: Instant;
  readonly who: string;
  /** null: what was recorded before is withdrawn. */
  readonly decided: Governance | null;
}

/** What a person says in place of the machine: a field that is absent leaves the machine's. */
export interface Correction {
  readonly phase?: Phase;
  readonly voice?: Voice;
  /** System ids by role, each a whole list. */
  readonly systems?: readonly string[];
  readonly systemsUnaffected?: readonly string[];
  readonly systemsCause?: readonly string[];
  readonly systemsPlanned?: readonly string[];
  readonly systemsSwitchedOff?: readonly string[];
  readonly services?: readonly Service[];
  /** null: the post gives none. */
  readonly cause?: Cause | null;
  /** Area codes. */
  readonly places?: readonly string[];
  readonly note?: string;
}

/** One look of a person at one Mention: kept for good beside the Verdict, never over it. */
export interface Review {
  readonly platform: string;
  readonly id: string;
  readonly dataset: string;
  /** null withdraws what was said before. */
  readonly correction: Correction | null;
  /** The name that was typed or signed in with. */
  readonly reviewer: string;
  readonly reviewedAt: Instant;
}

/** The correction that stands, beside what the machine said itself. */
export interface Standing {
  readonly correction: Correction;
  readonly reviewer: string;
  readonly reviewedAt: Instant;
  readonly machine: { readonly verdict: Verdict; readonly places: readonly Place[] };
}

/** An entry of a supplier's own status page: the yardstick for lead time, never a Mention. */
export interface Notice {
  readonly id: string;
  readonly channel: string;
  readonly title: string;
  /** Everything that was said, oldest first, a paragraph an update. */
  readonly body: string;
  readonly url: string | null;
  /** The supplier's own word: investigating, identified, monitoring, resolved, postmortem. */
  readonly status: string;
  /** The supplier's own word for how bad it is: none, minor, major, critical; null where it does not say. */
  readonly impact: string | null;
  /** Parts of the supplier's service it concerns, by the names on the page. */
  readonly components: readonly string[];
  /** Ids of the systems it concerns, found in its words and in the page's name. */
  readonly systems: readonly string[];
  readonly publishedAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** When we first saw it: a page may date an entry back. */
  readonly seenAt: Instant;
}

export const failureKinds = ['rate-limited', 'unreachable', 'unauthorised', 'gone', 'changed', 'refused'] as const;
export type FailureKind = (typeof failureKinds)[number];

export const runOutcomes = ['ok', 'failed', 'waiting', 'interrupted', 'running'] as const;
/** `waiting`: told to come back later, not a failure. `interrupted`: the process died in the middle. */
export type RunOutcome = (typeof runOutcomes)[number];

/** One attempt to collect one Channel: the source of every "we were blind from … to …". */
export interface Run {
  readonly id: string;
  readonly channel: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly outcome: RunOutcome;
  readonly failure: FailureKind | null;
  /** One sentence for a person; null when all went well. */
  readonly message: string | null;
  readonly postsSeen: number;
  readonly postsNew: number;
  /** Posts that were known and say something else now. */
  readonly postsChanged: number;
  /** Posts that the platform says are gone. */
  readonly postsRemoved: number;
  /** New posts that are outage Mentions. */
  readonly mentionsNew: number;
  readonly noticesNew: number;
  /** What came over the network for it, as it was sent: bodies of every answer, robots.txt and redirects included. */
  readonly bytes: number;
  /** HTTP status of the last answer; null where none came. */
  readonly status: number | null;
  /** Sentences about the Channel that are no failure, such as a feed that is broken XML. */
  readonly notes: readonly string[];
  /** When it was to be looked at again; null while it runs, and where it is not. */
  readonly nextAt: Instant | null;
}

/** A Channel and how it fares. */
export interface ChannelState {
  readonly channel: Channel;
  /** `retired`: gone for good. `off`: unauthorised until restarted. `withheld`: private people's, and no Governance stands. */
  readonly state: 'active' | 'retired' | 'off' | 'withheld';
  readonly nextAt: Instant | null;
  readonly lastRunAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  /** When a new post last came. */
  readonly lastPostAt: Instant | null;
  /** Failures in a row. */
  readonly failures: number;
  readonly failure: FailureKind | null;
  readonly message: string | null;
  /** What the last Run that read something noted; not empty means that the Channel is degraded. */
  readonly notes: readonly string[];
  /** Mentions stored from it, of any phase; null where nobody asked. */
  readonly mentions: number | null;
}

/** A span in which a Channel could not be seen; `to` is null while it lasts. */
export interface BlindPeriod {
  readonly channel: string;
  readonly from: Instant;
  readonly to: Instant | null;
  readonly why: string;
}

/** A Channel that has not been looked at for so many of its intervals is blind, whatever the reason. */
export const blindAfterIntervals = 3;
/** Why it is, where nothing else explains it. */
export const notWatched = 'not collected: the schedule was not running';

/** Something that cannot be read, said once when it began and once when it is over. */
export interface Warning {
  readonly kind: 'platform' | 'channel';
  /** Platform or Channel id. */
  readonly subject: string;
  readonly platform: string;
  readonly title: string;
  /** One sentence without a full stop, or what the Channel's last Run said. */
  readonly says: string;
  readonly since: Instant;
}

/** How many Channels there are and how many of them were seen, and the same of the Organisations they belong to. */
export interface Sight {
  /** Platform, area code or system id, according to what was asked; null when nothing was. */
  readonly key: string | null;
  readonly channels: number;
  readonly seen: number;
  /** Distinct organisations with a Channel. */
  readonly organisations: number;
  readonly organisationsSeen: number;
}

/** An aggregate over one bucket and one key. */
export interface Count {
  /** Start of the hour or day; null when counted over the whole window. */
  readonly bucket: Instant | null;
  /** System id, area code, phase, … according to what was asked; null when nothing was. */
  readonly key: string | null;
  readonly mentions: number;
  /** Distinct organisations; posts of nobody's organisation are left out. */
  readonly organisations: number;
}

export const siteStates = ['waiting', 'done', 'refused', 'failed'] as const;
/** `refused`: its robots.txt or the site itself turns us away. `failed`: it could not be read; the next search tries again. */
export type SiteState = (typeof siteStates)[number];

/** A website that is searched for Channels, once. */
export interface Site {
  /** As the list gave it, made whole. */
  readonly url: string;
  /** ODS codes of the organisations whose website it is, as far as the files say. */
  readonly organisations: readonly string[];
  readonly state: SiteState;
  /** What the search found, or why it found nothing, in a sentence; null while it waits. */
  readonly says: string | null;
  /** Who built it, as a supplier's title; null where no sign is known. */
  readonly supplier: string | null;
  readonly checkedAt: Instant | null;
}

export const proposalStates = ['open', 'accepted', 'rejected'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** A Channel that was found and that a person has yet to accept. */
export interface Proposal {
  /** Of the Channel it would be. */
  readonly id: string;
  readonly platform: string;
  readonly address: string;
  readonly title: string;
  /** ODS codes of the organisations whose websites lead to it; with several it is not known whose it is. */
  readonly organisations: readonly string[];
  readonly authorKind: AuthorKind;
  /** The website it was first found on. */
  readonly site: string;
  readonly supplier: string | null;
  /** Why we think that it is there and whose it is, a sentence each. */
  readonly evidence: readonly string[];
  /** What speaks against taking it without a look, a sentence each. */
  readonly doubts: readonly string[];
  readonly foundAt: Instant;
  readonly state: ProposalState;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
}

/** A body of Mentions that is never mixed with another. */
export interface Dataset {
  readonly id: string;
  readonly title: string;
  readonly invented: boolean;
  readonly createdAt: Instant;
}

export interface Term {
  readonly id: string;
  readonly title: string;
}

/** Everything that may stand in a filter: ids are strings, checked against this at the edge. */
export interface Vocabulary {
  readonly platforms: readonly Term[];
  readonly systems: readonly Term[];
  readonly services: readonly Term[];
  readonly causes: readonly Term[];
  readonly advices: readonly Term[];
  readonly phases: readonly Term[];
  readonly voices: readonly Term[];
  readonly authorKinds: readonly Term[];
  readonly areas: readonly Area[];
}

/** One row of the settings table: name, default, one sentence, parser. The only way a value of the environment gets in. */
export interface Setting {
  readonly name: `RIPPLEWATCH_${string}`;
  /** As it would stand in the environment; null where there is none. */
  readonly default: string | null;
  /** One sentence for the README. */
  readonly says: string;
  /** Returns the value, or throws InputError saying what would be right. */
  readonly parse: (value: string) => unknown;
  /** Never shown in logs, errors or `settings`. */
  readonly secret?: boolean;
}
