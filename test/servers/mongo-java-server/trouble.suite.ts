import { MongoClient } from 'mongodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { InputError, StoreError } from '../../../src/core/errors.ts';
import { phases } from '../../../src/core/types.ts';
import { migrateMongo, openMongo } from '../../../src/store/mongo.ts';
import { withDatabase } from '../../store/mongo.ts';
import { makeMention, sampleAreas } from '../../store/samples.ts';
import { freePort } from '../process.ts';
import { told } from '../told.ts';

const { MONGO_URL: url, MONGO_OLD_URL: oldUrl } = told('MONGO_URL', 'MONGO_OLD_URL');
const areas = { areas: sampleAreas };
const everything = { dataset: 'live', phases };

/** A database of its own, dropped when the test has ended. */
function database(name: string): string {
  const own = withDatabase(url, `ripplewatch_trouble_${name}`);
  onTestFinished(async () => {
    const client = new MongoClient(own);
    await client.db().dropDatabase();
    await client.close();
  });
  return own;
}

async function open(address: string) {
  const { store } = await openMongo(address, areas);
  onTestFinished(() => store.close());
  await store.addDataset({ id: 'live', title: 'Collected posts', invented: false, createdAt: '2024-07-19T07:00:00.000Z' });
  return store;
}

describe('a MongoDB store in trouble says what to do', () => {
  test.each([
    ['mongodb://sam:s3cr/et@127.0.0.1/x', InputError, /no address that MongoDB/],
    ['mongodb://127.0.0.1/x?maxPoolSize=many', InputError, /no address that MongoDB/],
    ['mongodb+srv://sam:s3cret@127.0.0.1:27017/x', InputError, /no address that MongoDB/],
    ['mongodb://sam:s3cret@no-such-host.invalid/x?serverSelectionTimeoutMS=1500', StoreError, /No computer of that name/],
    ['mongodb://127.0.0.1/admin', StoreError, /belongs to MongoDB itself/],
    [withDatabase(oldUrl, 'x'), StoreError, /too old/],
    [`${url}/x?replicaSet=other&serverSelectionTimeoutMS=1500`, StoreError, /no replica set of the name other/],
    [`${url}/x?tls=true&serverSelectionTimeoutMS=1500`, StoreError, /encrypted connection/],
    [url.replace('//', '//sam:s3cret@'), StoreError, /sign-in/],
  ] as const)('at %s', async (address, kind, says) => {
    const error = await openMongo(address, areas).then(
      () => null,
      (thrown: unknown) => thrown as Error,
    );
    expect(error).toBeInstanceOf(kind);
    expect(error?.message).toMatch(says);
    expect(error?.message).toMatch(/\.$/);
    expect(JSON.stringify([error?.message, String(error?.cause)])).not.toMatch(/s3cr/);
  });

  test('where nothing listens, and the trouble passes', async () => {
    const address = `mongodb://127.0.0.1:${await freePort()}/x?serverSelectionTimeoutMS=500`;
    await expect(openMongo(address, areas)).rejects.toMatchObject({
      message: expect.stringMatching(/connection is refused\. Start MongoDB there/) as string,
      passing: true,
    });
  });

  test('when it is newer than this program, and when the database is another program’s', async () => {
    const newer = database('newer');
    await (await openMongo(newer, areas)).store.close();
    const client = new MongoClient(newer);
    onTestFinished(() => client.close());
    await client
      .db()
      .collection<{ _id: string }>('meta')
      .updateOne({ _id: 'store' }, { $set: { version: 99 } });
    await expect(openMongo(newer, areas)).rejects.toThrow(/written by a newer Ripplewatch \(store version 99/);
    const other = database('other');
    await client.db('ripplewatch_trouble_other').collection('channels').insertOne({ tv: 4 });
    await expect(openMongo(other, areas)).rejects.toThrow(/another program \(channels\)/);
  });

  test('when a store is asked for that must be there', async () => {
    await expect(openMongo(database('absent'), { ...areas, mustExist: true })).rejects.toThrow(InputError);
  });
});

describe('a MongoDB store', () => {
  test('is made by several at once, and made whole again by whoever migrates it', async () => {
    const address = database('many');
    await Promise.all(Array.from({ length: 6 }, () => migrateMongo(address, areas)));
    const first = await migrateMongo(address, areas);
    expect(first).toMatchObject({ from: first.version });
    const client = new MongoClient(address);
    onTestFinished(() => client.close());
    const mentions = client.db().collection('mentions');
    const names = async () => (await mentions.listIndexes().toArray()).map(({ name }) => String(name)).sort();
    const before = await names();
    expect(before.length).toBeGreaterThan(10);
    await mentions.dropIndex('words_1_dataset_1_outage_1_postedAt_1__id_1');
    await migrateMongo(address, areas);
    expect(await names()).toEqual(before);
  });

  test('keeps a post once, however many processes bring it at the same time, and every one of them agrees', async () => {
    const address = database('race');
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(address)));
    const posts = Array.from({ length: 60 }, (_, index) => makeMention(`m${index}`));
    const batch = { mentions: posts, removed: [], notices: [], channel: null, cursor: null };
    const saved = await Promise.all(stores.map((store) => store.saveBatch(batch)));
    expect(saved.reduce((sum, { added }) => sum + added, 0)).toBe(60);
    expect(saved.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(180);
    const [store] = stores;
    expect(await store?.count(everything)).toMatchObject({ mentions: 60 });
  });

  test('loses no edit where several change one post at the same time', async () => {
    const address = database('edits');
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(address)));
    const save = (store: (typeof stores)[number], text: string) =>
      store.saveBatch({
        mentions: [makeMention('a', { post: { text } })],
        removed: [],
        notices: [],
        channel: null,
        cursor: null,
      });
    await save(stores[0]!, 'first');
    await Promise.all(stores.map((store, index) => save(store, `text ${index}`)));
    const key = { platform: 'feed', id: 'a', dataset: 'live' };
    const found = await stores[0]!.mention(key);
    const texts = [...(found?.versions ?? []).map(({ text }) => text), found?.post.text];
    expect(texts.toSorted()).toEqual(['first', 'text 0', 'text 1', 'text 2', 'text 3']);
  });

  test('keeps a post whose original is too large for a document, without the original, and refuses one whose words are', async () => {
    const store = await open(database('large'));
    const save = (mention: ReturnType<typeof makeMention>) =>
      store.saveBatch({ mentions: [mention], removed: [], notices: [], channel: null, cursor: null });
    expect(await save(makeMention('a', { post: { raw: 'x'.repeat(17_000_000) } }))).toMatchObject({ added: 1 });
    const kept = await store.mention({ platform: 'feed', id: 'a', dataset: 'live' });
    expect(kept?.post.raw).toEqual({ leftOut: 'The original, 17.0 MB, was too large to be kept.' });
    expect(kept?.post.text).toBe(makeMention('a').post.text);
    await expect(save(makeMention('b', { post: { text: 'EMIS down. '.repeat(800_000) } }))).rejects.toThrow(
      /The post feed b is too large for MongoDB/,
    );
    expect(await store.count(everything)).toMatchObject({ mentions: 1 });
  });

  test('takes values that look like operators for what they are', async () => {
    const store = await open(database('operators'));
    const odd = { $ne: null, 'a.b': { $gt: '' }, __proto__x: 1 };
    const mention = makeMention('$where', {
      post: { text: '$gt {"$ne": 1} down', raw: odd, channel: '$channel' },
      organisation: '$organisation',
    });
    await store.saveBatch({ mentions: [mention], removed: [], notices: [], channel: null, cursor: null });
    expect((await Array.fromAsync(store.stream(everything))).flat()).toEqual([mention]);
    expect(await store.count({ ...everything, organisations: ['$organisation'] })).toMatchObject({ mentions: 1 });
    expect(await store.count({ ...everything, text: '$gt {"$ne": 1}' })).toMatchObject({ mentions: 1 });
    const asked = { $ne: 'x' } as unknown as string;
    expect(await store.count({ ...everything, channels: [asked] })).toMatchObject({ mentions: 0 });
    expect(await store.counts(everything, { bucket: null, key: 'channel' })).toMatchObject([{ key: '$channel' }]);
  });
});
