import outcodeList from './gazetteer/outcodes.json' with { type: 'json' };
import type { Share } from './shares.ts';
import { readShares, sharesOn } from './shares.ts';

/**
 * The areas in which an outcode ("SK9") lies on a day, `YYYY-MM-DD` (null: the latest list), largest share first; empty where it is unknown.
 * England and Wales by the addresses of practices and pharmacies; in Scotland and Northern Ireland the postcode area says the country.
 */
export function outcodeShares(outcode: string, day: string | null): readonly Share[] {
  const notation = lists.get(outcode);
  if (notation !== undefined) return sharesOn(readShares(notation), day);
  const code = postcodeAreas[outcode.replace(/\d.*/s, '')];
  return code === undefined ? [] : [{ code, share: 1 }];
}

const lists = new Map(
  outcodeList.outcodes.map((line): [string, string] => {
    const [outcode = '', notation = ''] = line.split('=');
    return [outcode, notation];
  }),
);

// Postcode areas that lie wholly in one country or board: Royal Mail's areas against the boards' own maps. TD crosses the border and is left out.
const postcodeAreas: Readonly<Record<string, string>> = {
  BT: 'GB-NIR',
  ZE: 'S08000026',
  HS: 'S08000028',
  AB: 'GB-SCT',
  DD: 'GB-SCT',
  DG: 'GB-SCT',
  EH: 'GB-SCT',
  FK: 'GB-SCT',
  G: 'GB-SCT',
  IV: 'GB-SCT',
  KA: 'GB-SCT',
  KW: 'GB-SCT',
  KY: 'GB-SCT',
  ML: 'GB-SCT',
  PA: 'GB-SCT',
  PH: 'GB-SCT',
};
