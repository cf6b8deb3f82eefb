import fc from 'fast-check';
import { addMs } from '../../src/core/time.ts';
import type { Instant, Mention } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import type { Store } from '../../src/store/contract.ts';
import type { StatementStore } from '../../src/store/statements.ts';
import { makeMention } from './samples.ts';

const at: Instant = '2024-07-19T07:00:00.000Z';

/** Wordings in a row, each near the next one, but for a gap in the middle: taking one away parts its neighbours. */
const forms = ['a1', 'b2', 'c3', 'd4', 'e5', 'f6'];
const apart = 'd4 e5';

function areNear(one: string, other: string): boolean {
  const [left, right] = [forms.indexOf(one), forms.indexOf(other)].toSorted((a, b) => a - b);
  if (left === undefined || right === undefined || right - left > 1) return false;
  return `${forms[left]} ${forms[right]}` !== apart;
}

/** Groups what waits as the stage after saving does, with a nearness that needs no long texts; resolves when nothing waits. */
export async function groupAll(store: StatementStore): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    const waiting = await store.ungrouped(100);
    if (waiting.length === 0) break;
    const posts = waiting.map(({ key, hash, text }) => ({ key, hash, form: text.replace('words ', '') }));
    const filed = await store.fileWordings(
      posts.map(({ key, hash, form }) => ({ key, hash, form, signature: form, bands: bandsOf(form) })),
    );
    const formOf = new Map(filed.map(({ wording, form }) => [wording, form]));
    const asked = filed.flatMap(({ candidates }) => candidates.map(({ wording }) => wording));
    for (const [wording, text] of await store.wordingTexts([...new Set(asked)])) formOf.set(wording, text.replace('words ', ''));
    const pairs = filed.flatMap(({ wording, form, candidates }) =>
      candidates
        .filter((candidate) => areNear(form, formOf.get(candidate.wording) ?? ''))
        .map((candidate) => [wording, candidate.wording] as const),
    );
    const compared = filed.map(({ wording }) => wording);
    await store.groupPosts({ posts: posts.map(({ key, hash }) => ({ key, hash })), pairs, compared });
  }
  const copies = await store.uncheckedCopies(100);
  await store.saveRelays(
    copies.map(({ key, hash, first, mayBeRelay }) => ({ key, hash, first: first.key, relayed: mayBeRelay })),
  );
}

/** Neighbours share one, and all share one that says little. */
function bandsOf(form: string): readonly number[] {
  const place = forms.indexOf(form);
  return [place, place + 1, 999];
}

/** One thing that happens to posts. */
export interface Event {
  readonly say: string;
  readonly run: (store: Store) => Promise<unknown>;
}

const ids = fc.constantFrom('p', 'q', 'r', 's', 't', 'u', 'v', 'w');

/** A post that is new, says something else, or gets a date; those of a national body make relays of their copies. */
const saves = fc
  .tuple(ids, fc.constantFrom(...forms), fc.option(fc.integer({ min: -3, max: 5 }), { freq: 5 }), fc.nat(4))
  .map(([id, form, minutes, kind]): Event => {
    const postedAt = minutes === null ? null : addMs(at, minutes * 60_000);
    const author = { ...makeMention(id).post.author, kind: kind === 0 ? ('national' as const) : ('practice' as const) };
    const mention = makeMention(id, { post: { text: `words ${form}`, postedAt, author }, statement: form });
    return { say: `${id} says ${form} at ${minutes} as ${author.kind}`, run: (store) => save(store, [mention]) };
  });

const takings = ids.map((id): Event => {
  const key = { platform: 'feed', id, dataset: 'live' };
  return { say: `${id} is taken back`, run: (store) => store.takeBack(key) };
});

const removals = ids.map((id): Event => {
  const removed = [{ platform: 'feed', id, at }];
  return { say: `${id} is removed`, run: (store) => save(store, [], removed) };
});

const groups = fc.constant<Event>({ say: 'group', run: groupAll });

/** Posts that come, change and go, grouped now and then. */
export const lives = fc.array(fc.oneof({ weight: 6, arbitrary: saves }, { weight: 3, arbitrary: groups }, takings, removals), {
  minLength: 4,
  maxLength: 24,
});

/** The same without removals, which leave behind what depends on when they came. */
export const changes = fc.array(fc.oneof({ weight: 5, arbitrary: saves }, takings), { minLength: 4, maxLength: 30 });

function save(store: Store, mentions: readonly Mention[], removed: Parameters<Store['saveBatch']>[0]['removed'] = []) {
  return store.saveBatch({ mentions, removed, notices: [], channel: null, cursor: null });
}

/** Id, words, Statement, role and voice of each. */
export async function tell(store: Pick<Store, 'stream'>): Promise<readonly string[]> {
  const all = (await Array.fromAsync(store.stream({ dataset: 'live', phases }))).flat();
  return all
    .map(({ post, statement, statementRole = 'alone', verdict }) =>
      [post.id, post.text, statement, statementRole, verdict.voice].join(' '),
    )
    .toSorted();
}
