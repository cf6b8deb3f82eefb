import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { startWorld } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a parameter', () => {
  it.each([
    ['/api/mentions?sytem=emis-web', 'sytem', /no parameter “sytem”.*system/],
    ['/api/mentions?system=emis-web&system=systmone', 'system', /given twice/],
    ['/api/mentions?__proto__=1', '__proto__', /no parameter/],
    ['/api/mentions?constructor=1', 'constructor', /no parameter/],
    ['/api/mentions?system[$ne]=x', 'system[$ne]', /no parameter/],
    [`/api/mentions?q=${'a'.repeat(5000)}`, 'q', /5000 characters/],
    ['/api/mentions?q=%E0%A4%A', 'q', /not text/],
    ['/api/mentions?q=a%00b', 'q', /not text/],
    ['/api/mentions?system=nonsense', 'system', /nonsense/],
    ['/api/mentions?area=XXX', 'area', /XXX/],
    ['/api/mentions?phase=down', 'phase', /down/],
    ['/api/mentions?from=yesterday', 'from', /2024-07-19/],
    ['/api/mentions?from=2024-02-30', 'from', /2024-07-19/],
    ['/api/mentions?from=2024-07-20&to=2024-07-18', 'from', /before/],
    ['/api/mentions?limit=0', 'limit', /1 to 500/],
    ['/api/mentions?limit=501', 'limit', /1 to 500/],
    ['/api/mentions?limit=1e2', 'limit', /1 to 500/],
    ['/api/mentions?limit=-1', 'limit', /1 to 500/],
    ['/api/mentions?after=rubbish', 'after', /./],
    ['/api/mentions?dataset=other', 'dataset', /live/],
    ['/api/counts?bucket=week', 'bucket', /hour, day/],
    ['/api/counts?key=mood', 'key', /system, area/],
    ['/api/counts?limit=1', 'limit', /no parameter/],
    ['/api/areas?at=2024-13-01', 'at', /2024-07-19/],
    ['/api/areas?at=2024-07-19T00:00:00Z', 'at', /2024-07-19/],
    ['/api/runs?limit=many', 'limit', /1 to 1000/],
    ['/api/runs?from=2024-07-20&to=2024-07-18', 'from', /before/],
    ['/api/blind?to=soon', 'to', /2024-07-19/],
    ['/api/export?bom=yes', 'bom', /one of 1/],
    ['/api/export?format=xlsx', 'format', /csv, ndjson/],
    ['/api/export?system=nonsense', 'system', /nonsense/],
    ['/api/export/manifest?format=pdf', 'format', /csv, ndjson/],
    ['/api/state?x=1', 'x', /takes dataset/],
    ['/api/vocabulary?x=1', 'x', /takes none/],
  ])('%s is refused with a sentence that names “%s”', async (path, field, message) => {
    const { status, body } = await ask(`${world.url}${path}`);
    expect(status).toBe(400);
    const { error } = shapes.Problem.parse(body);
    expect([error.code, error.field]).toEqual(['bad-input', field]);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/[.]$/);
  });

  it('left empty counts as absent, as a form sends it', async () => {
    const { status, body } = await ask(`${world.url}/api/mentions?system=&q=&from=&limit=`);
    expect([status, shapes.Mentions.parse(body).total]).toEqual([200, 13]);
  });

  it('is a value and nothing else to the database', async () => {
    for (const text of ["' OR 1=1 --", '"x" OR "y"', 'surg*', 'NEAR(a b)', '%', '_', 'text:EMIS', '{"$ne":null}', '.*urgery']) {
      const { status, body } = await ask(`${world.url}/api/mentions?q=${encodeURIComponent(text)}`);
      const found = status === 200 ? shapes.Mentions.parse(body).total : 0;
      expect(found, text).toBe(0);
    }
    expect(shapes.Mentions.parse((await ask(`${world.url}/api/mentions`)).body).total).toBe(13);
  });
});

describe('a body', () => {
  const post = (body: unknown, headers = {}) => ask(`${world.url}/api/channels`, { method: 'POST', body, headers });

  it.each([
    ['broken JSON', '{"address":', null],
    ['no object', '"text"', null],
    ['a list', '[]', null],
    ['nothing', '', 'address'],
    ['no address', '{}', 'address'],
    ['an empty address', '{"address":"  "}', 'address'],
    ['an address that is no text', '{"address":{"$gt":""}}', 'address'],
    ['a key too many', '{"address":"https://a.example","admin":true}', 'admin'],
    ['a prototype', '{"address":"https://a.example","__proto__":{"admin":true}}', '__proto__'],
  ])('with %s is refused, and nothing is stored', async (_case, body, field) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(shapes.Problem.parse(answer.body).error).toMatchObject({ code: 'bad-input', field });
    expect(await world.store.channels()).toEqual([]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('larger than 64 kB is refused', async () => {
    const answer = await post({ address: 'a'.repeat(70_000) });
    expect(answer.status).toBe(413);
    expect(shapes.Problem.parse(answer.body).error.message).toContain('64 kB');
  });

  it('in another character set than UTF-8 is refused', async () => {
    const answer = await post('{}', { 'Content-Type': 'application/json; charset=ebcdic' });
    expect(answer.status).toBe(415);
    expect(shapes.Problem.parse(answer.body).error.code).toBe('wrong-type');
  });
});

describe('an address', () => {
  it('that does not exist is answered in the one error shape', async () => {
    for (const path of [
      '/api',
      '/api/',
      '/api/nothing',
      '/api/mentions/1',
      '/api/../etc/passwd',
      '/nothing',
      '/api/channels/a/b',
    ]) {
      const { status, body } = await ask(`${world.url}${path}`);
      expect([path, status, shapes.Problem.parse(body).error.code]).toEqual([path, 404, 'not-found']);
    }
  });

  it('that cannot be decoded is a mistake of the client', async () => {
    const { status, body } = await ask(`${world.url}/api/channels/%E0%A4%A`, { method: 'DELETE' });
    expect([status, shapes.Problem.parse(body).error.code]).toEqual([400, 'bad-input']);
  });

  it('says which methods it has', async () => {
    const { status, body, headers } = await ask(`${world.url}/api/mentions`, { method: 'PUT', body: {} });
    expect([status, shapes.Problem.parse(body).error.code]).toEqual([405, 'wrong-method']);
    expect(headers.get('allow')).toBe('OPTIONS, GET, HEAD');
  });

  it('answers HEAD as GET, without a body', async () => {
    const head = await fetch(`${world.url}/api/mentions`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${world.url}/api/mentions?system=x`, { method: 'HEAD' })).status).toBe(400);
  });
});
