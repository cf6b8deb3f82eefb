import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { settings } from '../../../src/settings.ts';
import { told } from '../told.ts';

const { COMPOSE_READER: reader } = told('COMPOSE_READER');
const root = join(import.meta.dirname, '..', '..', '..');
const file = join(root, 'compose.yaml');

const model = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.looseObject({ host_ip: z.string().optional(), target: z.number() })).optional(),
      volumes: z.array(z.looseObject({ source: z.string(), target: z.string(), type: z.string() })),
      depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

async function read(path: string, ...flags: readonly string[]): Promise<z.output<typeof model>> {
  const { stdout } = await promisify(execFile)(reader, [...flags, '-format', 'json', path], { cwd: root });
  return model.parse(JSON.parse(stdout));
}

test('compose.yaml holds what the specification allows, with the database reachable from beside it alone', async () => {
  const { services, volumes } = await read(file, '-no-interpolation');
  expect(Object.keys(services)).toEqual(['mongodb', 'ripplewatch']);
  expect(services['mongodb']?.ports).toBeUndefined();
  expect(services['ripplewatch']?.ports).toMatchObject([{ host_ip: '127.0.0.1', target: 8140 }]);
  expect(services['ripplewatch']?.depends_on).toMatchObject({ mongodb: { condition: 'service_healthy' } });
  const used = Object.values(services).flatMap((service) => service.volumes.map(({ source }) => source));
  expect(used.toSorted()).toEqual(Object.keys(volumes).toSorted());
  const known = new Set<string>(settings.map(({ name }) => name));
  expect(Object.keys(services['ripplewatch']?.environment ?? {}).filter((name) => !known.has(name))).toEqual([]);
});

test('without its secrets it is refused, each by name and with what would be right', async () => {
  const refused = promisify(execFile)(reader, ['-format', 'json', file], { cwd: root, env: { PATH: process.env['PATH'] } });
  const said = await refused.then(
    () => '',
    (error: unknown) => String((error as { stderr?: string }).stderr),
  );
  for (const name of ['MONGODB_KEY', 'MONGODB_PASSWORD', 'RIPPLEWATCH_PASSWORD']) {
    expect(said).toMatch(new RegExp(`required variable ${name} is missing a value: .{10}`));
  }
});

test('a mistake in it would be found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ripplewatch-compose-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const spoilt = join(folder, 'compose.yaml');
  await writeFile(spoilt, (await readFile(file, 'utf8')).replace('healthcheck:', 'healthchek:'));
  await expect(read(spoilt, '-no-interpolation')).rejects.toThrow('healthchek');
});
