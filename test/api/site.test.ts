import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { World } from './world.ts';
import { openAccess, startWorld } from './world.ts';

let folder: string;
let world: World;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripplewatch-site-'));
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true });
  await writeFile(join(folder, 'dist', 'index.html'), '<!doctype html><title>Ripplewatch</title>');
  await writeFile(join(folder, 'dist', 'assets', 'main-B1a2c3d4.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'dist', '.hidden'), 'secret');
  world = await startWorld({ dashboard: join(folder, 'dist'), access: { ...openAccess, password: 'a long enough password' } });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

it('serves every screen of the dashboard to somebody who has yet to sign in', async () => {
  for (const path of ['/', '/mentions', '/mentions?system=emis-web', '/sign-in', '/index.html']) {
    const response = await fetch(`${world.url}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).toContain('<title>Ripplewatch');
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('cache-control')).toBe('no-cache');
  }
});

it('lets browsers keep the files whose name changes with their content', async () => {
  const response = await fetch(`${world.url}/assets/main-B1a2c3d4.js`);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
});

it('answers 404 for a file that is not there, and never leaves its folder', async () => {
  for (const path of [
    '/assets/gone.js',
    '/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/.hidden',
    '/assets/..%5c..%5csecret.txt',
  ]) {
    const response = await fetch(`${world.url}${path}`);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain('secret\n');
  }
});

it('answers the API’s addresses as the API, the unknown ones too', async () => {
  for (const path of ['/api/nothing', '/api', '/api/state']) expect((await fetch(`${world.url}${path}`)).status).toBe(401);
  expect((await fetch(`${world.url}/mentions`, { method: 'POST', headers: { 'Content-Type': 'application/json' } })).status).toBe(
    404,
  );
});
