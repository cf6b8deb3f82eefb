import { afterEach, describe, expect, it } from 'vitest';
import { shapes } from '../../src/api/shapes.ts';
import { addMs } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { now, openAccess, startWorld } from './world.ts';

let world: World | null = null;

afterEach(async () => {
  await world?.close();
  world = null;
});

const password = 'a long enough password';
const token = 'a-token-of-some-length';

describe('without anything configured on loopback', () => {
  it('everybody at this computer may look and change, and the record says so', async () => {
    world = await startWorld();
    const { body } = await ask(`${world.url}/api/state`);
    expect(shapes.State.parse(body)).toMatchObject({ allowedActions: true, signedInAs: null });
    expect((await ask(`${world.url}/api/demo`, { method: 'POST', body: {} })).status).toBe(201);
    expect(await world.store.changes(5)).toEqual([
      { at: now, who: 'dashboard (this computer)', what: 'loaded the demonstration' },
    ]);
  });

  it('there is no password to sign in with', async () => {
    world = await startWorld();
    const { status } = await ask(`${world.url}/api/session`, { method: 'POST', body: { password, name: 'Jo' } });
    expect(status).toBe(404);
  });
});

describe('where signing in is required', () => {
  it('nothing of the API is answered to a stranger but the health of the process', async () => {
    world = await startWorld({ access: { ...openAccess, token, password } });
    const paths = [
      'state',
      'mentions',
      'counts',
      'areas',
      'vocabulary',
      'channels',
      'runs',
      'blind',
      'export',
      'export/manifest',
      'openapi.json',
      'nothing',
      '',
    ];
    for (const path of paths) {
      const { status, body, headers } = await ask(`${world.url}/api/${path}`);
      expect([path, status, shapes.Problem.parse(body).error.code]).toEqual([path, 401, 'unauthorised']);
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
    expect((await ask(`${world.url}/API/state`)).status).toBe(401);
    expect((await ask(`${world.url}/api/demo`, { method: 'POST', body: {} })).status).toBe(401);
    expect((await ask(`${world.url}/api/channels/x`, { method: 'DELETE' })).status).toBe(401);
    expect((await ask(`${world.url}/healthz`)).status).toBe(200);
    expect((await ask(`${world.url}/readyz`)).status).toBe(200);
    expect(await world.store.changes(5)).toEqual([]);
  });

  it('nobody gets in where no way in is configured', async () => {
    world = await startWorld({ access: { ...openAccess, required: true } });
    for (const headers of [{}, { Authorization: 'Bearer ' }, { Authorization: 'Bearer null' }, { Cookie: 'ripplewatch=e30=' }]) {
      expect((await ask(`${world.url}/api/state`, { headers })).status).toBe(401);
    }
  });
});

describe('a bearer token', () => {
  it('opens everything, wherever it is exactly right', async () => {
    world = await startWorld({ access: { ...openAccess, token } });
    const right = { Authorization: `Bearer ${token}` };
    expect((await ask(`${world.url}/api/state`, { headers: right })).status).toBe(200);
    expect((await ask(`${world.url}/api/demo`, { method: 'POST', body: {}, headers: right })).status).toBe(201);
    expect((await world.store.changes(5))[0]?.who).toBe('API token');
    for (const wrong of [
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Basic ${token}`,
      token,
      'Bearer',
      `Bearer ${token} x`,
    ]) {
      expect((await ask(`${world.url}/api/state`, { headers: { Authorization: wrong } })).status).toBe(401);
    }
  });
});

describe('a password', () => {
  const signIn = (url: string, body: unknown) => ask(`${url}/api/session`, { method: 'POST', body });
  const cookieOf = (headers: Headers): string =>
    headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');

  it('signs in under a name, which the record of changes then carries', async () => {
    world = await startWorld({ access: { ...openAccess, password } });
    const { status, headers } = await signIn(world.url, { password, name: ' Jo Smith ' });
    expect(status).toBe(204);
    for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/; httponly/i);
    for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/; samesite=strict/i);
    const signedIn = { Cookie: cookieOf(headers) };
    const { body } = await ask(`${world.url}/api/state`, { headers: signedIn });
    expect(shapes.State.parse(body)).toMatchObject({ allowedActions: true, signedInAs: 'Jo Smith' });
    await ask(`${world.url}/api/demo`, { method: 'POST', body: {}, headers: signedIn });
    expect((await world.store.changes(5))[0]?.who).toBe('dashboard (Jo Smith)');
    const out = await ask(`${world.url}/api/session`, { method: 'DELETE', headers: signedIn });
    expect([out.status, cookieOf(out.headers)]).toEqual([204, expect.stringMatching(/ripplewatch=(;|$)/)]);
  });

  it('refuses a wrong one, a missing name and a name that could forge a line', async () => {
    world = await startWorld({ access: { ...openAccess, password } });
    const wrong = await signIn(world.url, { password: `${password}x`, name: 'Jo' });
    expect([wrong.status, shapes.Problem.parse(wrong.body).error.field]).toEqual([401, 'password']);
    expect(wrong.headers.getSetCookie()).toEqual([]);
    for (const name of ['', '  ', 'a\nb', 'a\u202eb', 'a'.repeat(81), 5]) {
      const answer = await signIn(world.url, { password, name });
      expect([answer.status, shapes.Problem.parse(answer.body).error.field]).toEqual([400, 'name']);
    }
  });

  it('does not accept a cookie that was changed, or signed under another password', async () => {
    world = await startWorld({ access: { ...openAccess, password } });
    const [value = '', signature = ''] = cookieOf((await signIn(world.url, { password, name: 'Jo' })).headers).split('; ');
    const forged = `ripplewatch=${Buffer.from(JSON.stringify({ name: 'Boss', at: now })).toString('base64')}`;
    for (const cookie of [value, forged, `${forged}; ${signature}`, `${value}; ripplewatch.sig=AAAA`]) {
      expect((await ask(`${world.url}/api/state`, { headers: { Cookie: cookie } })).status).toBe(401);
    }
    const later = await startWorld({ access: { ...openAccess, password: `${password}2` } });
    const answer = await ask(`${later.url}/api/state`, { headers: { Cookie: `${value}; ${signature}` } });
    await later.close();
    expect(answer.status).toBe(401);
  });

  it('holds for 12 hours, whatever the browser keeps', async () => {
    let at: Instant = now;
    world = await startWorld({ access: { ...openAccess, password }, clock: () => at });
    const headers = { Cookie: cookieOf((await signIn(world.url, { password, name: 'Jo' })).headers) };
    at = addMs(now, 12 * 3_600_000 - 1);
    expect((await ask(`${world.url}/api/state`, { headers })).status).toBe(200);
    at = addMs(now, 12 * 3_600_000);
    expect((await ask(`${world.url}/api/state`, { headers })).status).toBe(401);
  });

  it('is kept to TLS where the trusted proxy says that there is TLS, and believes nobody else', async () => {
    const secure = async (proxyAddress: string): Promise<boolean> => {
      world = await startWorld({ access: { ...openAccess, password, proxyHeader: 'X-Remote-User', proxyAddress } });
      const headers = { 'X-Forwarded-Proto': 'https' };
      const answer = await ask(`${world.url}/api/session`, { method: 'POST', body: { password, name: 'Jo' }, headers });
      await world.close();
      return answer.headers.getSetCookie().every((cookie) => /; secure/i.test(cookie));
    };
    expect([await secure('127.0.0.1'), await secure('10.0.0.5')]).toEqual([true, false]);
    world = null;
  });

  it('cannot be guessed at for long', async () => {
    world = await startWorld({ access: { ...openAccess, password } });
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1)
      statuses.push((await signIn(world.url, { password: 'guess', name: 'Jo' })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    const right = await signIn(world.url, { password, name: 'Jo' });
    expect([right.status, shapes.Problem.parse(right.body).error.code]).toEqual([429, 'too-many']);
    expect(right.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('a trusted proxy', () => {
  const proxied = { ...openAccess, proxyHeader: 'X-Remote-User', proxyAddress: '127.0.0.1' };

  it('says who the person is', async () => {
    world = await startWorld({ access: proxied });
    const { body } = await ask(`${world.url}/api/state`, { headers: { 'X-Remote-User': 'jo.smith' } });
    expect(shapes.State.parse(body).signedInAs).toBe('jo.smith');
    expect((await ask(`${world.url}/api/state`)).status).toBe(401);
    expect((await ask(`${world.url}/api/state`, { headers: { 'X-Remote-User': '' } })).status).toBe(401);
  });

  it('is believed from its own address alone', async () => {
    const claim = { headers: { 'X-Remote-User': 'jo.smith', 'X-Forwarded-For': '10.0.0.5' } };
    world = await startWorld({ access: { ...proxied, proxyAddress: '10.0.0.5' } });
    expect((await ask(`${world.url}/api/state`, claim)).status).toBe(401);
    await world.close();
    world = await startWorld({ access: { ...proxied, proxyAddress: null } });
    expect((await ask(`${world.url}/api/state`, claim)).status).toBe(401);
    await world.close();
    world = await startWorld({ access: { ...proxied, proxyAddress: '127.0.0.0/8' } });
    expect((await ask(`${world.url}/api/state`, claim)).status).toBe(200);
  });

  it('needs an address that is one', async () => {
    await expect(startWorld({ access: { ...proxied, proxyAddress: 'proxy.example' } })).rejects.toThrow(/IP address/);
  });
});
