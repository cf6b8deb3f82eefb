import { systems } from '../systems.ts';

const familyOf = new Map(systems.map((row) => [row.id, row.family]));

/** Family of a system by its id; null for a product outside the list. */
export function familyOfSystem(id: string): string | null {
  return familyOf.get(id) ?? null;
}
