import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../src/app.ts';
import { openApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { addMs } from '../src/core/time.ts';
import type { Instant, Mention, Post } from '../src/core/types.ts';
import { phases } from '../src/core/types.ts';
import { forgetPerson } from '../src/forget.ts';
import { retain } from '../src/retention.ts';
import { migrations } from '../src/store/migrations.ts';

// Everybody here is invented. What must not be kept is looked for in the bytes of the files, as somebody who copied the folder would.

let folder: string;
let app: App;
const everything = { dataset: 'live', phases };
const channel = { id: 'mastodon:tag', platform: 'mastodon', title: '#emis', address: '#emis@social.example', cursor: { at: 1 } };
const people = { organisation: null, dataset: 'live', invented: false, people: true };
const surgery = { organisation: 'Z00001', dataset: 'live', invented: false };
const outage = 'EMIS is down at my surgery again this morning, marmoset';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-privacy-'));
  app = await openApp(readConfig({ RIPPLEWATCH_DATA: folder }));
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function save(posts: readonly Post[], origin: typeof people | typeof surgery = people, removed: readonly string[] = []) {
  return (await app.pipeline()).save({ posts, removed, notices: [] }, channel, origin);
}

function post(id: string, text: string, parts: Partial<Post> = {}): Post {
  return {
    platform: 'mastodon',
    id: `https://social.example/users/quokka/statuses/${id}`,
    channel: channel.id,
    url: `https://social.example/@quokka/${id}`,
    text,
    author: { kind: 'other', name: 'Quentin Quokka', handle: '@quokka@social.example', private: false },
    postedAt: '2024-07-19T07:12:34.000Z',
    editedAt: null,
    seenAt: app.now(),
    raw: { account: 'quokka', avatar: 'https://social.example/quokka.png' },
    ...parts,
  };
}

async function all(): Promise<readonly Mention[]> {
  return (await Array.fromAsync(app.store.stream(everything))).flat();
}

/** Which of the words stand in any file of the data folder. */
async function found(...words: string[]): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith('ripplewatch.db'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const whole = Buffer.concat(files).toString('latin1').toLowerCase();
  return words.filter((word) => whole.includes(word.toLowerCase()));
}

describe('what comes through a channel of private people', () => {
  test('is never written where it says nothing of a disruption', async () => {
    expect(await save([post('1', 'My cat has learned to open the pangolin drawer')])).toMatchObject({ added: 0 });
    expect(await found('pangolin', 'quokka')).toEqual([]);
    expect(await app.store.count(everything)).toMatchObject({ mentions: 0 });
  });

  test('is written without anything that names its author, which only the key brings back', async () => {
    await save([post('1', outage)]);
    expect(await found('quokka', 'quentin')).toEqual([]);
    expect(await found('marmoset')).toEqual(['marmoset']);
    const [mention] = await all();
    expect(mention?.post).toMatchObject({ url: null, raw: null, author: { name: null, private: true } });
    expect(mention?.post.id).toMatch(/^private-[0-9a-f]{16}$/);
    for (const name of ['keys.json', 'seal.key']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect(await found((await app.keys()).sealKey)).toEqual([]);
  });

  test('loses its words when it is edited into something else, and when its platform deletes it', async () => {
    await save([post('1', outage), post('2', `${outage} once more`)]);
    await save([post('1', 'Never mind, here is my cat', { editedAt: app.now() })]);
    await save([], people, [post('2', '').id]);
    expect((await all()).map(({ removed }) => removed?.why)).toEqual(['deleted', 'deleted']);
    expect(await found('marmoset', 'quokka')).toEqual([]);
  });

  test('is one post where its organisation’s own channel brings it as well', async () => {
    const words = outage.replace('my', 'our');
    await save([post('1', words)]);
    await save([post('1', words)], surgery);
    await save([post('1', words)]);
    expect(await all()).toMatchObject([{ organisation: 'Z00001', post: { id: post('1', '').id } }]);
  });
});

describe('what an organisation posted', () => {
  test('and deleted is in no file any more, with what it said before it was edited', async () => {
    await save([post('1', `${outage} wombat`)], surgery);
    await save([post('1', 'RESOLVED: EMIS is back, kookaburra')], surgery);
    await save([post('2', 'The phones at our surgery are down, numbat')], surgery);
    expect(await found('marmoset', 'wombat', 'kookaburra')).toHaveLength(3);
    expect((await all())[0]).toMatchObject({ verdict: { phase: 'restored' }, versions: [{ verdict: { phase: 'disrupted' } }] });
    expect(await save([], surgery, [post('1', '').id])).toMatchObject({ removed: 1 });
    expect(await found('marmoset', 'wombat', 'kookaburra')).toEqual([]);
    expect(await found('numbat')).toEqual(['numbat']);
    expect(await app.store.count(everything)).toMatchObject({ mentions: 2, organisations: 1 });
  });
});

describe('retention', () => {
  const daysAgo = (days: number): Instant => addMs(app.now(), -days * 24 * 3_600_000);

  test('takes the words of private people after 30 days and of organisations after two years, and counts stay', async () => {
    await save([post('1', outage, { seenAt: daysAgo(29) }), post('2', `${outage} pademelon`, { seenAt: daysAgo(31) })]);
    await save([post('3', 'EMIS is down, bandicoot', { seenAt: daysAgo(729) })], surgery);
    await save([post('4', 'EMIS is down, bilby', { seenAt: daysAgo(731) })], surgery);
    const before = await app.store.counts(everything, { bucket: 'hour', key: 'system' });
    expect(await retain(app)).toBe(2);
    expect(await found('pademelon', 'bilby')).toEqual([]);
    expect(await found('marmoset', 'bandicoot')).toEqual(['marmoset', 'bandicoot']);
    expect(await app.store.counts(everything, { bucket: 'hour', key: 'system' })).toEqual(before);
    expect((await all()).filter(({ removed }) => removed?.why === 'retention')).toHaveLength(2);
  });

  test('is as short as was recorded, whatever the setting says', async () => {
    const decided = { lawfulBasis: 'public task', dpia: 'D1', retentionDays: 7, contact: 'us@watch.example' };
    await save([post('1', outage, { seenAt: daysAgo(8) })]);
    expect(await retain(app)).toBe(0);
    await app.store.recordGovernance({ at: app.now(), who: 'ann', decided });
    expect(await retain(app)).toBe(1);
    expect(await found('marmoset')).toEqual([]);
  });
});

describe('somebody who asks to be forgotten', () => {
  test.each(['quokka@social.example', '@Quokka@social.example', 'https://social.example/@quokka/1'])(
    'by %s is',
    async (given) => {
      await save([post('1', outage), post('2', `${outage} twice`)]);
      expect((await forgetPerson(app, given, 'ann')).posts).toBe(2);
      expect(await found('marmoset', 'quokka')).toEqual([]);
      expect(await save([post('3', `${outage} thrice`)])).toMatchObject({ added: 0 });
      expect(await found('marmoset', 'quokka')).toEqual([]);
      expect((await app.store.changes(5)).map(({ what }) => what)).toEqual([
        expect.stringMatching(/^2 posts of one person lost their words at their request/),
      ]);
    },
  );

  test('by an organisation’s post takes that post alone', async () => {
    await save([post('1', outage), post('2', `${outage} twice`)], surgery);
    expect((await forgetPerson(app, post('1', '').url ?? '', 'ann')).posts).toBe(1);
    expect(await save([post('3', outage)], surgery)).toMatchObject({ added: 1 });
  });
});

test('a store of an earlier version is sealed when it is opened, and what it deleted before is in no free page', async () => {
  await save([post('1', 'EMIS is down at our surgery')], surgery);
  const [mention] = await all();
  await app.close();
  await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-privacy-'));
  const plain = post('9', `${outage} old`, {
    author: { kind: 'patient', name: 'Quentin Quokka', handle: '@quokka', private: true },
  });
  const ours = migrations.findIndex((step) => step.includes('mention_texts'));
  const db = new DatabaseSync(join(folder, 'ripplewatch.db'));
  for (const step of migrations.slice(0, ours)) db.exec(step);
  db.exec(`PRAGMA application_id = 1380994135; PRAGMA user_version = ${ours}`);
  for (const [key, words] of [plain, { ...plain, id: 'deleted', text: 'echidna '.repeat(2000) }].entries()) {
    const { raw, ...rest } = words;
    db.prepare(
      `INSERT INTO mentions (key, dataset, platform, id, channel, author_kind, phase, outage, seen_at, hash) VALUES (?, 'live', 'mastodon', ?, 'c', 'patient', 'disrupted', 1, 0, 'h')`,
    ).run(key + 1, words.id);
    db.prepare('INSERT INTO contents (mention, body, raw) VALUES (?, ?, ?)').run(
      key + 1,
      JSON.stringify({ ...mention, organisation: null, organisationName: null, post: rest }),
      JSON.stringify(raw),
    );
    db.prepare('INSERT INTO mention_words (rowid, words) VALUES (?, ?)').run(key + 1, words.text);
  }
  db.exec("DELETE FROM mentions WHERE id = 'deleted'");
  db.close();
  expect(await found('echidna', 'quokka')).toEqual(['echidna', 'quokka']);

  app = await openApp(readConfig({ RIPPLEWATCH_DATA: folder }));
  expect(await all()).toMatchObject([{ post: { text: plain.text, author: { private: true, name: null } } }]);
  expect((await app.store.mentions({ ...everything, text: 'marmoset' }, { limit: 5, after: null })).total).toBe(1);
  await app.close();
  expect(await found('echidna', 'quokka', 'quentin')).toEqual([]);
});
