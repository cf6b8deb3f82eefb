import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import { openLines } from './lines.ts';

/** A line of a file that names a website. */
export interface WebsiteRow {
  /** Line number in the file, counted from 1. */
  readonly line: number;
  /** As written, perhaps without a scheme. */
  readonly address: string;
  /** ODS code as written, in capitals; null where the line has none. */
  readonly code: string | null;
  readonly name: string | null;
  readonly postcode: string | null;
}

export interface Websites {
  readonly rows: readonly WebsiteRow[];
  /** Lines that give no website, by reason. */
  readonly left: Readonly<Record<string, number>>;
}

/**
 * Reads a file that lists websites: with `cqc` one of CQC's (the monthly "active locations", which has ODS codes, or the weekly directory,
 * which has names and postcodes: https://www.cqc.org.uk/about-us/transparency/using-cqc-data), otherwise any CSV with a column of web
 * addresses. Columns are found by their names, however written, within the first 20 lines. Throws InputError for a file that has none.
 */
export async function readWebsites(file: string, kind: 'cqc' | 'csv'): Promise<Websites> {
  const rows: WebsiteRow[] = [];
  const left: Record<string, number> = {};
  const leave = (why: string): void => void (left[why] = (left[why] ?? 0) + 1);
  let columns: Columns | null = null;
  const before: string[] = [];
  for await (const { record, line } of await openLines(file, () => leave('not readable as CSV'))) {
    if (before.length === 0 && /^PK\u0003\u0004/.test(record[0] ?? '')) throw spreadsheet(file);
    if (columns === null) {
      columns = findColumns(record, kind);
      before.push(record.join(', '));
      if (columns === null && before.length >= 20) break;
      continue;
    }
    const row = readRow(record, line, columns);
    if ('why' in row) leave(row.why);
    else rows.push(row);
  }
  if (columns === null) throw noColumns(file, kind, before);
  return { rows, left };
}

/** Positions of what we look for; -1 where the file has no such column. */
type Columns = Record<keyof typeof names, number>;

// Names as they are in CQC's files, lower case and without punctuation, then what people call them in files of their own.
const names = {
  address: [
    'location web address',
    'services website if available',
    'service s website if available',
    'web address',
    'website address',
    'website',
    'web site',
    'web',
    'url',
    'site',
    'homepage',
    'home page',
    'address',
  ],
  fallback: ['provider web address'],
  code: ['location ods code', 'ods code', 'ods', 'organisation code', 'organization code', 'practice code', 'code'],
  name: ['location name', 'organisation name', 'practice name', 'name', 'title'],
  postcode: ['location postal code', 'postcode', 'post code', 'postal code'],
  dormant: ['dormant y n', 'dormant'],
  careHome: ['care home'],
  category: ['location primary inspection category', 'primary inspection category', 'service types'],
} as const;

function findColumns(record: readonly string[], kind: 'cqc' | 'csv'): Columns | null {
  const heads = record.map((cell) =>
    cell
      .toLowerCase()
      .replace(/['’]/g, '')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim(),
  );
  const place = (wanted: readonly string[]): number => {
    const found = wanted.find((name) => heads.includes(name));
    return found === undefined ? -1 : heads.indexOf(found);
  };
  const columns = Object.fromEntries(Object.entries(names).map(([key, wanted]) => [key, place(wanted)])) as Columns;
  if (columns.address === -1) return null;
  // CQC's own words, so that a file of another kind is not half understood.
  const isCqc = heads.includes('location web address') || heads.some((head) => head.startsWith('services website'));
  return kind === 'cqc' && !isCqc ? null : columns;
}

function readRow(record: readonly string[], line: number, columns: Columns): WebsiteRow | { why: string } {
  const cell = (key: keyof typeof names): string => (record[columns[key]] ?? '').trim();
  if (/^y/i.test(cell('careHome'))) return { why: 'a care home' };
  if (/^y/i.test(cell('dormant'))) return { why: 'dormant' };
  const category = cell('category');
  if (category !== '' && !/\bgps?\b|doctor|pharmac/i.test(category)) return { why: 'another kind of service than a GP practice' };
  const address = cell('address') || cell('fallback');
  if (!/[^\s.]\.[a-z]{2,}|^https?:\/\//i.test(address)) return { why: 'without a web address' };
  // Profiles there carry no news: https://www.nhs.uk/services/gp-surgery/…
  if (/^(?:https?:\/\/)?(?:www\.)?nhs\.uk(?:\/|$)/i.test(address)) return { why: 'a profile on nhs.uk, which carries no news' };
  const code = cell('code').toUpperCase();
  return {
    line,
    address,
    code: /^[A-Z0-9]{3,8}$/.test(code) ? code : null,
    name: cell('name') || null,
    postcode: cell('postcode') || null,
  };
}

function spreadsheet(file: string): InputError {
  return new InputError(`${oneLine(file)} is a spreadsheet; open it, and save the sheet with the web addresses as CSV (UTF-8).`, {
    field: 'from',
  });
}

function noColumns(file: string, kind: 'cqc' | 'csv', before: readonly string[]): InputError {
  const wanted =
    kind === 'cqc'
      ? 'the columns "Location ODS Code" and "Location Web Address" of CQC\'s active locations, or "Service\'s website (if available)" of its directory'
      : 'a column "website" or "url", and perhaps "ods"';
  const has = before.length === 0 ? 'it is empty' : `its first line has ${oneLine(before[0] ?? '', 200)}`;
  return new InputError(`${oneLine(file)} has none of what is needed: ${wanted}; ${has}.`, { field: 'from' });
}
