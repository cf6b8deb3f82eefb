import { describe, expect, test } from 'vitest';
import { areaForms } from '../../analysis/areas/forms.ts';
import { areaByCode, areas, areasAt, dayOf, lineage, predecessors } from '../../analysis/areas.ts';
import { readShares } from '../../analysis/shares.ts';

const icbsAt = (day: string | null): string[] =>
  areasAt(day)
    .filter(({ kind }) => kind === 'icb')
    .map(({ code }) => code);

describe('the list of areas', () => {
  test('holds 42 ICBs to the last day of March 2026 and 36 from the next', () => {
    expect(icbsAt('2024-07-19')).toHaveLength(42);
    expect(icbsAt('2026-03-31')).toHaveLength(42);
    expect(icbsAt('2026-04-01')).toHaveLength(36);
    expect(icbsAt(null)).toEqual(icbsAt('2026-08-01'));
  });

  test('has 30 ICBs on both lists, 12 abolished and 6 new', () => {
    const [before, now] = [new Set(icbsAt('2026-03-31')), new Set(icbsAt('2026-04-01'))];
    expect([...before].filter((code) => now.has(code))).toHaveLength(30);
    expect([...now].filter((code) => !before.has(code)).sort()).toEqual(['D7T5G', 'S0E4D', 'S1Y5D', 'S9B9J', 'T6Y0W', 'Z9B2Z']);
  });

  test('reads a day before ICBs as their first day', () => {
    expect(icbsAt('2017-05-12')).toEqual(icbsAt('2022-07-01'));
  });

  test('has 7 regions, 7 Welsh, 14 Scottish and 5 Irish boards and 4 countries', () => {
    const count = (kind: string, parent: string | null): number =>
      areas.filter((area) => area.kind === kind && area.parent === parent).length;
    expect(count('region', 'GB-ENG')).toBe(7);
    expect(['GB-WLS', 'GB-SCT', 'GB-NIR'].map((country) => count('board', country))).toEqual([7, 14, 5]);
    expect(count('country', null)).toBe(4);
  });

  test('gives every code once, every parent a home and every successor a share of the whole', () => {
    expect(new Set(areas.map(({ code }) => code)).size).toBe(areas.length);
    for (const area of areas) {
      if (area.parent !== null) expect(areaByCode(area.parent), area.code).not.toBeNull();
      expect(area.successors.length > 0, area.code).toBe(area.validTo !== null);
      if (area.validTo === null) continue;
      expect(
        area.successors.reduce((sum, { share }) => sum + share, 0),
        area.code,
      ).toBeCloseTo(1, 2);
      for (const { code } of area.successors) expect(areaByCode(code)?.validTo).toBeNull();
    }
  });

  test('gives each present ICB and board a tile of its own, and no other area one', () => {
    const tiled = areas.filter(({ tile }) => tile !== null);
    expect(tiled).toHaveLength(62);
    expect(new Set(tiled.map(({ tile }) => String(tile))).size).toBe(62);
    expect(tiled.every(({ kind, validTo }) => validTo === null && (kind === 'icb' || kind === 'board'))).toBe(true);
  });

  test('counts the practices of the ICBs to those of their regions and of England', () => {
    const present = areasAt(null);
    for (const region of present.filter(({ kind }) => kind === 'region')) {
      const parts = present.filter(({ parent }) => parent === region.code);
      expect(
        parts.reduce((sum, { practices }) => sum + (practices ?? 0), 0),
        region.name,
      ).toBe(region.practices);
      for (const [system, practices] of Object.entries(region.practicesBySystem ?? {})) {
        expect(
          parts.reduce((sum, part) => sum + (part.practicesBySystem?.[system] ?? 0), 0),
          `${region.name} ${system}`,
        ).toBe(practices);
      }
    }
    expect(areaByCode('Y62')?.practicesBySystem?.['emis-web']).toBe(881);
    expect(present.filter(({ kind }) => kind === 'region').reduce((sum, { practices }) => sum + (practices ?? 0), 0)).toBe(
      areaByCode('GB-ENG')?.practices,
    );
  });

  test('names boards as people do and keeps the names for tiles short', () => {
    expect(areaByCode('QYG')?.name).toBe('NHS Cheshire and Merseyside');
    for (const { shortName } of areas) expect(shortName.split(' ').length, shortName).toBeLessThanOrEqual(5);
    expect(areas.filter(({ name }) => name.includes('Integrated Care Board'))).toEqual([]);
  });

  test('leads from an ICB to its country and from a successor back', () => {
    expect(lineage('QYG')).toEqual(['QYG', 'Y62', 'GB-ENG']);
    expect(lineage('nowhere')).toEqual([]);
    expect(predecessors('S0E4D')).toEqual([
      { code: 'QNQ', share: 0.621 },
      { code: 'QU9', share: 1 },
    ]);
  });

  test('takes the London day of a post: midnight in summer comes an hour early', () => {
    expect(dayOf('2026-03-31T23:30:00.000Z')).toBe('2026-04-01');
    expect(dayOf(null)).toBeNull();
  });
});

test('every everyday form names areas of its own list, and stands once', () => {
  const seen = areaForms.map(([form]) => form);
  expect(seen.filter((form, index) => seen.indexOf(form) !== index)).toEqual([]);
  for (const [form, notation] of areaForms) {
    const { now, before } = readShares(notation);
    for (const { code } of now) expect(areaByCode(code)?.validTo, `${form} ${code}`).toBeNull();
    for (const { code } of before)
      expect(
        areasAt('2026-03-31').some((area) => area.code === code),
        `${form} ${code}`,
      ).toBe(true);
    for (const list of [now, before])
      expect(
        list.reduce((sum, { share }) => sum + share, 0),
        form,
      ).toBeCloseTo(1, 1);
  }
});
