import type { Advice, AuthorKind, Cause } from '../../src/core/types.ts';
import type { Reading } from './reading.ts';
import type { Claim } from './scope.ts';
import { servicesOf } from './serve.ts';
import type { Survey } from './survey.ts';
import { hearVoice } from './voice.ts';

/** What the rules alone say of the whole text, in the words of the tags: features that the model weighs with the rest. */
export function opinionsOf({ reading, claims, evidence }: Survey, authorKind: AuthorKind | null): readonly string[] {
  return [
    hearVoice(reading, evidence, claims, authorKind),
    ...servicesOf(reading, evidence, []).map((id) => `service ${id}`),
    ...causesOf(claims).map((id) => `cause ${id}`),
    ...deniedOf(claims).map((id) => `denied ${id}`),
    ...adviceOf(reading).map((id) => `advice ${id}`),
  ];
}

function causesOf(claims: readonly Claim[]): readonly Cause[] {
  return unique(
    claims.filter((one) => one.kind === 'cause' && !one.isHypothetical).flatMap(({ finding }) => finding.row.cause ?? []),
  );
}

function deniedOf(claims: readonly Claim[]): readonly Cause[] {
  return unique(claims.filter((one) => one.kind === 'denied').flatMap(({ finding }) => finding.row.cause ?? []));
}

function adviceOf(reading: Reading): readonly Advice[] {
  return unique(reading.findings.flatMap(({ row }) => row.advice ?? []));
}

function unique<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}
