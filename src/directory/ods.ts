import { areaByCode } from '../../analysis/areas.ts';
import type { AuthorKind, Organisation } from '../core/types.ts';
import { readDay } from './dates.ts';
import type { LineRead } from './lines.ts';

/**
 * Reads a line of `epraccur` or `edispensary`: 27 columns in two dialects, status `A C D P` with setting `4`, or `ACTIVE INACTIVE` with `RO76`.
 * Columns: https://www.odsdatasearchandexport.nhs.uk/
 */
export function readOds(kind: 'practice' | 'pharmacy'): (line: readonly string[], source: string) => LineRead {
  return (line, source) => {
    if (line.length !== 27) return { why: `${line.length} columns instead of 27` };
    const code = (line[0] ?? '').trim().toUpperCase();
    const name = (line[1] ?? '').trim();
    if (!/^[A-Z0-9-]{3,8}$/.test(code)) return { why: 'no organisation code in column 1' };
    if (name === '') return { why: 'no name in column 2' };
    const status = statusOf(line);
    if (status === null) return { why: 'unknown status in column 13' };
    const openedOn = readDay(line[10] ?? '');
    return {
      asOf: openedOn,
      update: {
        code,
        name,
        kind: kind === 'practice' ? practiceKind(line[25] ?? '') : pharmacyKind(line[13] ?? ''),
        town: townOf(line.slice(4, 9)),
        postcode: (line[9] ?? '').trim() || null,
        area: areaOf(line),
        status,
        openedOn,
        closedOn: readDay(line[11] ?? ''),
        source,
      },
    };
  };
}

function statusOf(line: readonly string[]): Organisation['status'] | null {
  return statuses[(line[12] ?? '').trim().toUpperCase()] ?? null;
}

const statuses: Readonly<Record<string, Organisation['status']>> = {
  A: 'active',
  ACTIVE: 'active',
  C: 'closed',
  INACTIVE: 'closed',
  D: 'dormant',
  P: 'proposed',
};

// Setting 4, RO76 in the newer dialect, is a GP practice; prisons, clinics, walk-in centres and the like stand in the same file.
function practiceKind(setting: string): AuthorKind {
  return setting === '4' || setting.split('|').includes('RO76') ? 'practice' : 'other';
}

// 1 pharmacy, 2 appliance contractor, 3 other; RO182 in the newer dialect.
function pharmacyKind(subtype: string): AuthorKind {
  return subtype === '1' || subtype === 'RO182' || subtype === '' ? 'pharmacy' : 'other';
}

// An ICB stands in column 4 (in column 24 of a pharmacy), a Welsh board in column 15. Codes that are no area's, such as those of abolished
// regions, are kept as written where nothing better is there.
function areaOf(line: readonly string[]): string | null {
  const codes = [line[3], line[14], line[23]].map((code) => (code ?? '').trim());
  return codes.find((code) => areaByCode(code) !== null) ?? (codes[0] === '' ? null : (codes[0] ?? null));
}

/** The post town: the last address line that is neither a county nor a street. */
function townOf(lines: readonly string[]): string | null {
  const places = lines.flatMap((line) => line.split(',')).map((line) => line.trim());
  const town = places.findLast((line) => line !== '' && !/\d/.test(line) && !counties.test(line));
  return town === undefined ? null : titleCase(town);
}

const counties =
  /^((north|south|east|west|mid|greater|gtr|co|county|n|s|e|w)\.? )?(\w*shire|avon|beds|berks|bucks|cambs|cleveland|clwyd|cornwall|cumbria|devon|dorset|durham|dyfed|essex|glamorgan|glos|gwent|gwynedd|hants|herts|humberside|kent|lancs|leics|lincs|manchester county|merseyside|middlesex|middx|midlands|norfolk|northants|northumberland|notts|oxon|powys|rutland|salop|somerset|staffs|suffolk|surrey|sussex|tyne (and|&) wear|warks|wilts|worcs|yorkshire|yorks|isle of wight|england|wales|uk|united kingdom)$/i;

function titleCase(name: string): string {
  return name.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}
