import type { Organisation } from '../../src/core/types.ts';

/** An invented, active practice with what a test says of it; codes with a hyphen are never issued. */
export function organisation(known: Pick<Organisation, 'code' | 'name'> & Partial<Organisation>): Organisation {
  return {
    kind: 'practice',
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
    source: 'invented',
    ...known,
  };
}
