import type { Area } from '../../src/core/types.ts';

/** An ICB as the lists write it: what is the same for all of them is left out. */
export type IcbRow = Pick<Area, 'code' | 'name' | 'shortName' | 'parent' | 'validFrom' | 'practices' | 'practicesBySystem'> &
  Partial<Pick<Area, 'validTo' | 'successors' | 'tile'>>;
