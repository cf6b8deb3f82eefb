import type { SystemRow } from './classify/rules.ts';
import { hospital } from './systems/hospital.ts';
import { infrastructure } from './systems/infrastructure.ts';
import { national } from './systems/national.ts';
import { others } from './systems/others.ts';
import { patients } from './systems/patients.ts';
import { records } from './systems/records.ts';

/** Every system we know by name. Adding one is one entry in one of these files; its hits and misses are run by a test. */
export const systems: readonly SystemRow[] = [...records, ...national, ...patients, ...hospital, ...infrastructure];

/** These and what posts name beside them without an id of its own: all that is looked for. */
export const products: readonly SystemRow[] = [...systems, ...others];
