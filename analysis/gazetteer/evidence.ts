import { areaByCode } from '../areas.ts';
import { nameKey } from '../locate/words.ts';

/** One active practice or pharmacy: its address lines, postcode and area on the list before 1 April 2026 and on the latest. */
export interface Address {
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly before: string;
  /** Null where the latest list leaves it open; the outcode then decides. */
  readonly now: string | null;
}

/** How often each name or outcode was met in each area. */
export type Counts = Map<string, { readonly now: Map<string, number>; readonly before: Map<string, number>; major: boolean }>;

/** Counts areas by outcode: "SK9" with QYG 14 times. */
export function countOutcodes(addresses: readonly Address[]): Counts {
  const counts: Counts = new Map();
  for (const address of addresses) {
    const outcode = outcodeOf(address.postcode);
    if (outcode !== null && address.now !== null) add(counts, outcode, address.now, address.before, true);
  }
  return counts;
}

/**
 * Counts areas by the place names of the address lines. The last line that is no county is the post town (a major name); any other line counts
 * only where `known` lists it as a place, as most are buildings and streets.
 */
export function countTowns(addresses: readonly Address[], known: ReadonlySet<string>, outcodes: Counts): Counts {
  const counts: Counts = new Map();
  for (const address of addresses) {
    const now = address.now ?? decideNow(address, outcodes);
    if (now === null) continue;
    const names = placeLines(address.lines);
    const town = names.at(-1);
    for (const name of new Set(names))
      if (name === town || known.has(name)) add(counts, name, now, address.before, name === town);
  }
  for (const [name, found] of counts) if (!known.has(name) && sum(found.now) < 3) counts.delete(name);
  return counts;
}

/** The outward half of a postcode; null for what is none. */
export function outcodeOf(postcode: string): string | null {
  return /^([A-Z]{1,2}\d[A-Z\d]?) ?\d[A-Z]{2}$/.exec(postcode.trim().toUpperCase())?.[1] ?? null;
}

/** The area of the latest list for one of the list before: itself, its only successor, or null where several took over. */
export function successorOf(before: string): string | null {
  const area = areaByCode(before);
  if (area?.validTo === null) return before;
  return area?.successors.length === 1 ? (area.successors[0]?.code ?? null) : null;
}

export function add(counts: Counts, name: string, now: string, before: string, major: boolean): void {
  const found = counts.get(name) ?? { now: new Map<string, number>(), before: new Map<string, number>(), major: false };
  found.now.set(now, (found.now.get(now) ?? 0) + 1);
  found.before.set(before, (found.before.get(before) ?? 0) + 1);
  if (major) found.major = true;
  counts.set(name, found);
}

export function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((so, count) => so + count, 0);
}

function decideNow(address: Address, outcodes: Counts): string | null {
  const outcode = outcodeOf(address.postcode);
  const found = outcode === null ? undefined : outcodes.get(outcode)?.now;
  if (found === undefined) return null;
  const [top] = [...found].sort((a, b) => b[1] - a[1]);
  return top !== undefined && top[1] / sum(found) >= 0.9 ? top[0] : null;
}

// "HUNGATE LANE, HUNMANBY" / "NR. FILEY" / "NORTH YORKSHIRE" gives hunmanby and filey.
function placeLines(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split(/[,(]/))
    .map((part) => nameKey(part.replace(/^\s*(nr\.?|near)\s+/i, '')))
    .filter((name) => name !== '' && !notPlace.test(name) && !counties.has(name));
}

const notPlace =
  /\d|\b(road|rd|street|st|lane|ln|avenue|ave|close|way|drive|dr|parade|crescent|square|terrace|gardens|court|row|walk|place|precinct|centre|ctr|center|surgery|practice|medical|health|clinic|hospital|pharmacy|chemist|chemists|house|building|floor|unit|suite|estate|est|shopping|retail|arcade|mall|store|superstore|supermarket|ltd|tesco|asda|morrisons|sainsburys|boots|lloydspharmacy|the|hc|mc|pcc|group|partnership|wing|villas|mews|broadway|parc|business|industrial|college|university|campus|library|station|church|hall|grove|rise|bank|high|main|gp|dr|drs)$|^(the|unit|ground|first|dr|drs|suite|floor|c o|adj)\b/;

// Postal counties as addresses write them: they say less than the town before them.
const counties = new Set(
  (
    'avon,bedfordshire,beds,berkshire,berks,buckinghamshire,bucks,cambridgeshire,cambs,cambridge shire,cheshire,cleveland,cornwall,cumbria,derbyshire,devon,dorset,' +
    'county durham,co durham,co. durham,east sussex,west sussex,sussex,essex,gloucestershire,glos,greater london,greater manchester,gtr manchester,' +
    'hampshire,hants,herefordshire,hertfordshire,herts,humberside,isle of wight,iow,kent,lancashire,lancs,leicestershire,leics,lincolnshire,lincs,' +
    'merseyside,middlesex,middx,norfolk,northamptonshire,northants,northumberland,north humberside,south humberside,north yorkshire,south yorkshire,' +
    'west yorkshire,n yorkshire,s yorkshire,w yorkshire,w yorks,n yorks,s yorks,east yorkshire,e yorkshire,yorkshire,yorks,nottinghamshire,notts,oxfordshire,oxon,rutland,' +
    'shropshire,salop,somerset,staffordshire,staffs,suffolk,surrey,tyne and wear,tyne wear,warwickshire,warks,west midlands,w midlands,wiltshire,wilts,' +
    'worcestershire,worcs,hereford and worcester,hereford worcester,clwyd,dyfed,gwent,gwynedd,mid glamorgan,south glamorgan,west glamorgan,s glam,w glam,m glam,' +
    'powys,anglesey,conwy,pembrokeshire,ceredigion,carmarthenshire,denbighshire,flintshire,monmouthshire,vale of glamorgan,rhondda cynon taf,rct,' +
    'blaenau gwent,torfaen,caerphilly county,neath port talbot,bridgend county,ynys mon,isle of anglesey,england,wales,uk,united kingdom,gb,isle of man'
  )
    .split(',')
    .map((name) => name.replace('.', '')),
);
