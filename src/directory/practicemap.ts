import { readDay } from './dates.ts';
import type { LineRead } from './lines.ts';

/** Reads the monthly map of practices to ICB, region and clinical system; older months lack the supplier or write CCG and STP columns. */
export function readPracticeMap(header: readonly string[]): (line: readonly string[], source: string) => LineRead {
  const column = new Map(header.map((name, index) => [name.trim().toUpperCase(), index]));
  return (line, source) => {
    if (line.length !== header.length) return { why: `${line.length} columns instead of ${header.length}` };
    const cell = (name: string): string => (line[column.get(name) ?? -1] ?? '').trim();
    const code = cell('PRACTICE_CODE').toUpperCase();
    if (!/^[A-Z0-9-]{3,8}$/.test(code)) return { why: 'no practice code' };
    const asOf = readDay(cell('EXTRACT_DATE'));
    if (asOf === null) return { why: 'no readable EXTRACT_DATE' };
    const area = cell('ICB_CODE') || null;
    const known = column.has('SUPPLIER_NAME') ? { system: systemOf(cell('SUPPLIER_NAME')), systemAsOf: asOf } : {};
    return {
      asOf,
      update: {
        code,
        name: cell('PRACTICE_NAME'),
        kind: 'practice',
        status: 'active',
        postcode: cell('PRACTICE_POSTCODE') || null,
        ...(area === null ? {} : { area }),
        ...known,
        source,
      },
    };
  };
}

/**
 * The system id of a supplier as the file writes it: "EMIS/EVERGREENLIFE" is EMIS Web, as Evergreen Life is the patients' app beside it.
 * Null for "Unknown", and for a practice that changed systems within the month, of which the file cannot say what it runs now.
 */
export function systemOf(supplier: string): string | null {
  const named = supplier
    .split('/')
    .map((part) => part.trim().toUpperCase())
    .filter((part) => part !== '' && part !== 'EVERGREENLIFE');
  const systems = new Set(named.map((part) => suppliers[part] ?? null));
  const [only] = systems;
  return systems.size === 1 ? (only ?? null) : null;
}

const suppliers: Readonly<Record<string, string>> = {
  EMIS: 'emis-web',
  OPTUM: 'emis-web',
  TPP: 'systmone',
  SYSTMONE: 'systmone',
  MEDICUS: 'medicus',
  VISION: 'vision',
  INPS: 'vision',
  CEGEDIM: 'vision',
};
