import { describe, expect, it } from 'vitest';
import { noSets } from '../../../analysis/evaluate/label.ts';
import { readRows } from '../../../analysis/evaluate/rows.ts';

function read(...values: readonly unknown[]) {
  return readRows(values.map((value, at) => ({ line: at + 1, value })));
}

describe('a labelled row', () => {
  it("is read in the label guide's snake_case", () => {
    const { labels, refused } = read({
      id: 'a1',
      text: 'EMIS down after the update, phones fine',
      author_kind: 'practice',
      phase: 'disrupted',
      outage: true,
      voice: 'own',
      systems: ['emis-web'],
      systems_unaffected: ['phones'],
      systems_cause: ['crowdstrike-falcon'],
      services: ['records'],
      cause: 'third-party-update',
      places: ['Wilmslow'],
      ambiguous: true,
      note: 'kept out',
    });
    expect(refused).toEqual([]);
    expect(labels).toEqual([
      {
        line: 1,
        id: 'a1',
        text: 'EMIS down after the update, phones fine',
        authorKind: 'practice',
        organisation: null,
        postedAt: null,
        group: null,
        ambiguous: true,
        outage: true,
        phase: 'disrupted',
        voice: 'own',
        sets: {
          ...noSets,
          systems: ['emis-web'],
          systemsUnaffected: ['phones'],
          systemsCause: ['crowdstrike-falcon'],
          services: ['records'],
          cause: ['third-party-update'],
          places: ['Wilmslow'],
        },
      },
    ]);
  });

  it('of planned work keeps what will be down apart from what is down', () => {
    const [guide, contract, own] = read(
      { text: 'a', author_kind: 'vendor', phase: 'planned', systems: ['systmone'], systems_unaffected: [] },
      { text: 'b', phase: 'planned', systems: ['systmone'], systemsUnaffected: [] },
      { text: 'c', phase: 'planned', systems: ['phones'], systemsPlanned: ['systmone'] },
    ).labels;
    expect(guide?.sets).toMatchObject({ systems: [], systemsPlanned: ['systmone'] });
    expect(contract?.sets).toMatchObject({ systems: [], systemsPlanned: ['systmone'] });
    expect(own?.sets).toMatchObject({ systems: ['phones'], systemsPlanned: ['systmone'] });
  });

  it("is read in the contract's camelCase, with places as objects", () => {
    const [one] = read({
      id: 7,
      text: 'b',
      authorKind: 'icb',
      incident: 'friday',
      organisation: 'QYG',
      postedAt: '2024-07-19T08:12:00+01:00',
      phase: 'restored',
      voice: 'relayed',
      systems: [],
      systemsCause: [],
      causesDenied: ['cyber'],
      cause: null,
      advice: ['use-111'],
      places: [
        { text: 'Wilmslow', code: 'QYG', kind: 'icb' },
        { text: 'Elm Surgery', code: 'N81086', kind: 'organisation' },
      ],
    }).labels;
    expect(one).toMatchObject({
      id: '7',
      group: 'friday',
      organisation: 'QYG',
      postedAt: '2024-07-19T07:12:00.000Z',
      outage: true,
    });
    expect(one?.sets).toMatchObject({
      causesDenied: ['cyber'],
      cause: [],
      advice: ['use-111'],
      places: ['Wilmslow', 'Elm Surgery'],
    });
    expect(one?.sets.areas).toEqual(['QYG']);
    expect(one?.sets.systemsUnaffected).toBeNull();
  });

  it('in our short form is empty where it says nothing, also on a line that could be of any form', () => {
    const { labels } = read(
      { text: 'a', authorKind: 'practice', phase: 'unaffected', unaffected: ['phones'], denied: ['cyber'] },
      { text: 'b', authorKind: 'practice', phase: 'none' },
    );
    expect(labels[0]?.sets).toMatchObject({ systems: [], systemsUnaffected: ['phones'], causesDenied: ['cyber'], cause: [] });
    expect(labels[1]?.sets).toMatchObject({ systems: [], services: [], places: [], areas: null });
    const [alone] = read({ text: 'b', authorKind: 'practice', phase: 'none' }).labels;
    expect(alone?.sets).toEqual(noSets);
  });

  it('may say nothing but outage or not', () => {
    const [one] = read({ text: 'b', outage: false, ambiguous: null }).labels;
    expect(one).toMatchObject({ outage: false, phase: null, ambiguous: false, sets: noSets });
  });

  it('knows a product that has an id by its name', () => {
    const [one] = read({
      text: 'b',
      phase: 'disrupted',
      systems: ['other:rxweb', 'other:Some New-Thing', 'other:Docman'],
    }).labels;
    expect(one?.sets.systems).toEqual(['rxweb', 'other:some-new-thing', 'docman']);
  });

  it('takes the group it is handed where it names no incident', () => {
    const { labels } = readRows(
      [
        { line: 1, value: { text: 'a', phase: 'none' } },
        { line: 2, value: { text: 'b', phase: 'none', group: 'own' } },
      ],
      { group: 'file' },
    );
    expect(labels.map(({ group }) => group)).toEqual(['file', 'own']);
  });
});

describe('a bad row', () => {
  it.each([
    [[], 'is not a JSON object'],
    ['text', 'is not a JSON object'],
    [{ phase: 'none' }, '"text" is missing'],
    [{ text: 4, phase: 'none' }, '"text" is missing'],
    [{ text: 'a' }, '"phase" and "outage" are both missing'],
    [{ text: 'a', phase: 'down' }, '"phase" is "down"; it takes disrupted, recovering, restored, unaffected, planned, none'],
    [{ text: 'a', phase: 'none', outage: true }, '"outage" is true; it is false where the phase is none'],
    [{ text: 'a', outage: 'yes' }, '"outage" is "yes"; it takes true or false'],
    [{ text: 'a', phase: 'none', voice: 'own' }, '"voice" is "own"; it is null or left away where there is no outage'],
    [{ text: 'a', phase: 'disrupted', author_kind: 'surgery' }, '"author_kind" is "surgery"; it takes practice, pharmacy'],
    [{ text: 'a', phase: 'disrupted', systems: 'emis-web' }, '"systems" is "emis-web"; it takes a list'],
    [{ text: 'a', phase: 'disrupted', systems: [3] }, '"systems" is 3; it takes a list of words in quotes'],
    [{ text: 'a', phase: 'disrupted', systems: ['emis'] }, '"systems" is "emis"; it names no system: perhaps emis-web'],
    [{ text: 'a', phase: 'disrupted', systems_cause: ['falcon'] }, 'perhaps crowdstrike-falcon'],
    [{ text: 'a', phase: 'disrupted', services: ['booking'] }, '"services" is "booking"; it takes appointments, records'],
    [{ text: 'a', phase: 'disrupted', cause: 'weather' }, '"cause" is "weather"; it takes third-party-update'],
    [{ text: 'a', phase: 'disrupted', places: 'Leeds' }, '"places" is "Leeds"; it takes a list'],
    [{ text: 'a', phase: 'disrupted', places: [{}] }, '"places" is {}; it takes objects with "text", "code" or both'],
    [{ text: 'a', phase: 'disrupted', areas: ['Leeds'] }, '"areas" is "Leeds"; it takes codes of areas, such as QYG'],
    [{ text: 'a', phase: 'none', postedAt: 'Friday' }, '"postedAt" is "Friday"; it takes a date and time with its offset'],
    [{ text: 'a', phase: 'none', ambiguous: 'perhaps' }, '"ambiguous" is "perhaps"; it takes true or false'],
    [{ text: 'a', phase: 'none\n\u001b[2J' }, '"phase" is "none [2J"'],
  ])('%j is left out with a sentence, and the rest go on', (value, words) => {
    const { labels, refused } = read(value, { text: 'good', phase: 'none' });
    expect(labels.map(({ text, line }) => [text, line])).toEqual([['good', 2]]);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ line: 1, why: expect.stringContaining(words) as string });
  });

  it('that could not even be read keeps its own words', () => {
    expect(readRows([{ line: 4, error: 'is longer than 10 MB' }]).refused).toEqual([
      { line: 4, field: null, why: 'is longer than 10 MB' },
    ]);
  });
});
