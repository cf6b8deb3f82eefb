import type { Organisation, OrganisationUpdate } from '../core/types.ts';

/** What is known of an Organisation once a file has told of it: a field that the file does not say stays. */
export function addTold(known: Organisation | null, row: OrganisationUpdate): Organisation {
  return { ...(known ?? { ...untold, code: row.code, name: row.code, source: row.source }), ...toldOf(row) };
}

/** The fields that a row says, null included; undefined says nothing. */
export function toldOf(row: OrganisationUpdate): Partial<Organisation> {
  return Object.fromEntries(Object.entries<unknown>({ ...row }).filter(([, value]) => value !== undefined));
}

/** Fields nobody has told us yet. A row named by a file of patients or systems alone is a place that is open, under its code. */
export const untold: Omit<Organisation, 'code' | 'name' | 'source'> = {
  kind: 'other',
  town: null,
  postcode: null,
  area: null,
  status: 'active',
  openedOn: null,
  closedOn: null,
  system: null,
  systemAsOf: null,
  patients: null,
  patientsAsOf: null,
};
