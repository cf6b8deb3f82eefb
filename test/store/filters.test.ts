import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import type { Instant, Vocabulary } from '../../src/core/types.ts';
import { authorKinds, causes, phases, services, voices } from '../../src/core/types.ts';
import type { MentionQuery } from '../../src/store/filters.ts';
import { conditions, filters, readQuery, sayQuery, writeQuery } from '../../src/store/filters.ts';
import { roles } from '../../src/store/query.ts';
import { sampleAreas } from './samples.ts';

const asTerms = (ids: readonly string[]) => ids.map((id) => ({ id, title: id }));
const vocabulary: Vocabulary = {
  platforms: asTerms(['feed', 'web', 'mastodon', 'file']),
  systems: [
    { id: 'emis-web', title: 'EMIS Web' },
    { id: 'systmone', title: 'SystmOne' },
    { id: 'eps', title: 'Electronic Prescription Service' },
    { id: 'crowdstrike-falcon', title: 'CrowdStrike Falcon' },
  ],
  services: asTerms(services),
  causes: asTerms(causes),
  advices: [],
  phases: asTerms(phases),
  voices: asTerms(voices),
  authorKinds: asTerms(authorKinds),
  areas: sampleAreas,
};
const read = (params: Record<string, string | undefined>) => readQuery(params, vocabulary, 'live');
const outage = { dataset: 'live', phases: ['disrupted', 'recovering', 'restored'] };

function refusal(params: Record<string, string>): InputError {
  try {
    read(params);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(params)} was accepted`);
}

describe('reading a query', () => {
  it('asks for outage posts of the given dataset when nothing is said, and takes blank parameters as nothing', () => {
    expect(read({})).toEqual(outage);
    expect(read({ q: '', system: ' ', from: undefined })).toEqual(outage);
  });

  it('reads lists, choices, words and phases', () => {
    expect(
      read({
        system: 'EMIS-web, eps,eps',
        role: 'cause',
        area: 'y62',
        q: ' slow  today ',
        phase: 'none,outage',
        dataset: 'demo',
      }),
    ).toEqual({
      dataset: 'demo',
      systems: ['emis-web', 'eps'],
      role: 'cause',
      areas: ['Y62'],
      text: 'slow  today',
      phases: ['disrupted', 'recovering', 'restored', 'none'],
    });
    expect(read({ phase: 'all' }).phases).toEqual(phases);
    expect(read({ system: 'other:Acme Till' }).systems).toEqual(['other:Acme Till']);
  });

  it('takes a day as a whole day in London and an instant as it is, even with its plus sign lost in a URL', () => {
    expect(read({ from: '2024-07-19', to: '2024-07-19' })).toMatchObject({
      from: '2024-07-18T23:00:00.000Z',
      to: '2024-07-19T23:00:00.000Z',
    });
    expect(read({ from: '2024-10-27', to: '2024-10-27' })).toMatchObject({
      from: '2024-10-26T23:00:00.000Z',
      to: '2024-10-28T00:00:00.000Z',
    });
    expect(read({ from: '2024-07-19T08:00:00 01:00' }).from).toBe('2024-07-19T07:00:00.000Z');
  });

  it.each([
    [{ sytem: 'eps' }, 'sytem', 'filter "sytem" is not known; did you mean system?'],
    [{ system: 'emis' }, 'system', 'system "emis" is not known; did you mean emis-web?'],
    [{ system: 'crowdstrike' }, 'system', 'system "crowdstrike" is not known; did you mean crowdstrike-falcon?'],
    [{ area: 'north west' }, 'area', 'area "north west" is not known; did you mean Y62 (North West)?'],
    [{ voice: 'zzz' }, 'voice', 'voice "zzz" is not known; it takes own, relayed.'],
    [{ role: 'casue' }, 'role', 'role "casue" is not known; did you mean cause?'],
    [{ phase: 'disruptd' }, 'phase', 'phase "disruptd" is not known; did you mean disrupted?'],
    [{ system: ' , ' }, 'system', 'system is a list without a value in it.'],
    [{ from: '2024-07-19T07:00' }, 'from', /^from "2024-07-19T07:00" is not a time; give a London day such as 2024-07-19/],
    [{ to: '19/07/2024' }, 'to', /^to "19\/07\/2024" is not a time/],
    [{ to: '2024-02-30' }, 'to', /is not a time/],
    [{ from: '2024-07-20', to: '2024-07-19' }, 'from', 'from must lie before to; a day given as to is included.'],
    [{ q: '*"?' }, 'q', 'q needs at least one letter or digit to look for.'],
    [{ q: 'a\u0000b' }, 'q', 'q holds a control character; only printable text can be looked for.'],
    [{ statement: 'x'.repeat(500) }, 'statement', 'statement may be at most 200 characters long.'],
    [{ channel: 'feed\u001b[2J' }, 'channel', /control character/],
  ])('refuses %j and says what would be right', (params, field, message) => {
    const error = refusal(params);
    expect(error.field).toBe(field);
    expect(error.message).toMatch(message instanceof RegExp ? message : new RegExp(`^${RegExp.escape(message)}$`, 'u'));
  });

  it('never repeats a line break or an endless value of the asker', () => {
    const { message } = refusal({ system: `evil\u2028line${'x'.repeat(290)}` });
    expect(message).not.toMatch(/[\n\r\u2028]/u);
    expect(message.length).toBeLessThan(150);
  });
});

describe('writing a query', () => {
  it('gives parameters that read back to the same query, whatever it asks', () => {
    const free = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter((text) => text.trim() === text && !/\p{Cc}/u.test(text) && text.isWellFormed());
    const freeList = fc.uniqueArray(fc.oneof(free, fc.constantFrom('a,b', 'c\\', '\\,', ',')), { minLength: 1, maxLength: 4 });
    const some = <T>(values: readonly T[]) => fc.subarray([...values], { minLength: 1 });
    const instants = fc
      .tuple(fc.integer({ min: -3e9, max: 4e9 }), fc.integer({ min: 1, max: 1e8 }), fc.boolean())
      .map(([seconds, later, midnight]) => {
        const at = (s: number) => new Date((midnight ? Math.floor(s / 86_400) * 86_400 : s) * 1000).toISOString() as Instant;
        return { from: at(seconds), to: at(seconds + later + 86_400) };
      });
    const query = fc
      .tuple(
        fc.record({ dataset: free, phases: some(phases) }),
        fc.option(instants, { nil: {} }),
        fc.record(
          {
            systems: some(['emis-web', 'systmone', 'other:a, b']),
            role: fc.constantFrom(...roles),
            areas: some(['Y62', 'QYG', 'WAL']),
            services: some(services),
            causes: some(causes),
            voice: fc.constantFrom(...voices),
            authorKinds: some(authorKinds),
            platforms: some(['feed', 'web']),
            channels: freeList,
            organisations: freeList,
            statement: free,
            reviewed: fc.constantFrom('yes' as const, 'no' as const),
            text: free.filter((text) => /[\p{L}\p{N}]/u.test(text)),
          },
          { requiredKeys: [] },
        ),
      )
      .map(([base, span, rest]): MentionQuery => ({ ...base, ...span, ...rest }));
    fc.assert(
      fc.property(query, (asked) => {
        expect(readQuery(writeQuery(asked), vocabulary, 'another')).toEqual(asked);
      }),
      { numRuns: 500 },
    );
  });

  it('writes whole London days as days and leaves out the default phase', () => {
    const params = { system: 'emis-web', from: '2024-07-19', to: '2024-07-20', dataset: 'live' };
    expect(writeQuery(read(params))).toEqual(params);
    expect(writeQuery(read({ phase: 'all' }))).toEqual({ phase: 'all', dataset: 'live' });
  });
});

describe('the neutral conditions', () => {
  const areaCodes = (area: string) => {
    const condition = conditions(read({ area }), vocabulary).find((one) => one.op === 'in' && one.field === 'area');
    return condition?.op === 'in' ? [...condition.values].sort() : [];
  };

  it('roll a region up to its ICBs of every date and a country to everything in it', () => {
    expect(areaCodes('Y62')).toEqual(['QNEW', 'QOLD', 'QOLDER', 'QYG', 'Y62']);
    expect(areaCodes('ENG')).toEqual(['ENG', 'QNEW', 'QOLD', 'QOLDER', 'QWO', 'QYG', 'Y62', 'Y63']);
    expect(areaCodes('WAL')).toEqual(['7A1', 'WAL']);
  });

  it('roll an ICB up to those merged into it, through every merger, but only where it took the largest share', () => {
    expect(areaCodes('QNEW')).toEqual(['QNEW', 'QOLD', 'QOLDER']);
    expect(areaCodes('QYG')).toEqual(['QYG']);
    expect(areaCodes('QOLD')).toEqual(['QOLD', 'QOLDER']);
  });

  it('put systems under the role that was asked for', () => {
    const fields = (params: Record<string, string>) =>
      conditions(read(params), vocabulary).map((one) => (one.op === 'in' ? one.field : one.op));
    expect(fields({ system: 'eps' })).toEqual(['systemsAffected', 'phase', 'dataset']);
    expect(fields({ system: 'eps', role: 'switched-off' })).toEqual(['systemsSwitchedOff', 'phase', 'dataset']);
    expect(fields({ from: '2024-07-19', to: '2024-07-19', q: 'a' })).toEqual(['gte', 'lt', 'words', 'phase', 'dataset']);
  });
});

describe('the query in words', () => {
  const say = (params: Record<string, string>) => sayQuery(read(params), vocabulary);

  it.each([
    [{}, 'outage posts'],
    [
      { system: 'emis-web', area: 'Y62', from: '2024-07-19', to: '2024-07-19' },
      'EMIS Web, North West, 19 July 2024 (London time), outage posts',
    ],
    [{ from: '2024-07-18', to: '2024-07-20', phase: 'all' }, '18 July 2024 to 20 July 2024 (London time), posts of every phase'],
    [{ from: '2024-07-19T07:00Z' }, 'since 19 July 2024 08:00 BST (London time), outage posts'],
    [{ to: '2024-07-19' }, 'up to 19 July 2024 (London time), outage posts'],
    [
      { system: 'crowdstrike-falcon,emis-web', role: 'cause', phase: 'planned', dataset: 'demo' },
      'CrowdStrike Falcon or EMIS Web (as the cause), posts of the phase "planned", in the dataset demo',
    ],
    [
      { author: 'practice,pharmacy', platform: 'feed', organisation: 'N81086', q: 'slow today' },
      'by practice or pharmacy, on feed, organisation N81086, with the words "slow today", outage posts',
    ],
  ])('says %j as a person would', (params, words) => {
    expect(say(params as unknown as Record<string, string>)).toBe(words);
  });
});

describe('the rows', () => {
  it('carry everything that parameters, options and OpenAPI need, under the names of the HTTP contract', () => {
    expect(filters.map(({ name }) => name).sort()).toEqual(
      'area author cause channel dataset from organisation phase platform q reviewed role service statement system to voice'.split(
        ' ',
      ),
    );
    for (const { name, title, says, example, schema } of filters) {
      expect(name).toMatch(/^[a-z]+$/u);
      expect(title).not.toBe('');
      expect(says).toMatch(/\.$/u);
      expect(schema.type).toBe('string');
      expect(example.length).toBeLessThanOrEqual(schema.maxLength);
    }
  });

  it('have examples that the query reader accepts', () => {
    for (const { name, example } of filters.filter((row) => row.name !== 'area'))
      expect(() => read({ [name]: example })).not.toThrow();
    expect(read({ area: filters.find(({ name }) => name === 'area')!.example }).areas).toEqual(['Y62', 'QYG']);
  });
});
