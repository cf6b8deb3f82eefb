import type { Organisation, Place, PlaceMethod } from '../../src/core/types.ts';
import { areaByCode } from '../areas.ts';
import type { Share } from '../shares.ts';

/** An organisation as a Place. */
export function organisationPlace(
  { code, name }: Organisation,
  text: string | null,
  method: PlaceMethod,
  confidence: number,
): Place {
  return { text, code, name, kind: 'organisation', method, confidence };
}

/** An area as a Place; nothing for a code that is no area's. */
export function areaPlace({ code }: Share, text: string | null, method: PlaceMethod, confidence: number): readonly Place[] {
  const area = areaByCode(code);
  return area === null ? [] : [{ text, code, name: area.name, kind: area.kind, method, confidence: round(confidence) }];
}

/** Confidence at which one of several possible areas ends. */
export const uncertain = 0.45;

/** Whether one area holds so much of a place that it may be given alone. */
export function isSure(shares: readonly Share[]): boolean {
  return (shares[0]?.share ?? 0) >= 0.9;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
