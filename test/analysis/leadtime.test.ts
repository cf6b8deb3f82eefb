import { describe, expect, it } from 'vitest';
import type { FirstReport, LeadTime, Spell, WatchedPage } from '../../analysis/leadtime.ts';
import { compareLead, findSpells, sayLead, sayMinutes } from '../../analysis/leadtime.ts';
import type { Count, Instant, Notice } from '../../src/core/types.ts';

const hour = (at: string, mentions: number, key = 'accurx'): Count => ({
  bucket: `2024-07-${at}:00:00.000Z` as Instant,
  key,
  mentions,
  organisations: mentions,
});

describe('a spell of own reports', () => {
  it('runs from its first hour to its last, and half a day of silence ends it', () => {
    const counts = [hour('19T20', 1), hour('19T07', 2), hour('19T08', 4), hour('20T10', 3)];
    expect(findSpells(counts)).toEqual([
      { system: 'accurx', from: '2024-07-19T07:00:00.000Z', to: '2024-07-19T21:00:00.000Z', mentions: 7 },
      { system: 'accurx', from: '2024-07-20T10:00:00.000Z', to: '2024-07-20T11:00:00.000Z', mentions: 3 },
    ]);
  });

  it('does not begin with a report that nothing follows for hours', () => {
    const counts = [hour('18T19', 1), hour('19T04', 1), hour('19T06', 2), hour('19T08', 9), hour('19T20', 1)];
    expect(findSpells(counts)).toEqual([
      { system: 'accurx', from: '2024-07-19T04:00:00.000Z', to: '2024-07-19T21:00:00.000Z', mentions: 13 },
    ]);
    expect(findSpells([hour('19T04', 1), hour('19T08', 1), hour('19T12', 1)])).toEqual([]);
  });

  it('of a kind of thing that no supplier has a page for is none', () => {
    expect(findSpells([hour('19T07', 9, 'phones'), hour('19T07', 9, 'it-systems')])).toEqual([]);
  });

  it('of fewer than three reports is none, and each system has its own, the largest first', () => {
    const counts = [hour('19T07', 2, 'docman'), hour('19T07', 3, 'patchs'), hour('19T08', 9, 'emis-web')];
    expect(findSpells(counts).map(({ system }) => system)).toEqual(['emis-web', 'patchs']);
    expect(
      findSpells([
        { ...hour('19T07', 9), key: null },
        { ...hour('19T07', 9), bucket: null },
      ]),
    ).toEqual([]);
  });
});

const spell: Spell = { system: 'accurx', from: '2024-07-19T07:00:00.000Z', to: '2024-07-19T12:00:00.000Z', mentions: 9 };
const first: FirstReport = {
  who: 'Alderbrook Surgery (invented)',
  url: null,
  postedAt: '2024-07-19T07:12:00.000Z',
  seenAt: '2024-07-19T07:20:00.000Z',
};
const page: WatchedPage = { channel: 'c', title: 'Accurx status page', systems: ['accurx'], readAt: '2024-07-19T12:00:00.000Z' };
const now: Instant = '2024-07-19T13:00:00.000Z';

function notice(publishedAt: Instant | null, more: Partial<Notice> = {}): Notice {
  return {
    id: `n-${publishedAt ?? ''}`,
    channel: 'c',
    title: 'Messages are delayed',
    body: '',
    url: 'https://status.example/n',
    status: 'resolved',
    impact: null,
    components: [],
    systems: ['accurx'],
    publishedAt,
    updatedAt: null,
    seenAt: publishedAt ?? now,
    ...more,
  };
}

const compare = (notices: readonly Notice[], pages: readonly WatchedPage[] = [page]): LeadTime =>
  compareLead(spell, { first, organisations: 5 }, notices, pages);

describe('the first post beside the first notice', () => {
  it('is ahead, behind or level by whole minutes', () => {
    expect(compare([notice('2024-07-19T08:05:00.000Z')])).toMatchObject({
      standing: 'ahead',
      minutes: 53,
      page: 'Accurx status page',
    });
    expect(compare([notice('2024-07-19T07:00:00.000Z')])).toMatchObject({ standing: 'behind', minutes: -12 });
    expect(compare([notice('2024-07-19T07:12:20.000Z')])).toMatchObject({ standing: 'level', minutes: 0 });
  });

  it('is measured by the earliest that is about the system and about this time', () => {
    const early = notice('2024-07-19T00:30:00.000Z');
    const late = notice('2024-07-19T18:30:00.000Z');
    const other = notice('2024-07-19T07:01:00.000Z', { systems: ['docman'] });
    const undated = notice(null);
    const right = notice('2024-07-19T09:12:00.000Z');
    expect(compare([late, right, undated, other, early]).minutes).toBe(120);
    expect(compare([late, undated, other, early])).toMatchObject({ standing: 'no-notice', notice: null, minutes: null });
  });

  it('may be one of the day before that was still being added to', () => {
    const open = notice('2024-07-18T20:00:00.000Z', { updatedAt: '2024-07-19T09:00:00.000Z' });
    expect(compare([open])).toMatchObject({ standing: 'behind', minutes: -672 });
    expect(compare([{ ...open, updatedAt: '2024-07-18T21:00:00.000Z' }])).toMatchObject({ standing: 'no-notice' });
  });

  it('tells a page without a notice from one that could not be read and from none at all', () => {
    expect(compare([])).toMatchObject({ standing: 'no-notice', page: 'Accurx status page' });
    expect(compare([], [{ ...page, readAt: '2024-07-19T07:10:00.000Z' }])).toMatchObject({ standing: 'page-unseen' });
    expect(compare([], [{ ...page, readAt: null }])).toMatchObject({ standing: 'page-unseen' });
    expect(compare([], [{ ...page, systems: ['docman'] }])).toMatchObject({ standing: 'no-page', page: null });
    expect(compare([], [])).toMatchObject({ standing: 'no-page' });
  });

  it('counts a notice of a page that is about something else by name', () => {
    const elsewhere = { ...page, systems: ['docman'], title: 'Docman status page' };
    expect(compare([notice('2024-07-19T08:12:00.000Z')], [elsewhere])).toMatchObject({
      standing: 'ahead',
      page: 'Docman status page',
    });
  });
});

describe('in words', () => {
  const say = (lead: LeadTime, at: Instant = now): string => sayLead(lead, 'Accurx', at);
  it('it has both times on a London clock, what was compared, and who was ahead', () => {
    expect(say(compare([notice('2024-07-19T08:05:00.000Z')]))).toBe(
      'Accurx: Alderbrook Surgery (invented) posted first, at 08:12; “Messages are delayed” (Accurx status page) is of 09:05: the post was 53 minutes ahead.',
    );
    expect(say(compare([notice('2024-07-18T20:00:00.000Z', { updatedAt: now })]))).toContain(
      'is of 2024-07-18 21:00 BST: the page was 11 hours 12 minutes ahead.',
    );
    expect(say(compare([notice('2024-07-19T07:12:00.000Z')]))).toContain('the same minute.');
  });

  it('silence is said as what it is, and "yet" only while it may still come', () => {
    expect(say(compare([]))).toContain('has no notice about it yet.');
    expect(say(compare([]), '2024-07-21T00:00:00.000Z')).toContain('has no notice about it.');
    expect(say(compare([], [{ ...page, readAt: null }]))).toContain('could not be read since');
    expect(say(compare([], []))).toContain('no status page of it is watched');
  });

  it.each([
    [0, '0 minutes'],
    [1, '1 minute'],
    [60, '1 hour'],
    [125, '2 hours 5 minutes'],
  ])('%i is %s', (minutes, said) => {
    expect(sayMinutes(minutes)).toBe(said);
  });
});
