import { readFileSync } from 'node:fs';
import type { Organisation } from '../src/core/types.ts';
import { createRandom } from './random.ts';

/** As many invented practices and pharmacies as asked for, up to 60,000, no two of one name; the smaller list is the start of the larger. */
export function makeOrganisations(count: number): readonly Organisation[] {
  const random = createRandom(1948);
  const all = starts.flatMap((start) => ends.flatMap((end) => kinds.map((kind) => `${start}${end} ${kind}`)));
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [all[last], all[other]] = [all[other] ?? '', all[last] ?? ''];
  }
  return all.slice(0, count).map((name, index) => ({
    code: `BENCH-${index}`,
    name,
    kind: /Pharmacy|Chemist/.test(name) ? 'pharmacy' : 'practice',
    town: null,
    postcode: null,
    area: icbs[index % icbs.length] ?? null,
    status: 'active',
    openedOn: null,
    closedOn: null,
    system: null,
    systemAsOf: null,
    patients: null,
    patientsAsOf: null,
    source: 'invented',
  }));
}

/** What a bench wrote as NDJSON for a process of its own. */
export function readNames(file: string): readonly Organisation[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Organisation);
}

const starts =
  'Alder Amber Bram Brock Cald Carr Cor Crag Dun Eller Fal Farn Gar Gled Hather Hazel Hest Ing Kelm Kirk Lang Lind Mar Mel Mill Nether Oak Orm Pen Quern Rad Raven Sedge Skel Tarn Thorn Ul Wend Whin Yar'.split(
    ' ',
  );

const ends =
  'beck berry bourne bridge by combe cote dale den fell field ford garth gate ham haven hurst ley low mere moor more ness ridge rigg shaw side stead stoke thorpe thwaite toft ton vale wade water well wick wold worth'.split(
    ' ',
  );

const kinds = [
  ...[
    'Surgery',
    'Medical Centre',
    'Medical Practice',
    'Health Centre',
    'Group Practice',
    'Family Practice',
    'Practice',
    'Pharmacy',
  ],
  ...['Road Surgery', 'Lane Surgery', 'Street Surgery', 'Park Surgery', 'Road Pharmacy', 'Village Surgery', 'Chemist', 'Doctors'],
  ...['House Surgery', 'Green Surgery', 'Road Medical Centre', 'Community Pharmacy', 'Hill Surgery', 'Partnership', 'Clinic'],
  ...['Road Health Centre', 'Late Night Pharmacy', 'Street Medical Centre', 'Lane Pharmacy', 'Park Medical Centre'],
  ...['Park Pharmacy', 'Cross Surgery', 'View Surgery', 'Court Surgery', 'Grove Surgery', 'Close Surgery', 'Street Pharmacy'],
  ...['Hill Medical Centre', 'Lane Medical Centre', 'Primary Care Centre'],
] as const;

const icbs = 'QYG QOP QE1 QHM QF7 QWO QOQ QHL QUA QGH QNX QRL QSL QVV QUY QT1 QJM QK1'.split(' ');
