import type { Mention, Version } from '../core/types.ts';
import type { StoreBatch } from './contract.ts';
import { fingerprint } from './fingerprint.ts';
import { makeBare } from './mongo-bare.ts';
import { changeMention, newMention, rewrite } from './mongo-change.ts';
import { toInstant } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { ForgottenDoc, MentionDoc } from './mongo-docs.ts';
import { whileMarked } from './mongo-marks.ts';
import { readMachine } from './mongo-mention.ts';
import { alreadyThere } from './mongo-once.ts';
import type { StoredMention } from './saving.ts';
import { decide } from './saving.ts';
import { keptVersions, makeVersion } from './versions.ts';

type Outcome = 'added' | 'changed' | 'unchanged';
type Rest = Pick<StoreBatch, 'twins' | 'onlyStored'>;

interface Known extends StoredMention {
  readonly key: number;
}

interface Item {
  readonly mention: Mention;
  readonly hash: string;
  readonly stored: Known | undefined;
  readonly twin: Known | undefined;
  readonly onlyStored: boolean;
  readonly isForgotten: () => boolean;
}

/** Posts that are worked on at the same time: each is a round trip or two. */
const atOnce = 8;

/** Saves Mentions of which no two are the same post; says what became of each. */
export async function saveWave(parts: MongoParts, wave: readonly Mention[], rest: Rest): Promise<readonly Outcome[]> {
  const items = await look(parts, wave, rest);
  const outcomes: Outcome[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    const some = items.slice(from, from + atOnce);
    outcomes.push(...(await Promise.all(some.map((item) => settle(parts, item)))));
  }
  const newcomers = items.flatMap((item, index) => (outcomes[index] === 'added' ? [{ ...item, index }] : []));
  const late = await insert(parts, newcomers);
  if (late.length === 0) return outcomes;
  // Somebody else added these in the moment between: now they are looked at as stored.
  const again = await saveWave(
    parts,
    late.map(({ mention }) => mention),
    rest,
  );
  for (const [place, { index }] of late.entries()) outcomes[index] = again[place] ?? 'unchanged';
  return outcomes;
}

/** What is stored of each post, and of the other id under which it may be stored. */
async function look({ collection }: MongoParts, wave: readonly Mention[], { twins, onlyStored }: Rest): Promise<readonly Item[]> {
  const twinOf = ({ post }: Mention): string | undefined => twins?.get(`${post.platform} ${post.id}`);
  const known = new Map<string, Known>();
  const name = (dataset: string, platform: string, id: string): string => JSON.stringify([dataset, platform, id]);
  const groups = Map.groupBy(wave, ({ dataset, post }) => name(dataset, post.platform, ''));
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { dataset, post } = first;
    const ids = group.flatMap((mention) => [mention.post.id, twinOf(mention) ?? mention.post.id]);
    const asked = { platform: post.platform, id: { $in: [...new Set(ids)] }, dataset };
    for await (const doc of collection<MentionDoc>('mentions').find(asked, { projection: knownProjection })) {
      known.set(name(doc.dataset, doc.platform, doc.id), knownOf(doc));
    }
  }
  const forgotten = await findForgotten({ collection }, wave);
  return wave.map((mention) => {
    const { post, dataset } = mention;
    const twin = twinOf(mention);
    return {
      ...{ mention, hash: fingerprint(mention), onlyStored: onlyStored === true },
      stored: known.get(name(dataset, post.platform, post.id)),
      twin: twin === undefined ? undefined : known.get(name(dataset, post.platform, twin)),
      isForgotten: () => forgotten.has(post.author.handle ?? ''),
    };
  });
}

const knownProjection = {
  ...{ dataset: 1, platform: 1, id: 1, hash: 1, channel: 1, organisation: 1, postedAt: 1, seenAt: 1, removedWhy: 1 },
} as const;

function knownOf(doc: Pick<MentionDoc, '_id' | keyof typeof knownProjection>): Known {
  const { _id: key, hash, channel, organisation, postedAt, seenAt, removedWhy } = doc;
  return { key, hash, channel, organisation, postedAt: postedAt?.getTime() ?? null, seenAt: seenAt.getTime(), removedWhy };
}

/** Those of private people who asked that nothing of theirs be stored again, with when they did. */
async function findForgotten(
  { collection }: Pick<MongoParts, 'collection'>,
  mentions: readonly Mention[],
): Promise<ReadonlyMap<string, Date>> {
  const handles = mentions.flatMap(({ post: { author } }) => (author.private && author.handle !== null ? [author.handle] : []));
  if (handles.length === 0) return new Map();
  const found = await collection<ForgottenDoc>('forgotten')
    .find({ _id: { $in: handles } })
    .toArray();
  return new Map(found.map(({ _id, at }) => [_id, at]));
}

/** Decides by what was found at first where that is enough; where what is stored says something else, it is read whole and changed in one step. */
async function settle(parts: MongoParts, item: Item): Promise<Outcome> {
  const { mention, hash, stored, twin, onlyStored } = item;
  const row = stored ?? (twin?.removedWhy === null ? twin : undefined);
  const isDated = row?.postedAt === null && mention.post.postedAt !== null;
  if (row === undefined || (!onlyStored && !isDated && row.hash === hash)) {
    return decide({ ...item, read: neverRead }).outcome;
  }
  let outcome: Outcome = 'unchanged';
  await changeMention(parts, row.key, (doc) => {
    const now = knownOf(doc);
    const found = stored === undefined ? { stored, twin: now } : { stored: now, twin };
    const decision = decide({ ...item, ...found, read: () => readMachine(doc) });
    outcome = decision.outcome;
    if (decision.outcome !== 'changed') return null;
    return { ...rewrite(doc, decision.mention, hash), ...keepVersion(doc, decision.before, mention) };
  });
  return outcome;
}

function neverRead(): never {
  throw new Error('A Mention with the same hash need not be read');
}

/** The first and the newest of what it said are kept. */
function keepVersion({ versions, seenAt }: MentionDoc, before: Mention | null, next: Mention): Partial<MentionDoc> {
  if (before === null) return {};
  const newest = versions.at(-1);
  const last = newest === undefined ? undefined : (JSON.parse(newest) as Version);
  const version = makeVersion(before, next, { last, seenAt: seenAt.getTime() });
  if (version === null) return {};
  const all = [...versions, JSON.stringify(version)];
  return { versions: all.length <= keptVersions ? all : [...all.slice(0, 1), ...all.slice(1 - keptVersions)] };
}

/** Answers with those that somebody else added first. */
async function insert<One extends Item>(parts: MongoParts, items: readonly One[]): Promise<readonly One[]> {
  if (items.length === 0) return [];
  const first = await parts.nextKeys('mentions', items.length);
  const docs = items.map(({ mention, hash }, index) => newMention(first + index, mention, hash));
  let late: readonly One[] = [];
  try {
    const mentions = parts.collection<MentionDoc>('mentions');
    await whileMarked(parts, docs, () => mentions.insertMany(docs, { ordered: false }));
  } catch (error) {
    late = alreadyThere(error, items);
  }
  await forgetLate(parts, docs, items);
  return late;
}

/** Somebody may have asked to be forgotten between our look and our writing. */
async function forgetLate(parts: MongoParts, docs: readonly MentionDoc[], items: readonly Item[]): Promise<void> {
  const forgotten = await findForgotten(
    parts,
    items.map(({ mention }) => mention),
  );
  for (const { _id, handle, private: isPrivate } of docs) {
    const at = isPrivate ? forgotten.get(handle ?? '') : undefined;
    if (at !== undefined) await makeBare(parts, _id, { why: 'request', at: toInstant(at) });
  }
}
