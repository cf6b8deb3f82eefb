import type { SetField } from './label.ts';

/**
 * How a labelled row names its fields. `guide`: the label guide's snake_case. `contract`: the Verdict's camelCase. `short`: our training
 * texts, in which a field left away means "none"; in the others it means "not labelled". `plain`: no field by which they differ.
 */
export type Dialect = 'guide' | 'contract' | 'short' | 'plain';

/** A labelled row as it was read: a JSON object, or a line of a table made into one. */
export type Row = Readonly<Record<string, unknown>>;

export type ListField = Exclude<SetField, 'areas'>;

const shared = { systems: 'systems', services: 'services', cause: 'cause', advice: 'advice', places: 'places' } as const;

const guide: Readonly<Record<ListField, string>> = {
  ...shared,
  systemsUnaffected: 'systems_unaffected',
  systemsCause: 'systems_cause',
  systemsPlanned: 'systems_planned',
  systemsSwitchedOff: 'systems_switched_off',
  causesDenied: 'causes_denied',
};

const contract: Readonly<Record<ListField, string>> = {
  ...shared,
  systemsUnaffected: 'systemsUnaffected',
  systemsCause: 'systemsCause',
  systemsPlanned: 'systemsPlanned',
  systemsSwitchedOff: 'systemsSwitchedOff',
  causesDenied: 'causesDenied',
};

const short: Readonly<Record<ListField, string>> = {
  ...shared,
  systemsUnaffected: 'unaffected',
  systemsCause: 'causedBy',
  systemsPlanned: 'planned',
  systemsSwitchedOff: 'switchedOff',
  causesDenied: 'denied',
};

/** What each dialect calls the lists of a label. */
export const listNames: Readonly<Record<Dialect, Readonly<Record<ListField, string>>>> = {
  guide,
  contract,
  short,
  plain: contract,
};

/** The dialect of one row, by a field that no other dialect has; `plain` where it has none. */
export function dialectOf(row: Row): Dialect {
  if ('author_kind' in row) return 'guide';
  return (['guide', 'contract', 'short'] as const).find((one) => ownNames(one).some((name) => name in row)) ?? 'plain';
}

/** A short row that labels nothing but the phase looks plain: it is read as the rows around it are. */
export function dialectOfFile(rows: readonly Row[]): Dialect {
  const seen = new Set(rows.map(dialectOf));
  seen.delete('plain');
  const [only] = seen;
  return seen.size === 1 && only !== undefined ? only : 'plain';
}

function ownNames(dialect: 'guide' | 'contract' | 'short'): readonly string[] {
  const sharedNames = new Set<string>(Object.values(shared));
  return Object.values(listNames[dialect]).filter((name) => !sharedNames.has(name));
}
