import openapiTS from 'openapi-typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { openApiDocument, routes } from '../../src/api/routes.ts';
import { shapes } from '../../src/api/shapes.ts';
import type { Notice } from '../../src/core/types.ts';
import { phases } from '../../src/core/types.ts';
import { filters } from '../../src/store/filters.ts';
import { quietRun } from '../store/samples.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { makeChannel, now, seedMentions, startedAt, startWorld } from './world.ts';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

let world: World;

const notice: Notice = {
  id: 'k1',
  channel: makeChannel().id,
  title: 'Slow sign-in (invented)',
  body: 'Investigating: we are looking.',
  url: 'https://status.example/incidents/k1',
  status: 'investigating',
  impact: 'minor',
  components: ['Sign-in'],
  systems: ['emis-web'],
  publishedAt: '2024-07-19T09:00:00.000Z',
  updatedAt: null,
  seenAt: '2024-07-19T09:05:00.000Z',
};

beforeAll(async () => {
  world = await startWorld({
    seed: async (store) => {
      await seedMentions(store);
      await store.saveChannel(makeChannel());
      await store.saveBatch({ mentions: [], removed: [], notices: [notice], channel: null, cursor: null });
      await store.startRun({ id: 'run-1', channel: makeChannel().id, startedAt });
      const outcome = { outcome: 'failed', failure: 'unreachable', message: 'It did not answer.' } as const;
      await store.finishRun({
        ...quietRun,
        id: 'run-1',
        channel: makeChannel().id,
        finishedAt: startedAt,
        ...outcome,
        nextAt: now,
      });
    },
  });
});
afterAll(() => world.close());

describe('the OpenAPI document', () => {
  it('is what the server hands out, and describes every address that it serves', async () => {
    const { body } = await ask(`${world.url}/api/openapi.json`);
    expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument('0.0.0-test'))));
    const described = Object.entries((body as Document).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(described.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('is valid OpenAPI 3.1: the generator of the dashboard’s types reads it', async () => {
    const nodes = await openapiTS(JSON.stringify(openApiDocument('0.0.0-test')));
    expect(nodes.length).toBeGreaterThan(3);
  });

  it('gives every filter as a parameter wherever filters are taken', async () => {
    const { paths } = (await ask(`${world.url}/api/openapi.json`)).body as Document;
    for (const path of ['/api/mentions', '/api/counts', '/api/export', '/api/export/manifest']) {
      const names = paths[path]?.['get']?.parameters?.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(filters.map(({ name }) => name)));
    }
  });

  it('lists no parameter that the server refuses as unknown', async () => {
    const { paths } = (await ask(`${world.url}/api/openapi.json`)).body as Document;
    for (const [path, methods] of Object.entries(paths)) {
      for (const { name, in: where } of methods['get']?.parameters ?? []) {
        if (where !== 'query') continue;
        const { status, body } = await ask(`${world.url}${path}?${name}=%21`).catch(() => ({ status: 200, body: null }));
        if (status !== 200) expect(shapes.Problem.parse(body).error.message).not.toContain('no parameter');
      }
    }
  });
});

const answers: readonly (readonly [string, z.ZodType])[] = [
  ['/healthz', shapes.Alive],
  ['/readyz', shapes.Ready],
  ['/api/state', shapes.State],
  ['/api/changes', shapes.Revision],
  ['/api/state?dataset=live', shapes.State],
  ['/api/mentions', shapes.Mentions],
  ['/api/mentions?phase=all&limit=3', shapes.Mentions],
  ['/api/counts', shapes.Counts],
  ['/api/counts?bucket=hour', shapes.Counts],
  ['/api/counts?bucket=day&key=system', shapes.Counts],
  ['/api/areas', shapes.Areas],
  ['/api/areas?at=2024-07-19', shapes.Areas],
  ['/api/vocabulary', shapes.Vocabulary],
  ['/api/channels', shapes.Channels],
  ['/api/governance', shapes.Governance],
  ['/api/proposals', shapes.Proposals],
  ['/api/coverage', shapes.Coverage],
  ['/api/defaults', shapes.Defaults],
  ['/api/runs', shapes.Runs],
  ['/api/blind', shapes.BlindPeriods],
  ['/api/blind?platform=feed&area=Y62&system=emis-web&kind=practice', shapes.BlindPeriods],
  ['/api/sight', shapes.Sights],
  ['/api/sight?by=platform&from=2024-07-19', shapes.Sights],
  ['/api/notices', shapes.Notices],
  ['/api/notices?from=2024-07-19&to=2024-07-19', shapes.Notices],
  ['/api/leadtimes', shapes.LeadTimes],
  ['/api/leadtimes?system=emis-web&from=2024-07-19', shapes.LeadTimes],
  ['/api/export/manifest', shapes.Document],
  ['/api/openapi.json', shapes.Document],
];

describe('a real answer', () => {
  it.each(answers)('of %s has the documented shape, nothing missing and nothing more', async (path, shape) => {
    const { status, body } = await ask(`${world.url}${path}`);
    expect(status).toBe(200);
    expect(shape.parse(body)).toEqual(body);
  });

  it('holds the notices of the span and what the posts were compared with', async () => {
    const { body } = await ask(`${world.url}/api/notices?from=2024-07-19&to=2024-07-19`);
    expect(shapes.Notices.parse(body).items).toEqual([{ ...notice, page: 'A practice' }]);
    const compared = shapes.LeadTimes.parse((await ask(`${world.url}/api/leadtimes?system=emis-web`)).body);
    expect(compared.items[0]).toMatchObject({ system: 'emis-web', notice: { title: notice.title } });
    expect(compared.items[0]?.says).toContain(notice.title);
  });

  it('is asked for above from every address that answers GET with JSON', () => {
    const answering = routes.filter((route) => route.method === 'get' && route.answers[200]?.schema !== null);
    const asked = new Set(answers.map(([path]) => path.split('?')[0]));
    expect(answering.map(({ path }) => path).filter((path) => !asked.has(path))).toEqual([]);
  });

  it('has the schema that its route documents', () => {
    for (const [path, shape] of answers) {
      const route = routes.find((one) => one.method === 'get' && one.path === path.split('?')[0]);
      expect(route?.answers[200]?.schema, path).toBe(shape);
    }
  });
});

describe('lists', () => {
  it('page through everything once, whatever the size of the page', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await ask(`${world.url}/api/mentions?limit=5${after}`);
      const page = shapes.Mentions.parse(body);
      expect(page.total).toBe(13);
      seen.push(...page.items.map(({ post }) => post.id));
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
    } while (after !== '');
    expect(seen).toHaveLength(13);
    expect(new Set(seen).size).toBe(13);
    expect(seen.slice(-1)).toEqual(['live-200']);
  });

  it('leave the platform’s original out of what a screen gets', async () => {
    const { body } = await ask(`${world.url}/api/mentions?limit=1`);
    expect(JSON.stringify(body)).not.toContain('original');
  });

  it('say the filters in words and as parameters that lead back to the same rows', async () => {
    const { body } = await ask(`${world.url}/api/mentions?system=emis-web&from=2024-07-19&to=2024-07-19&phase=all`);
    const page = shapes.Mentions.parse(body);
    expect(page.query.words).toContain('emis-web');
    const again = await ask(`${world.url}/api/mentions?${new URLSearchParams(page.query.params).toString()}`);
    expect(again.body).toEqual(body);
  });

  it('count by phase what the totals count', async () => {
    const { body } = await ask(`${world.url}/api/counts?key=phase&phase=all`);
    const { items, totals } = shapes.Counts.parse(body);
    expect(totals).toMatchObject({ mentions: 15, undated: 1 });
    expect(items.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(15);
    expect(items.every(({ key }) => phases.some((phase) => phase === key))).toBe(true);
  });

  it('give the areas of a day: 42 ICBs in 2024, 36 now', async () => {
    const icbs = async (at: string): Promise<number> => {
      const { body } = await ask(`${world.url}/api/areas?at=${at}`);
      return shapes.Areas.parse(body).items.filter(({ kind }) => kind === 'icb').length;
    };
    expect([await icbs('2024-07-19'), await icbs('2026-04-01')]).toEqual([42, 36]);
  });

  it('show a channel that failed with its health, and its blind period', async () => {
    const { body } = await ask(`${world.url}/api/channels`);
    const page = shapes.Channels.parse(body);
    expect(page.items[0]).toMatchObject({ health: 'failing', failures: 1 });
    expect(page).toMatchObject({ all: 1, troubled: 1, troubledAlone: 1, next: null });
    const state = shapes.State.parse((await ask(`${world.url}/api/state`)).body);
    expect(state.channels).toEqual({ total: 1, troubled: 1 });
    const blind = shapes.BlindPeriods.parse((await ask(`${world.url}/api/blind?from=2024-07-19&to=2024-07-20`)).body);
    expect(blind.items).toEqual([
      { channel: makeChannel().id, title: makeChannel().title, from: startedAt, to: null, why: 'It did not answer.' },
    ]);
  });

  it('say how many channels gave an answer, and refuse what is no platform, area, system or kind', async () => {
    const sight = async (query: string) => (await ask(`${world.url}/api/sight?${query}`)).body;
    expect(shapes.Sights.parse(await sight('by=platform')).items).toEqual([
      { key: makeChannel().platform, channels: 1, seen: 0, organisations: 0, organisationsSeen: 0 },
    ]);
    for (const wrong of ['by=channel', 'platform=myspace', 'area=nowhere', 'system=none', 'kind=circus']) {
      const [field] = wrong.split('=');
      expect(shapes.Problem.parse(await sight(wrong)).error, wrong).toMatchObject({ field });
    }
  });
});
