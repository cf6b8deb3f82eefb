import { afterAll, beforeAll, expect, it } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { now, startWorld } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
  const found = Array.from({ length: 5 }, (_, n) => ({
    id: `feed:${n}`,
    platform: 'feed',
    address: `https://a.example/${n}?token=s3cret`,
    title: `Feed ${n}`,
    organisations: ['Z99001'],
    authorKind: 'practice' as const,
    site: 'https://a.example/',
    supplier: null,
    evidence: ['Linked.'],
    doubts: n === 4 ? ['It has no items.'] : [],
  }));
  await world.store.finishSite({ url: 'https://a.example/', state: 'done', says: '', supplier: null, checkedAt: now, found });
});
afterAll(() => world.close());

const decide = (body: unknown) => ask(`${world.url}/api/proposals`, { method: 'POST', body });

it('lists proposals page by page, with the doubtful counted and no key in an address', async () => {
  const first = shapes.Proposals.parse((await ask(`${world.url}/api/proposals?limit=3`)).body);
  expect([first.items.map(({ id }) => id), first.total, first.doubtful]).toEqual([['feed:0', 'feed:1', 'feed:2'], 5, 1]);
  expect(first.items[0]).toMatchObject({ organisations: [{ code: 'Z99001' }], address: 'https://a.example/0?token=…' });
  const second = shapes.Proposals.parse((await ask(`${world.url}/api/proposals?limit=3&after=${first.next ?? ''}`)).body);
  expect([second.items.map(({ id }) => id), second.next]).toEqual([['feed:3', 'feed:4'], null]);
});

it('accepts the ones that are named, rejects others, and without names takes every one without a doubt', async () => {
  expect((await decide({ decision: 'reject', items: [{ id: 'feed:0' }] })).body).toMatchObject({ rejected: 1, accepted: 0 });
  expect((await decide({ decision: 'accept', items: [{ id: 'feed:1', organisation: null }] })).body).toMatchObject({
    accepted: 1,
  });
  expect((await decide({ decision: 'accept' })).body).toMatchObject({ accepted: 2 });
  const left = shapes.Proposals.parse((await ask(`${world.url}/api/proposals`)).body);
  expect(left.items.map(({ id }) => id)).toEqual(['feed:4']);
  expect(shapes.Proposals.parse((await ask(`${world.url}/api/proposals?state=rejected`)).body).total).toBe(1);
});

it('answers 400 for a state, an area, a decision or a default address that there is none of', async () => {
  for (const path of ['proposals?state=maybe', 'proposals?area=nowhere', 'coverage?area=nowhere', 'defaults?nation=france'])
    expect((await ask(`${world.url}/api/${path}`)).status).toBe(400);
  expect((await decide({ decision: 'perhaps' })).status).toBe(400);
  const other = await ask(`${world.url}/api/defaults`, { method: 'POST', body: { address: 'https://elsewhere.example/' } });
  expect(other.status).toBe(400);
});

it('lists the default set and tries one of it', async () => {
  const { items } = shapes.Defaults.parse((await ask(`${world.url}/api/defaults?nation=england`)).body);
  expect(items).toHaveLength(1);
  const tried = await ask(`${world.url}/api/defaults`, { method: 'POST', body: { address: items[0]?.address } });
  expect(shapes.TriedDefault.parse(tried.body)).toMatchObject({ added: true });
  expect(shapes.Coverage.parse((await ask(`${world.url}/api/coverage?area=QYG`)).body).area).toBe('QYG');
});
