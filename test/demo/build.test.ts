import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { areasAt } from '../../analysis/areas.ts';
import { findBlindPeriods } from '../../analysis/blind.ts';
import { buildDemo } from '../../src/demo/build.ts';

const demo = buildDemo();
const { dataset, organisations, channels, posts, runs, expected } = demo;
const outagePhases = new Set(['disrupted', 'recovering', 'restored']);
const isOutage = (id: string): boolean => outagePhases.has(expected.get(id) ?? 'none');
const first = '2024-07-18T18:00:00.000Z';
const last = '2024-07-20T18:00:00.000Z';

describe('the demonstration', () => {
  it('is the same at every call', () => {
    expect(buildDemo()).toEqual(demo);
  });

  it('has at least 480 posts, 300 of different words, 220 of them meant as an outage', () => {
    expect(posts.length).toBeGreaterThanOrEqual(480);
    expect(new Set(posts.map((post) => post.text)).size).toBeGreaterThanOrEqual(300);
    expect(posts.filter((post) => isOutage(post.id)).length).toBeGreaterThanOrEqual(220);
  });

  it('shows every phase', () => {
    expect(new Set(expected.values())).toEqual(new Set(['disrupted', 'recovering', 'restored', 'unaffected', 'planned', 'none']));
  });

  it('lies within 48 hours, most of it on Friday 19 July 2024', () => {
    const dated = posts.flatMap((post) => post.postedAt ?? []);
    expect(dated.every((at) => at >= first && at < last)).toBe(true);
    expect(dated.filter((at) => at.startsWith('2024-07-19')).length).toBeGreaterThan(dated.length / 2);
  });

  it('begins its outage at half past five in London and leaves most of Thursday ordinary', () => {
    const began = posts.filter((post) => isOutage(post.id)).flatMap((post) => post.postedAt ?? []);
    expect(began.toSorted()[0]?.slice(0, 15)).toBe('2024-07-19T04:4');
  });

  it('has a few posts without a date, seen all the same', () => {
    const undated = posts.filter((post) => post.postedAt === null);
    expect(undated.length).toBeGreaterThanOrEqual(3);
    expect(undated.length).toBeLessThanOrEqual(5);
    expect(posts.every((post) => post.seenAt >= (post.postedAt ?? first) && post.seenAt < '2024-07-20T19:00:00.000Z')).toBe(true);
  });

  it('marks everything as invented and leads nowhere', () => {
    expect(dataset.invented).toBe(true);
    expect(posts.every((post) => (post.raw as { invented?: unknown }).invented === true)).toBe(true);
    expect(channels.every((channel) => channel.title.endsWith('(invented)') && channel.dataset === dataset.id)).toBe(true);
    const addresses = [...posts.flatMap((post) => post.url ?? []), ...channels.map((channel) => channel.address)];
    expect(addresses.every((address) => new URL(address).hostname === 'demo.invalid')).toBe(true);
    expect(posts.flatMap((post) => post.author.handle ?? []).every((handle) => handle.endsWith('.demo.invalid'))).toBe(true);
    expect(posts.every((post) => !/https?:|www\./.test(post.text))).toBe(true);
  });

  it('gives ids that no other post or channel has, and every post a channel of its platform', () => {
    expect(new Set(posts.map((post) => post.id)).size).toBe(posts.length);
    const platforms = new Map(channels.map((channel) => [channel.id, channel.platform]));
    expect(platforms.size).toBe(channels.length);
    expect(posts.every((post) => platforms.get(post.channel) === post.platform)).toBe(true);
  });

  it('keeps private people private and out of the directory', () => {
    const people = posts.filter((post) => post.author.kind === 'patient');
    expect(people.length).toBeGreaterThanOrEqual(30);
    expect(people.every((post) => post.author.private && post.author.name === null)).toBe(true);
    expect(posts.every((post) => post.author.private === (post.author.kind === 'patient'))).toBe(true);
  });
});

describe('the organisations of the demonstration', () => {
  const codes = new Set(organisations.map((organisation) => organisation.code));

  it('carry codes that ODS can never issue, one each', () => {
    expect(codes.size).toBe(organisations.length);
    expect(organisations.every(({ code }) => /^DEMO-\d{3}$/.test(code) && !/^[A-Z0-9]+$/.test(code))).toBe(true);
  });

  it('have names of their own, and each of them posts', () => {
    expect(new Set(organisations.map((organisation) => organisation.name.toLowerCase())).size).toBe(organisations.length);
    const posting = new Set(channels.flatMap((channel) => channel.organisation ?? []));
    expect(posting).toEqual(codes);
  });

  it('stand in areas valid in July 2024, in every region, 25 of the 42 boards or more', () => {
    const valid = new Map(areasAt('2024-07-19').map((area) => [area.code, area]));
    const placed = organisations.flatMap(({ area }) => area ?? []);
    expect(placed.filter((code) => !valid.has(code))).toEqual([]);
    const boards = new Set(placed.filter((code) => valid.get(code)?.kind === 'icb'));
    expect(boards.size).toBeGreaterThanOrEqual(25);
    expect(new Set([...boards].map((code) => valid.get(code)?.parent)).size).toBe(7);
    // A supplier and two bodies speak for the whole country.
    expect(organisations.length - placed.length).toBe(3);
    expect(organisations.length).toBeGreaterThanOrEqual(170);
  });

  const folder = process.env['RIPPLEWATCH_SHARED'] ?? join(import.meta.dirname, '../../../shared');
  const files = ['epraccur.csv.gz', 'edispensary.csv.gz'].map((name) => join(folder, 'data/ods', name));
  it.skipIf(!files.every((file) => existsSync(file)))(
    'share no name with a real practice or pharmacy (needs the reference folder beside the repository)',
    () => {
      const real = new Set(files.flatMap(namesIn));
      expect(real.size).toBeGreaterThan(10_000);
      expect(organisations.filter(({ name }) => real.has(plain(name))).map(({ name }) => name)).toEqual([]);
    },
  );
});

describe('the runs of the demonstration', () => {
  /** Channels whose every look is told; of the others the last one alone is. */
  const ids = new Set(
    Map.groupBy(runs, (run) => run.channel)
      .entries()
      .filter(([, own]) => own.length > 1)
      .map(([id]) => id),
  );

  it('leave each of twelve websites blind from 09:10Z to 09:40Z, and no channel at any other time', () => {
    expect(ids.size).toBe(12);
    const blind = findBlindPeriods(runs, channels, dataset.createdAt);
    expect(blind.map(({ channel }) => channel).toSorted()).toEqual([...ids].toSorted());
    expect(new Set(blind.map(({ from, to }) => `${from} ${to ?? ''}`))).toEqual(
      new Set(['2024-07-19T09:10:00.000Z 2024-07-19T09:40:00.000Z']),
    );
  });

  it('find what was published during the blind half hour only after it', () => {
    const late = posts.filter(
      (post) =>
        ids.has(post.channel) &&
        (post.postedAt ?? first) > '2024-07-19T09:10:00.000Z' &&
        (post.postedAt ?? first) < '2024-07-19T09:40:00.000Z',
    );
    expect(late.length).toBeGreaterThanOrEqual(3);
    expect(late.every((post) => post.seenAt === '2024-07-19T09:40:00.000Z')).toBe(true);
  });

  it('have seen every post of those websites exactly once', () => {
    const seen = runs.reduce((sum, run) => sum + run.postsNew, 0);
    expect(seen).toBe(posts.filter((post) => ids.has(post.channel)).length);
  });

  it('leave every channel in good health when the story ends', () => {
    expect(new Set(runs.map((run) => run.channel)).size).toBe(channels.length);
    expect(runs.filter((run) => run.startedAt === '2024-07-20T18:10:00.000Z').every((run) => run.outcome === 'ok')).toBe(true);
  });
});

function namesIn(file: string): string[] {
  const rows = parse(gunzipSync(readFileSync(file)).toString('latin1'), { relax_column_count: true, relax_quotes: true });
  return rows.map((row) => plain(row[1] ?? ''));
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
