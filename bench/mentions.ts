import { areas } from '../analysis/areas.ts';
import { fromMs, toMs } from '../src/core/time.ts';
import type { AuthorKind, Json, Mention, Phase, Place, Post, Review, Verdict } from '../src/core/types.ts';
import { readTexts } from './days.ts';
import type { Hour, Upset } from './history.ts';
import { historyFrom, hourMs, makeHistory } from './history.ts';
import { makeOrganisations } from './names.ts';
import { createRandom, pick } from './random.ts';
import { authors, draw, earlyPhases, latePhases, platforms, publicPlatforms, quietPhases, rareSystems } from './shares.ts';

/** What comes in together: new and edited Mentions, removals, and what people say of earlier ones. */
export interface Load {
  readonly mentions: readonly Mention[];
  readonly removed: readonly { readonly platform: string; readonly id: string; readonly at: Post['seenAt'] }[];
  readonly reviews: readonly Review[];
}

const inBatch = 1000;
/** Batches after which a post may be edited, removed or reviewed, once. */
export const changedAfter = 3;

/**
 * `count` invented Mentions in the order in which they are seen, the same for the same seed: two years of quiet days and bad ones, busy
 * areas and rare systems, copies of statements, posts that come late, have no date, are edited, removed or corrected by a person, and
 * private people's. Their Verdicts are drawn, not judged, and their Statements named, not compared: a million take seconds.
 */
export function* makeMentions(count: number, seed = 20_240_719): Generator<Load> {
  const random = createRandom(seed);
  const hours = makeHistory(random);
  const whole = hours.reduce((sum, hour) => sum + weightOf(hour), 0);
  const make = createMaker(random);
  const waiting: Mention[][] = [];
  let batch: Mention[] = [];
  let sum = 0;
  for (const hour of hours) {
    const first = Math.round((sum / whole) * count);
    sum += weightOf(hour);
    const posts = Math.round((sum / whole) * count) - first;
    for (let index = 0; index < posts; index += 1) {
      batch.push(make(hour, first + index, hour.at + Math.floor(((index + random()) / posts) * hourMs)));
      if (batch.length < inBatch && first + index + 1 < count) continue;
      waiting.push(batch);
      const old = waiting.length > changedAfter ? (waiting.shift() ?? []) : [];
      yield { mentions: [...batch, ...old.filter(({ post }) => isDrawn(post, 1)).map(edit)], ...removeAndReview(old) };
      batch = [];
    }
  }
}

function weightOf({ ordinary, upsets }: Hour): number {
  return upsets.reduce((sum, { weight }) => sum + weight, ordinary);
}

const organisationCount = 16_000;

function createMaker(random: () => number): (hour: Hour, index: number, at: number) => Mention {
  const organisations = makeOrganisations(organisationCount);
  const texts = Map.groupBy(readTexts(), ({ phase }) => phase);
  const say = (phase: Phase): string => pick(texts.get(phase) ?? [], random).text;
  const statements = new Map<Upset, readonly (readonly [string, string])[]>();
  const hex = (): string =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  const statementsOf = (upset: Upset): readonly (readonly [string, string])[] => {
    const known = statements.get(upset);
    if (known !== undefined) return known;
    const made = Array.from(
      { length: 12 },
      () => [hex() + hex(), `${say('disrupted')} ${say('disrupted')} ${say('disrupted')}`] as const,
    );
    statements.set(upset, made);
    return made;
  };
  return (hour, index, at) => {
    const upset = drawUpset(hour, random);
    const phase =
      upset === null
        ? draw(quietPhases, random)
        : draw((at - upset.from) / hourMs / upset.hours < 0.5 ? earlyPhases : latePhases, random);
    const drawn = draw(authors, random);
    const isPrivate = drawn === 'patient';
    const number = Math.floor(random() ** 2 * organisationCount);
    const organisation = isPrivate || drawn === 'media' || drawn === 'other' ? null : (organisations[number] ?? null);
    const kind = drawn === 'practice' ? (organisation?.kind ?? drawn) : drawn;
    const platform = isPrivate ? draw(publicPlatforms, random) : draw(platforms, random);
    const copied =
      upset !== null && !isPrivate && phase === 'disrupted' && random() < 0.4 ? pick(statementsOf(upset), random) : null;
    const close = `${organisation?.name ?? 'Posted'} ${fromMs(at).slice(11, 16)} ${index}`;
    const words = copied?.[1] ?? (random() < 0.3 ? say(phase) : `${say(phase)} ${say(phase)}`);
    const text = `${words} ${close}`;
    const seen = at + 60_000 + Math.floor(random() * 14 * 60_000);
    const late = random();
    const postedAt =
      late < 0.005 ? null : late < 0.015 ? Math.max(historyFrom, at - Math.floor(random() ** 3 * 60 * 24 * hourMs)) : at;
    const outage = phase === 'disrupted' || phase === 'recovering' || phase === 'restored';
    return {
      post: makePost({ platform, index, number, isPrivate, kind, name: organisation?.name ?? null, text, postedAt, seen, hex }),
      verdict: makeVerdict(phase, outage, upset, text, random),
      places:
        organisation === null
          ? random() < 0.5
            ? [placeOf(Math.floor(random() ** 2 * boards.length), at)]
            : []
          : [placeOf(upset?.within ?? Math.floor((number / organisationCount) * boards.length), at)],
      organisation: organisation?.code ?? null,
      organisationName: organisation?.name ?? null,
      statement: copied?.[0] ?? (words.length < 60 ? null : hex() + hex()),
      dataset: 'live',
      invented: true,
    };
  };
}

interface Facts {
  readonly platform: string;
  readonly index: number;
  readonly number: number;
  readonly isPrivate: boolean;
  readonly kind: AuthorKind;
  readonly name: string | null;
  readonly text: string;
  readonly postedAt: number | null;
  readonly seen: number;
  readonly hex: () => string;
}

/** A private person's is as the pipeline seals it: the seal is not one that any key opens. */
function makePost({ platform, index, number, isPrivate, kind, name, text, postedAt, seen, hex }: Facts): Post {
  const channel = isPrivate || name === null ? `${platform}:bench-search` : `${platform}:bench-${number}`;
  const id = isPrivate ? `private-${hex()}${hex()}` : `${channel}/${index.toString(36)}`;
  const url = `https://bench-${number}.invalid/${platform}/${index}`;
  const raw: Json = { guid: id, link: url, title: text.slice(0, 60), description: text, published: postedAt, invented: true };
  return {
    platform,
    id,
    channel,
    url: isPrivate ? null : url,
    text,
    lang: 'en',
    author: isPrivate
      ? {
          kind,
          name: null,
          handle: `private-${(number * 2_654_435_761).toString(16).padStart(16, '0').slice(-16)}`,
          private: true,
        }
      : { kind, name: name ?? `Invented ${kind} ${number % 500}`, handle: null, private: false },
    postedAt: postedAt === null ? null : fromMs(postedAt),
    editedAt: null,
    seenAt: fromMs(seen),
    raw: isPrivate ? null : raw,
    ...(isPrivate ? { sealed: 'invented'.repeat(40) } : {}),
  };
}

function makeVerdict(phase: Phase, outage: boolean, upset: Upset | null, text: string, random: () => number): Verdict {
  const systems = upset?.systems ?? (phase === 'none' ? [] : [draw(rareSystems, random)]);
  const named = (kinds: readonly Phase[]): readonly string[] => (kinds.includes(phase) ? systems : []);
  return {
    outage,
    current: phase === 'disrupted' || phase === 'recovering',
    score: Number((outage ? 0.6 + random() * 0.39 : random() * 0.3).toFixed(3)),
    phase,
    voice: outage ? (random() < 0.8 ? 'own' : 'relayed') : null,
    systems: named(['disrupted', 'recovering', 'restored']),
    systemsUnaffected: named(['unaffected']),
    systemsCause: outage ? (upset?.causedBy ?? []) : [],
    systemsPlanned: named(['planned']),
    systemsSwitchedOff: [],
    services: outage ? (upset?.services ?? (random() < 0.5 ? ['phones'] : ['appointments'])) : [],
    cause: outage && upset !== null && random() < 0.5 ? upset.cause : null,
    causesDenied: [],
    advice: outage && random() < 0.4 ? ['urgent-only'] : [],
    reasons: phase === 'none' ? [] : [{ rule: `${phase}.bench`, start: 0, end: Math.min(24, text.length) }],
    version: 'bench-1',
  };
}

function drawUpset({ ordinary, upsets }: Hour, random: () => number): Upset | null {
  let left = random() * upsets.reduce((sum, { weight }) => sum + weight, ordinary) - ordinary;
  if (left < 0) return null;
  for (const { upset, weight } of upsets) {
    left -= weight;
    if (left < 0) return upset;
  }
  return null;
}

/** ICBs and boards as they were before the mergers of April 2026; a Place keeps the one that was valid on the day. */
const merger = toMs('2026-04-01T00:00:00.000Z');
const boards = areas.filter(
  ({ kind, validFrom, validTo }) => (kind === 'icb' && (validFrom ?? '') < '2026') || (kind === 'board' && validTo === null),
);
const byCode = new Map(areas.map((area) => [area.code, area]));

function placeOf(number: number, at: number): Place {
  const then = boards[number % boards.length];
  if (then === undefined) throw new Error('there are no areas');
  const now = at < merger ? then : (byCode.get(then.successors[0]?.code ?? then.code) ?? then);
  return { text: null, code: now.code, name: now.name, kind: now.kind, method: 'channel', confidence: 1 };
}

/** One post in a hundred, for each purpose others: by what its id ends in, so that nothing is to be remembered. */
function isDrawn({ id }: Post, purpose: number): boolean {
  return (id.charCodeAt(id.length - 1) * 7 + id.charCodeAt(id.length - 2) * 31 + id.charCodeAt(id.length - 3)) % 101 === purpose;
}

function edit(mention: Mention): Mention {
  const editedAt = fromMs(toMs(mention.post.seenAt) + hourMs);
  return {
    ...mention,
    post: { ...mention.post, text: `${mention.post.text} UPDATE: thank you for your patience.`, editedAt, seenAt: editedAt },
  };
}

function removeAndReview(old: readonly Mention[]): Pick<Load, 'removed' | 'reviews'> {
  return {
    removed: old
      .filter(({ post }) => isDrawn(post, 2))
      .map(({ post: { platform, id, seenAt } }) => ({ platform, id, at: fromMs(toMs(seenAt) + 2 * hourMs) })),
    reviews: old
      .filter(({ post, verdict }) => verdict.outage && isDrawn(post, 3))
      .map(({ post: { platform, id, seenAt }, dataset }) => ({
        ...{ platform, id, dataset, correction: { phase: 'none' as const }, reviewer: 'Invented reviewer' },
        reviewedAt: fromMs(toMs(seenAt) + 3 * hourMs),
      })),
  };
}
