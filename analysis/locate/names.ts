import { nameKey } from './words.ts';

/**
 * The ways in which people may write an organisation's registered name, as `nameKey` compares them: abbreviations spelt out, without a leading
 * "the" and without what stands in brackets. "THE OAKS MED. CTR. (BAXTER)" is found as "oaks medical centre".
 */
export function organisationKeys(name: string): readonly string[] {
  const key = nameKey(name);
  const full = spellOut(key);
  const plain = name.includes('(') ? spellOut(nameKey(name.replace(/\([^)]*\)?/g, ' '))) : full;
  const written = key.replace(/^the (?=\S+ \S)/, '');
  if (plain === full && written === full && !full.startsWith('dr')) return full === '' ? [] : [full];
  const doctor = /^(drs?) (?:[a-z] )*([a-z]{2,})(?: and partners?| partners?| surgery| practice)?$/.exec(plain);
  const doctors =
    doctor === null ? [] : [`dr ${doctor[2]}s surgery`, `dr ${doctor[2]} and partners`, `drs ${doctor[2]} and partners`];
  return [...new Set([plain, full, written, ...doctors])].filter((key) => key !== '');
}

/** Whether a name has a word of its own: "the surgery" and "health centre" are everybody's. */
export function isDistinctive(key: string): boolean {
  const words = key.split(' ');
  return words.length > 1 && words.some((word) => !genericWords.has(word));
}

/** Whether a town's name has no word that names a building or an organisation. */
export function isDistinctiveTown(words: readonly string[]): boolean {
  return !words.some((word) => genericWords.has(word) && !smallWords.has(word));
}

/** The part of a name that is its own: "ellergreen" of "ellergreen medical centre". */
export function headOf(key: string): string {
  const words = key.split(' ');
  let end = words.length;
  while (end > 0 && genericWords.has(words[end - 1] ?? '')) end -= 1;
  return words.slice(0, end).join(' ');
}

/** Words with which names of practices and pharmacies end. */
export const closingNouns: ReadonlySet<string> = new Set(
  'surgery practice centre pharmacy chemist chemists clinic partnership group surgeries partners healthcare doctors'.split(' '),
);

function spellOut(key: string): string {
  return key.replace(/(?<!\S)\S{3,6}(?!\S)/g, (word) => abbreviations.get(word) ?? word).replace(/^the /, '');
}

const abbreviations: ReadonlyMap<string, string> = new Map([
  ['ctr', 'centre'],
  ['ctre', 'centre'],
  ['cntr', 'centre'],
  ['center', 'centre'],
  ['med', 'medical'],
  ['prac', 'practice'],
  ['pract', 'practice'],
  ['prct', 'practice'],
  ['surg', 'surgery'],
  ['hlth', 'health'],
  ['hth', 'health'],
  ['grp', 'group'],
  ['pship', 'partnership'],
  ['ptnrs', 'partners'],
  ['phcy', 'pharmacy'],
  ['pharm', 'pharmacy'],
]);

const smallWords: ReadonlySet<string> = new Set(['the', 'a', 'of', 'and', 'at', 'in']);

const genericWords: ReadonlySet<string> = new Set(
  (
    'the a of and at surgery surgeries medical health healthcare centre practice group pharmacy pharmacies chemist chemists clinic family community ' +
    'primary care general doctors dr drs gp gps partnership partners nhs house walk in limited ltd plc main local services service hospital'
  ).split(' '),
);
