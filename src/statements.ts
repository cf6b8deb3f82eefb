import type { classify } from '../analysis/classify.ts';
import { isNear, ownWords, traceOf } from '../analysis/cluster.ts';
import type { FiledWording, StatementStore, UncheckedCopy } from './store/statements.ts';
import type { Traces } from './traces.ts';
import { createTraces } from './traces.ts';

/** Groups what has been saved since the last time; resolves when nothing that was saved before the call waits any more. */
export type GroupStatements = () => Promise<void>;

/** Posts that are compared at a time. */
const postsAtOnce = 500;

/**
 * The stage after saving: compares the words of new posts with those that share a band, and has the store merge what is near. It works on
 * what the store says is waiting, so a crash in between loses nothing, and of two processes that save at once the later one sees the
 * other's posts.
 */
export function createStatements(store: StatementStore, judge: typeof classify, read = traceOf): GroupStatements {
  const traces = createTraces(store, read);
  let last: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    while (await groupSome(store, traces, read));
    while (await checkSome(store, judge, read));
  };
  // One after the other within this process. Whoever calls while a turn has not begun waits for that one: it finds what all of them saved.
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> => {
    next = null;
    return work();
  };
  return () => {
    next ??= last = last.then(begin, begin);
    return next;
  };
}

/** True while there may be more. */
async function groupSome(store: StatementStore, traces: Traces, read: typeof traceOf): Promise<boolean> {
  const waiting = await store.ungrouped(postsAtOnce);
  if (waiting.length === 0) return false;
  const posts = waiting.map(({ key, hash, text }) => ({ key, hash, trace: read(text) }));
  const filed = await store.fileWordings(
    posts.map(({ key, hash, trace }) => ({
      ...{ key, hash, signature: trace?.signature ?? null },
      ...{ form: trace?.form ?? '', bands: trace?.bands ?? [] },
    })),
  );
  const byForm = new Map(posts.map(({ trace }) => [trace?.form, trace]));
  for (const { wording, form } of filed) traces.keep(wording, byForm.get(form) ?? null);
  await traces.load(filed.flatMap(({ candidates }) => candidates.map(({ wording }) => wording)));
  const pairs = filed.flatMap(pairNear(traces));
  const compared = filed.map(({ wording }) => wording);
  await store.groupPosts({ posts: posts.map(({ key, hash }) => ({ key, hash })), pairs, compared });
  return waiting.length === postsAtOnce;
}

/** What belongs together already needs no proof: a Statement of a thousand versions costs one comparison that succeeds. */
function pairNear(traces: Traces): (filed: FiledWording) => readonly (readonly [number, number])[] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    const parent = parents.get(id) ?? id;
    return parent === id ? id : rootOf(parent);
  };
  return ({ wording, dataset, statement, candidates }) => {
    const trace = traces.of(wording);
    return candidates.flatMap((candidate) => {
      const [own, other] = [rootOf(`${dataset} ${statement}`), rootOf(`${dataset} ${candidate.statement}`)];
      const theirs = traces.of(candidate.wording);
      if (own === other || trace === null || theirs === null || !isNear(trace, theirs)) return [];
      parents.set(own, other);
      return [[wording, candidate.wording] as const];
    });
  };
}

async function checkSome(store: StatementStore, judge: typeof classify, read: typeof traceOf): Promise<boolean> {
  const copies = await store.uncheckedCopies(postsAtOnce);
  if (copies.length === 0) return false;
  await store.saveRelays(
    copies.map((copy) => ({ key: copy.key, hash: copy.hash, first: copy.first.key, relayed: isRelay(copy, judge, read) })),
  );
  return copies.length === postsAtOnce;
}

/** A copy by somebody else is a relay, unless what its author added says that they are hit themselves. */
function isRelay(copy: UncheckedCopy, judge: typeof classify, read: typeof traceOf): boolean {
  if (!copy.mayBeRelay || isSameAuthor(copy, copy.first)) return false;
  const [trace, original] = [read(copy.text), read(copy.first.text)];
  if (trace === null || original === null || !isNear(trace, original)) return false;
  const added = ownWords(copy.text, trace, original);
  if (added === '') return true;
  const verdict = judge({ text: added, authorKind: copy.author.kind });
  return !(verdict.outage && verdict.voice === 'own');
}

function isSameAuthor(one: Pick<UncheckedCopy, 'author' | 'organisation'>, other: UncheckedCopy['first']): boolean {
  if (one.organisation !== null && other.organisation !== null) return one.organisation === other.organisation;
  return (
    one.author.kind === other.author.kind && one.author.name === other.author.name && one.author.handle === other.author.handle
  );
}
