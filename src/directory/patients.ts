import { readDay } from './dates.ts';
import type { LineRead } from './lines.ts';

/** Reads the patients registered at each practice: of its rows by sex and age, those for all patients count. */
export function readPatients(header: readonly string[]): (line: readonly string[], source: string) => LineRead {
  const column = new Map(header.map((name, index) => [name.trim().toUpperCase(), index]));
  return (line, source) => {
    if (line.length !== header.length) return { why: `${line.length} columns instead of ${header.length}` };
    const cell = (name: string): string => (line[column.get(name) ?? -1] ?? '').trim();
    if (column.has('TYPE') && cell('TYPE').toUpperCase() !== 'GP') return { why: 'not a row of a single practice' };
    if (cell('SEX').toUpperCase() !== 'ALL' || cell('AGE').toUpperCase() !== 'ALL')
      return { why: 'a row by sex or age, not the total' };
    const code = cell('CODE').toUpperCase();
    if (!/^[A-Z0-9-]{3,8}$/.test(code)) return { why: 'no practice code' };
    const patients = /^\d{1,9}$/.test(cell('NUMBER_OF_PATIENTS')) ? Number(cell('NUMBER_OF_PATIENTS')) : null;
    if (patients === null) return { why: 'NUMBER_OF_PATIENTS is not a whole number' };
    const asOf = readDay(cell('EXTRACT_DATE'));
    if (asOf === null) return { why: 'no readable EXTRACT_DATE' };
    return { asOf, update: { code, patients, patientsAsOf: asOf, source } };
  };
}
