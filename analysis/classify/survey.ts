import type { AuthorKind } from '../../src/core/types.ts';
import type { Evidence } from './evidence.ts';
import { gather } from './evidence.ts';
import type { Features, Opinion } from './features.ts';
import { extract } from './features.ts';
import type { Layout } from './layout.ts';
import { layOut } from './layout.ts';
import { outagePhase, quietPhase } from './phase.ts';
import type { Reading } from './reading.ts';
import { read } from './reading.ts';
import type { Claim } from './scope.ts';
import { claim } from './scope.ts';
import { sparesSelf, weigh } from './weigh.ts';

/** A text as the rules read it, with what they alone would say of it. */
export interface Survey {
  readonly reading: Reading;
  readonly layout: Layout;
  readonly claims: readonly Claim[];
  readonly evidence: Evidence;
  readonly opinion: Opinion;
}

/** Reads a text and fills `features` with what the model weighs. */
export function survey(text: string, authorKind: AuthorKind | null, features: Features): Survey {
  const reading = read(text, authorKind);
  const layout = layOut(reading);
  const claims = claim(reading, layout);
  const evidence = gather(reading, claims);
  const isSpared = sparesSelf(evidence, reading);
  const weight = weigh(evidence, reading, isSpared);
  const phase = weight > 0 ? outagePhase(evidence, reading) : quietPhase(evidence, reading, isSpared);
  const opinion = { phase, weight };
  extract(reading, claims, evidence, opinion, authorKind, features);
  return { reading, layout, claims, evidence, opinion };
}
