import type { Area, Organisation } from '../../src/core/types.ts';
import { areaByCode, isValid, predecessors } from '../areas.ts';
import { outcodeShares } from '../outcodes.ts';
import type { Share } from '../shares.ts';

/**
 * Where an organisation lay on a day: its recorded area where that was valid and has not changed its extent; across a merger its outcode decides;
 * where that leaves it open, all areas that took over or went before, with their shares. Empty where nothing is known.
 */
export function residenceOf(organisation: Organisation, day: string | null): readonly Share[] {
  const recorded = organisation.area === null ? null : areaByCode(organisation.area);
  if (recorded === null) return [];
  const choices = across(recorded, day);
  if (choices.length === 1) return choices;
  const outcode = /^[A-Z]{1,2}\d[A-Z\d]?(?= ?\d[A-Z]{2}$)/.exec(organisation.postcode ?? '')?.[0];
  const byOutcode = outcode === undefined ? [] : outcodeShares(outcode, day);
  const sure = byOutcode.find(({ code, share }) => share >= 0.9 && choices.some((choice) => choice.code === code));
  return sure === undefined ? choices : [sure];
}

function across(recorded: Area, day: string | null): readonly Share[] {
  if (isValid(recorded, day)) return grown(recorded, day);
  if (recorded.validTo !== null && (day === null || day > recorded.validTo)) return recorded.successors;
  return evenly(predecessors(recorded.code).map(({ code }) => code));
}

// Hampshire kept its code when it took part of Frimley: a code recorded today may have been Frimley's before.
function grown(recorded: Area, day: string | null): readonly Share[] {
  const taken = predecessors(recorded.code);
  const [former] = taken.map(({ code }) => areaByCode(code));
  if (day === null || former === undefined || former === null || !isValid(former, day))
    return [{ code: recorded.code, share: 1 }];
  const others = taken.map(({ code }) => ({ code, share: 0.05 }));
  return [{ code: recorded.code, share: 1 - 0.05 * others.length }, ...others];
}

function evenly(codes: readonly string[]): readonly Share[] {
  return codes.map((code) => ({ code, share: 1 / codes.length }));
}
