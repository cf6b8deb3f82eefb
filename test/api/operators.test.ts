import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../../src/api/routes.ts';
import { shapes } from '../../src/api/shapes.ts';
import { filters } from '../../src/store/filters.ts';
import { ask } from './ask.ts';
import type { World } from './world.ts';
import { makeChannel, seedMentions, startedAt, startWorld } from './world.ts';

// What a database would take for an operator is text or a mistake, at every address that there is: a new route is tried by being in the list.
let world: World;

beforeAll(async () => {
  world = await startWorld({
    seed: async (store) => {
      await seedMentions(store);
      await store.saveChannel(makeChannel());
      await store.startRun({ id: 'run-1', channel: makeChannel().id, startedAt });
    },
  });
});
afterAll(() => world.close());

const operators = ['$ne', '$gt', '$regex', '$where', '', 'a', '__proto__', 'constructor', '0'];
const values = [
  '{"$ne":null}',
  '[$ne]=',
  '{"$gt":""}',
  '$where',
  '$ne',
  '__proto__',
  'constructor',
  'this.a==this.a',
  '.*',
  "' OR 1=1 --",
  '%',
  '*',
  '{"$regex":".*"}',
  'x'.repeat(5000),
];

const reading = routes.filter(({ method, path }) => method === 'get' && !path.includes(':'));
const paramsOf = (route: (typeof routes)[number]): readonly string[] => [
  ...(route.filtered === true ? filters.map(({ name }) => name) : []),
  ...(route.params ?? []).map(({ name }) => name),
];

describe.each(reading.map((route) => [route.path, paramsOf(route)] as const))('GET %s', (path, params) => {
  const get = async (query: string) => {
    const response = await fetch(`${world.url}${path}?${query}`);
    return { status: response.status, text: await response.text() };
  };
  const refuses = async (query: string): Promise<void> => {
    const { status, text } = await get(query);
    expect([query.slice(0, 60), status]).toEqual([query.slice(0, 60), 400]);
    const { error } = shapes.Problem.parse(JSON.parse(text));
    expect([error.code, error.message.endsWith('.')]).toEqual(['bad-input', true]);
    expect(error.field, query.slice(0, 60)).not.toBeNull();
  };

  it('takes no name with an operator in it, and no name twice', async () => {
    for (const name of [...params, 'anything']) {
      for (const inner of operators) await refuses(`${encodeURIComponent(`${name}[${inner}]`)}=x`);
      for (const odd of [`${name}[$ne]=`, `${name}[]=x`, `${name}.$ne=x`, `$${name}=x`, `${name}=a&${name}=b`])
        await refuses(odd);
    }
    for (const name of ['__proto__', 'constructor', 'toString', '$where']) await refuses(`${name}=x`);
  });

  const tries = params.length > 0 ? it : null;
  tries?.('takes every value as text: refused with a sentence, or found nowhere', async () => {
    for (const name of params) {
      for (const value of values) {
        const { status, text } = await get(`${name}=${encodeURIComponent(value)}`);
        if (status === 400) {
          const { error } = shapes.Problem.parse(JSON.parse(text));
          expect([error.code, error.field, error.message.endsWith('.')]).toEqual(['bad-input', name, true]);
        } else {
          expect([name, value.slice(0, 40), status]).toEqual([name, value.slice(0, 40), 200]);
          expect([name, value.slice(0, 40), rowsIn(path, text)]).toEqual([name, value.slice(0, 40), 0]);
        }
      }
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

/** How many rows an answer holds, in whatever shape. */
function rowsIn(path: string, text: string): number {
  if (path === '/api/export') return text.trim().split('\n').length - 1;
  const { items, rows } = z
    .looseObject({ items: z.array(z.unknown()).optional(), rows: z.number().optional() })
    .parse(JSON.parse(text));
  return items?.length ?? rows ?? Number.NaN;
}

// Signing out reads nothing at all.
const writing = routes.filter(({ method, path }) => method !== 'get' && !(method === 'delete' && path === '/api/session'));
const fill = (path: string): string => path.replace(/:(\w+)/g, encodeURIComponent('{"$ne":null}'));

describe.each(writing.map((route) => [route.method.toUpperCase(), route.path, route] as const))(
  '%s %s',
  (method, path, route) => {
    const shape = route.body instanceof z.ZodObject ? Object.keys(route.body.shape) : [];
    const held = async () => ({ ...(await world.store.holdings()), revision: await world.store.revision() });

    const written = route.body === undefined ? null : it;
    written?.('takes no operator in its body', async () => {
      expect(shape.length).toBeGreaterThan(0);
      const before = await held();
      const bodies: unknown[] = [
        ...shape.flatMap((key) => [{ $ne: null }, [{ $gt: '' }], { $where: '1' }, 7e300].map((value) => ({ [key]: value }))),
        ...shape.flatMap((key) => [{ [`${key}.$ne`]: 'x' }, { [`$${key}`]: 'x' }]),
        '{"__proto__":{"admin":true}}',
        '{"constructor":{"prototype":{"admin":true}}}',
        '[{"$ne":null}]',
      ];
      for (const body of bodies) {
        const answer = await ask(`${world.url}${fill(path)}`, { method, body });
        expect([JSON.stringify(body), answer.status]).toEqual([
          JSON.stringify(body),
          path === '/api/session' ? expect.any(Number) : 400,
        ]);
        const { error } = shapes.Problem.parse(answer.body);
        expect(error.message).toMatch(/\.$/);
      }
      expect(await held()).toEqual(before);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });

    const named = path.includes(':') ? it : null;
    named?.('takes an operator in its path for the name of something that is not there', async () => {
      const before = await held();
      const { status, body } = await ask(`${world.url}${fill(path)}`, {
        method,
        ...(route.body === undefined ? {} : { body: {} }),
      });
      expect([400, 404]).toContain(status);
      expect(shapes.Problem.parse(body).error.message).toMatch(/\.$/);
      expect(await held()).toEqual(before);
    });

    // Whoever tries to sign in too often is turned away before anything is read.
    const asked = path === '/api/session' ? null : it;
    asked?.('takes no parameter that it does not know', async () => {
      const { status } = await ask(`${world.url}${fill(path)}?dataset[$ne]=x`, {
        method,
        ...(route.body === undefined ? {} : { body: {} }),
      });
      expect(status).toBe(400);
    });
  },
);
