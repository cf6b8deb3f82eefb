import { describe, expect, test } from 'vitest';
import { read } from '../../analysis/classify/reading.ts';
import { services } from '../../analysis/phrases/services.ts';
import { products, systems } from '../../analysis/systems.ts';

const designed =
  'emis-web systmone vision medicus proscript-connect pharmacy-manager titan analyst rxweb apotec columbus nhs-spine eps nhs-app nhs-login nhsmail e-rs gp2gp scr ncrs pds cis2 gp-connect bars mesh dos nhs-notify profile-manager nhs-111 pcse mys accurx econsult patient-access systmonline patchs engage-consult klinik anima footfall airmid mygp askmygp rapid-health blinx-paco hero-health mjog healthera docman lexacom ice tquest winpath pathology inrstar pharmoutcomes sonar choose-pharmacy wholesaler-ordering adastra carenotes epic cerner rio lorenzo careflow nervecentre encompass sci-gateway swan psba nhs-wales-app phones surgery-connect think-healthcare babblevoice crowdstrike-falcon microsoft-windows microsoft-azure microsoft-365 hscn gp-network broadband email sms website wifi power aws cloudflare payments social-media clinical-system it-systems';

function named(text: string, author: Parameters<typeof read>[1] = null): readonly string[] {
  return read(text, author).entities.flatMap(({ system }) => system ?? []);
}

test('the list holds every id of the design, once', () => {
  expect(systems.map(({ id }) => id).sort()).toEqual(designed.split(' ').sort());
});

test.each(systems)('$id has at least two hits and two misses', (row) => {
  expect(row.hits.length).toBeGreaterThanOrEqual(2);
  expect(row.misses.length).toBeGreaterThanOrEqual(2);
});

test('every product without an id has a name of its own, which is a hit', () => {
  const rows = products.filter(({ family }) => family === 'unlisted');
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(rows.filter(({ id, hits }) => !/^other:[a-z0-9-]+$/.test(id) || hits.length === 0)).toEqual([]);
});

describe.each(products)('$id', (row) => {
  test.each(row.hits)('is named in: %s', (text) => {
    expect(named(text)).toContain(row.id);
  });
  test.each(row.misses)('is not named in: %s', (text) => {
    expect(named(text)).not.toContain(row.id);
  });
});

describe.each(services)('$id', (row) => {
  test.each(row.hits)('is named in: %s', (text) => {
    expect(read(text, null).entities.map(({ rule }) => rule)).toEqual(
      row.service === null ? [] : expect.arrayContaining([row.id]),
    );
  });
  test.each(row.misses)('is not named in: %s', (text) => {
    if (row.service !== null) expect(read(text, null).entities.map(({ rule }) => rule)).not.toContain(row.id);
  });
});

test('EMIS from a pharmacy is ProScript Connect unless GP words stand near', () => {
  expect(named('EMIS is down, no labels', 'pharmacy')).toEqual(['proscript-connect']);
  expect(named('EMIS is down at your GP surgery', 'pharmacy')).toContain('emis-web');
  expect(named('Optum is down', 'practice')).toEqual(['emis-web']);
});

test('an address in nhs.net or nhs.uk names no system', () => {
  expect(named('Write to reception@nhs.net or see www.nhs.uk and england.nhs.uk/emis')).toEqual([]);
});

test('a misspelt name is read', () => {
  expect(named('SystmOen is down')).toEqual(['systmone']);
  expect(named('PharmOutcome is down')).toContain('pharmoutcomes');
});

test('a hashtag is split by its capitals or by the words we know', () => {
  expect(named('#EMISDown')).toEqual(['emis-web']);
  expect(named('#emisdown')).toEqual(['emis-web']);
  expect(named('#NHSAppDown')).toEqual(['nhs-app']);
});
