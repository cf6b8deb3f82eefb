import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { makeMention, now, openAccess, saveMentions, startWorld } from './world.ts';

let world: World;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

function at(id: string, platform = 'feed', rest = ''): string {
  return `${world.url}/api/mentions/${platform}/${encodeURIComponent(id)}/review${rest}`;
}

async function total(query: string): Promise<number> {
  return shapes.Mentions.parse((await ask(`${world.url}/api/mentions?limit=1&${query}`)).body).total;
}

const sam = { reviewer: 'Sam Taylor' };

describe('correcting a post', () => {
  it('answers with what everybody sees from now on, and with the machine’s own Verdict beside it', async () => {
    const { status, body } = await ask(at('live-3'), {
      method: 'POST',
      body: { phase: 'unaffected', systemsUnaffected: ['systmone'], note: 'They say all is well.', ...sam },
    });
    expect(status).toBe(200);
    const mention = shapes.Mention.parse(body);
    expect(mention.verdict).toMatchObject({
      phase: 'unaffected',
      outage: false,
      voice: null,
      systems: [],
      systemsUnaffected: ['systmone'],
    });
    expect(mention.review).toMatchObject({
      correction: { phase: 'unaffected', systemsUnaffected: ['systmone'], note: 'They say all is well.' },
      reviewer: 'Sam Taylor',
      reviewedAt: now,
      machine: { verdict: { phase: 'disrupted', systems: ['emis-web'] } },
    });
    expect(await total('')).toBe(12);
    expect(await total('phase=unaffected&reviewed=yes')).toBe(1);
    expect(await total('phase=all&reviewed=no')).toBe(14);
    const listed = shapes.Mentions.parse((await ask(`${world.url}/api/mentions?phase=all&reviewed=yes`)).body);
    expect(listed.items).toEqual([mention]);
    expect(await world.store.changes(1)).toEqual([
      { at: now, who: 'dashboard (this computer)', what: 'reviewed as Sam Taylor the verdict of feed live-3' },
    ]);
  });

  it('finds a post whose id holds slashes, accents and percent signs, in the dataset that is asked for', async () => {
    const id = 'feed:één/100% down?#x';
    await world.store.addDataset({ id: 'demo', title: 'Demonstration', invented: true, createdAt: now });
    await saveMentions(world.store, [makeMention(1, { dataset: 'demo' }, {}, { id })]);
    expect((await ask(at(id), { method: 'POST', body: { phase: 'none', ...sam } })).status).toBe(404);
    const { status } = await ask(at(id, 'feed', '?dataset=demo'), { method: 'POST', body: { phase: 'none', ...sam } });
    expect(status).toBe(200);
    expect(await total('dataset=demo&phase=none')).toBe(1);
  });

  it('can be withdrawn, once', async () => {
    await ask(at('live-3'), { method: 'POST', body: { phase: 'none', ...sam } });
    const { status, body } = await ask(at('live-3'), { method: 'DELETE' });
    expect(status).toBe(200);
    expect(shapes.Mention.parse(body)).toMatchObject({ verdict: { phase: 'disrupted' } });
    expect(shapes.Mention.parse(body).review).toBeUndefined();
    expect(await total('')).toBe(13);
    expect((await ask(at('live-3'), { method: 'DELETE' })).status).toBe(404);
    const history = await world.store.reviews({ dataset: 'live', limit: 10 });
    expect(history.map(({ correction }) => correction)).toEqual([null, { phase: 'none' }]);
  });

  it.each([
    [{ phase: 'none' }, 'reviewer', /Say who checked it/],
    [{ phase: 'broken', ...sam }, 'phase', /it takes disrupted/],
    [{ systems: ['emis'], ...sam }, 'systems', /did you mean emis-web/],
    [{ phase: 'none', voice: 'own', ...sam }, 'voice', /leave voice empty/],
    [{ systems: 'emis-web', ...sam }, 'systems', /array/],
    [{ phsae: 'none', ...sam }, 'phsae', /./],
    [{ phase: 'none', note: 'x'.repeat(3000), ...sam }, 'note', /2000/],
  ])('%j is refused with a sentence that names the field', async (body, field, words) => {
    const answer = await ask(at('live-3'), { method: 'POST', body });
    expect(answer.status).toBe(400);
    const { error } = shapes.Problem.parse(answer.body);
    expect([error.code, error.field]).toEqual(['bad-input', field]);
    expect(error.message).toMatch(words);
    expect(await world.store.reviews({ dataset: 'live', limit: 1 })).toEqual([]);
  });

  it('is refused where there is no such post, platform or dataset', async () => {
    const body = { phase: 'none', ...sam };
    expect((await ask(at('never'), { method: 'POST', body })).status).toBe(404);
    expect((await ask(at('live-3', 'pigeon'), { method: 'POST', body })).status).toBe(400);
    expect((await ask(at('live-3', 'feed', '?dataset=none'), { method: 'POST', body })).status).toBe(400);
    expect((await ask(at('live-3', 'feed', '?x=1'), { method: 'POST', body })).status).toBe(400);
    expect((await ask(at('live-3'), { method: 'GET' })).status).toBe(405);
  });

  it('is refused to a foreign page and to a plain form', async () => {
    const body = { phase: 'none', ...sam };
    for (const method of ['POST', 'DELETE']) {
      const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
      expect((await ask(at('live-3'), { method, body, headers: foreign })).status).toBe(403);
    }
    const form = { 'Content-Type': 'text/plain' };
    expect((await ask(at('live-3'), { method: 'POST', body, headers: form })).status).toBe(415);
    expect(await total('')).toBe(13);
  });
});

describe('where people sign in', () => {
  it('nobody corrects anything without doing so, and nobody under another’s name', async () => {
    const proxied = await startWorld({
      access: { ...openAccess, proxyHeader: 'X-Remote-User', proxyAddress: '127.0.0.1', token: 'a-token-for-the-test' },
    });
    try {
      const url = `${proxied.url}/api/mentions/feed/live-3/review`;
      const body = { phase: 'none', ...sam };
      expect((await ask(url, { method: 'POST', body })).status).toBe(401);
      const signed = await ask(url, { method: 'POST', body, headers: { 'X-Remote-User': 'Jo Bloggs' } });
      expect(shapes.Mention.parse(signed.body).review?.reviewer).toBe('Jo Bloggs');
      const program = { Authorization: 'Bearer a-token-for-the-test' };
      const other = await ask(url, { method: 'POST', body: { ...body, phase: 'planned' }, headers: program });
      expect(shapes.Mention.parse(other.body).review?.reviewer).toBe('Sam Taylor');
      await ask(url, { method: 'DELETE', headers: { 'X-Remote-User': 'Jo Bloggs' } });
      const history = await proxied.store.reviews({ dataset: 'live', limit: 10 });
      expect(history.map(({ reviewer }) => reviewer)).toEqual(['Jo Bloggs', 'Sam Taylor', 'Jo Bloggs']);
    } finally {
      await proxied.close();
    }
  });
});
