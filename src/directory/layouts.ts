import type { LineRead } from './lines.ts';
import { readOds } from './ods.ts';
import { readPatients } from './patients.ts';
import { readPracticeMap } from './practicemap.ts';

/** An official file that the importer knows: how to tell it by its first line, and how to read the lines after it. */
export interface Layout {
  readonly kind: string;
  /** One clause for the sentence that says what is expected. */
  readonly says: string;
  /** Null unless the first line is this layout's; else the reader of every line, the first included where it is no header. */
  readonly open: (first: readonly string[]) => ((line: readonly string[], source: string) => LineRead) | null;
  readonly header: boolean;
}

export const layouts: readonly Layout[] = [
  {
    kind: 'epraccur',
    says: 'epraccur.csv (practices, 27 columns, no header)',
    header: false,
    open: (first) => (isOds(first) && isPractices(first) ? readOds('practice') : null),
  },
  {
    kind: 'edispensary',
    says: 'edispensary.csv (pharmacies, 27 columns, no header)',
    header: false,
    open: (first) => (isOds(first) && !isPractices(first) ? readOds('pharmacy') : null),
  },
  {
    kind: 'gp-reg-pat-prac-map',
    says: 'gp-reg-pat-prac-map.csv (practices with PRACTICE_CODE, ICB_CODE and SUPPLIER_NAME)',
    header: true,
    open: (first) =>
      has(first, ['PRACTICE_CODE', 'PRACTICE_NAME', 'PRACTICE_POSTCODE', 'EXTRACT_DATE']) ? readPracticeMap(first) : null,
  },
  {
    kind: 'gp-reg-pat-prac-all',
    says: 'gp-reg-pat-prac-all.csv (registered patients with CODE, SEX, AGE and NUMBER_OF_PATIENTS)',
    header: true,
    open: (first) => (has(first, ['EXTRACT_DATE', 'CODE', 'SEX', 'AGE', 'NUMBER_OF_PATIENTS']) ? readPatients(first) : null),
  },
];

function has(first: readonly string[], columns: readonly string[]): boolean {
  const names = first.map((name) => name.trim().toUpperCase());
  return columns.every((column) => names.includes(column));
}

function isOds(first: readonly string[]): boolean {
  return first.length === 27 && /^[A-Z0-9-]{3,8}$/.test(first[0] ?? '') && /^(A|C|D|P|ACTIVE|INACTIVE)$/i.test(first[12] ?? '');
}

// Practices and other prescribers have a setting in column 26; dispensers never do and carry 1, 2 or 3 (RO182 in the newer dialect) in column 14.
function isPractices(first: readonly string[]): boolean {
  return (first[25] ?? '') !== '' || /^[BZ]$/.test(first[13] ?? '');
}
