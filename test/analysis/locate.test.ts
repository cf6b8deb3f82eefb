import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { areaByCode } from '../../analysis/areas.ts';
import type { Locate } from '../../analysis/locate.ts';
import { createLocator } from '../../analysis/locate.ts';
import type { Instant, Place } from '../../src/core/types.ts';
import { createDirectory } from '../../src/directory/directory.ts';
import { organisation } from '../directory/organisation.ts';

let locate: Locate;

beforeAll(async () => {
  const directory = await createDirectory([
    [
      organisation({ code: 'XA-001', name: 'THE HERON LANE SURGERY', town: 'Wilmslow', postcode: 'SK9 0ZZ', area: 'QYG' }),
      organisation({ code: 'XA-002', name: 'MALLARD VIEW MEDICAL CENTRE', town: 'Leeds', postcode: 'LS6 0ZZ', area: 'QWO' }),
      organisation({ code: 'XA-003', name: 'PARK SURGERY', town: 'Leeds', postcode: 'LS6 0ZY', area: 'QWO' }),
      organisation({ code: 'XA-004', name: 'PARK SURGERY', town: 'Maidstone', postcode: 'ME14 0ZY', area: 'QKS' }),
      organisation({ code: 'XA-005', name: 'DRAKE PRACTICE', town: 'Farnborough', postcode: 'GU14 0ZY', area: 'QNQ' }),
      organisation({ code: 'XA-006', name: 'TEAL PRACTICE', town: 'Newport', postcode: 'PO30 0ZY', area: 'QRL' }),
      organisation({ code: 'XA-007', name: 'THE SURGERY', town: 'Wilmslow', postcode: 'SK9 0ZW', area: 'QYG' }),
    ],
  ]);
  locate = createLocator({ directory });
});

const at2024: Instant = '2024-07-19T09:00:00.000Z';
const find = (text: string, author: string | null = null, postedAt: Instant | null = at2024): readonly Place[] =>
  locate({ text, postedAt }, author);
const codes = (places: readonly Place[]): string[] => places.map(({ code }) => code);
const sure = (text: string, author: string | null = null): string[] =>
  codes(find(text, author).filter(({ confidence }) => confidence > 0.5));

test('a place is given as the contract shows it', () => {
  expect(find('EMIS is down in Wilmslow')).toEqual([
    { text: 'Wilmslow', code: 'QYG', name: 'NHS Cheshire and Merseyside', kind: 'icb', method: 'gazetteer', confidence: 0.93 },
  ]);
});

describe("the channel's organisation", () => {
  test('comes first, for certain, with its area', () => {
    expect(find('No phones this morning', 'XA-001')).toEqual([
      { text: null, code: 'XA-001', name: 'THE HERON LANE SURGERY', kind: 'organisation', method: 'channel', confidence: 1 },
      { text: null, code: 'QYG', name: 'NHS Cheshire and Merseyside', kind: 'icb', method: 'channel', confidence: 1 },
    ]);
  });

  test('is placed on the list of the day: the successor after a merger, by its outcode where several took over', () => {
    expect(codes(find('No phones', 'XA-005', '2026-03-31T22:30:00.000Z'))).toEqual(['XA-005', 'QNQ']);
    expect(codes(find('No phones', 'XA-005', '2026-03-31T23:30:00.000Z'))).toEqual(['XA-005', 'QRL']);
    expect(codes(find('No phones', 'XA-005', null))).toEqual(['XA-005', 'QRL']);
  });

  test('gives no place where nobody knows the code, and an area where the code is an area', () => {
    expect(find('No phones', 'N99999')).toEqual([]);
    expect(codes(find('No phones', 'QYG'))).toEqual(['QYG']);
    expect(codes(find('No phones', 'QNX', '2026-09-01T09:00:00.000Z'))).toEqual(['S9B9J']);
  });
});

describe('an outage told of another place', () => {
  test('is placed there, and the author stays as who posted', () => {
    expect(codes(find('Practices in Leeds cannot use SystmOne', 'XA-001'))).toEqual(['XA-001', 'QWO']);
  });

  test('is placed in both where the author speaks of itself too', () => {
    expect(codes(find('We are down, and so are practices in Leeds', 'XA-001'))).toEqual(['XA-001', 'QYG', 'QWO']);
  });

  test('leaves the author where the text only names a wider area around it', () => {
    expect(codes(find('EMIS down across the North West', 'XA-001'))).toEqual(['XA-001', 'QYG', 'Y62']);
  });
});

describe('an organisation named in the text', () => {
  test('is found with its area, also a letter wrong and by its code', () => {
    expect(codes(find('Heron Lane Surgery has no EMIS'))).toEqual(['XA-001', 'QYG']);
    const [misspelt] = find('Malard View Medical Centre has no EMIS');
    expect(misspelt).toMatchObject({
      text: 'Malard View Medical Centre',
      code: 'XA-002',
      method: 'organisation',
      confidence: 0.85,
    });
  });

  test('that shares its name needs a place beside it', () => {
    expect(find('Park Surgery has no EMIS')).toEqual([]);
    expect(codes(find('Park Surgery, Leeds has no EMIS'))).toEqual(['XA-003', 'QWO']);
    expect(codes(find('Park Surgery ME14 has no EMIS'))).toEqual(['XA-004', 'QKS']);
    expect(codes(find('Park Surgery has no EMIS', 'XA-002')).slice(2)).toEqual(['XA-003']);
  });

  test('whose name is everybody’s is never meant', () => {
    expect(find('The Surgery is closed. The surgery has no EMIS.')).toEqual([]);
  });
});

describe('postcodes', () => {
  test.each([
    ['Our branch at sk9 5hx has no phones', ['QYG']],
    ['Outage in SK9', ['QYG']],
    ['Phones down, LS6 and around M20', ['QWO', 'QOP']],
    ['Queues on the M20', []],
    ['N3 is down again', []],
    ['The N3 link in N3 dropped', []],
    ['Practices with N3 postcodes', ['QMJ']],
    ['S1 is slow today', []],
    ['M1 closed at junction 5', []],
    ['B12 injections are off', []],
    ['surgeries in B13', ['QHL']],
    ['order AB12 3456', []],
    ['ZZ1 1ZZ', []],
  ])('%j is in %j', (text, expected) => {
    expect(codes(find(text))).toEqual(expected);
  });

  test('an outcode on the border gives each area with little confidence', async () => {
    const { default: list } = await import('../../analysis/gazetteer/outcodes.json', { with: { type: 'json' } });
    const shared = list.outcodes.find((line) => /^[A-Z]{2}\d+=\w+:0\.5/.test(line))?.split('=')[0] ?? '';
    const places = find(`Outage in ${shared}`, null, null);
    expect(places.length).toBeGreaterThan(1);
    for (const { confidence } of places) expect(confidence).toBeLessThan(0.5);
  });
});

describe('names of areas', () => {
  test.each([
    ['Surgeries across Cheshire & Mersey are down', ['QYG']],
    ['EMIS down #Wirral', ['QYG']],
    ['KENT – NHS computers are out right across the county', ['QKS']],
    ['GPs in Kent and Medway', ['QKS']],
    ['most in south west Hertfordshire, a few across west Essex', ['QM7']],
    ['GP services in North East London', ['QMF']],
    ['in north west London', ['QRV']],
    ['trouble in the North West', ['Y62']],
    ['IT down across Hywel Dda', ['7A2']],
    ['NHS Greater Glasgow and Clyde tells us', ['S08000031']],
    ['two in three surgeries in Northern Ireland', ['GB-NIR']],
    ['Problems in Wales today', ['GB-WLS']],
    ['NHS England says EMIS is down', []],
    ['Kent’s surgeries', ['QKS']],
    ['NHS Frimley ICB has declared an incident', ['QNQ']],
  ])('%j is in %j', (text, expected) => {
    expect(sure(text)).toEqual(expected);
  });

  test('the list of the day decides: a former board named today means its successor', () => {
    expect(codes(find('Surgeries in Sussex', null, at2024))).toEqual(['QNX']);
    expect(codes(find('Surgeries in Sussex', null, '2026-08-01T09:00:00.000Z'))).toEqual(['S9B9J']);
    expect(codes(find('NHS North Central London', null, null))).toEqual(['Z9B2Z']);
  });
});

describe('names of places', () => {
  test.each([
    ['Highbridge, Berrow and Burnham-On-Sea surgeries all hit', ['QSL']],
    ['Off to see my pts as usual. No notes. #Tredegar', ['7A6']],
    ['Seabrook Pharmacy, Burnham-on-Sea', ['QSL']],
    ['half an hour off, back on, off again. (GP, Leeds)', ['QWO']],
    ['Phones are back at Lerwick’s hospital', ['S08000026']],
    ['any surgeries in leeds got emis?', ['QWO']],
    ['Wilmslow Health Centre: no EMIS', ['QYG']],
    ['Handforth and Norris Green', ['QYG']],
    ['No EMIS in Reading', ['QU9']],
    ['Bath surgeries cannot print', ['QOX']],
    ['Newport, Shropshire: phones down', ['QOC']],
  ])('%j is in %j', (text, expected) => {
    expect(sure(text)).toEqual(expected);
  });

  test.each([
    'Reading the notes is impossible',
    'We are reading every message',
    'READING YOUR RECORDS IS IMPOSSIBLE',
    'The sale starts on 5 March, a good deal',
    'Closed from 1 March for a bath',
    'In March we moved to SystmOne',
    'Hope you are all well. Ash is on leave.',
    'Dr Bolton and Sarah Preston are away',
    'London Road Surgery has moved to Derby Street',
    'St Albans Road branch',
    'Barking mad! Rugby is on tonight',
    'Manchester United tickets',
    'Write to us at desk@leeds.nhs.uk or see www.wilmslow.nhs.uk or @NHSLeeds',
    'See https://example.org/leeds/Wilmslow',
    'The wells of patience run dry on Street level. Eye clinic is on.',
    'Flights from Boston to Dallas are late',
    'Cornwall Community Hospital has felt no effect #Ontario',
    'Mendip Vale Medical Practice',
    '',
  ])('%j names no place', (text) => {
    expect(find(text).filter(({ kind }) => kind !== 'organisation')).toEqual([]);
  });

  test('a name of several towns gives them all with little confidence, and the author decides where it can', () => {
    const places = find('Phones are down in Newport');
    expect(codes(places)).toEqual(expect.arrayContaining(['7A6', 'QOC', 'QRL']));
    for (const { confidence } of places) expect(confidence).toBeLessThan(0.5);
    expect(codes(find('Phones are down in Newport', 'XA-006'))).toEqual(['XA-006', 'QRL']);
  });

  test('words are given as written', () => {
    expect(find('Down in  Burnham-On-Sea!')[0]?.text).toBe('Burnham-On-Sea');
    expect(find('Problems in Ynys Môn')[0]).toMatchObject({ text: 'Ynys Môn', code: '7A1' });
    expect(find('Problems in Ynys Môn'.normalize('NFD'))[0]).toMatchObject({ code: '7A1' });
  });

  test('a content warning is read with the text', () => {
    expect(codes(locate({ text: 'EMIS is down', spoiler: 'Leeds, IT', postedAt: at2024 }, null))).toEqual(['QWO']);
  });
});

describe('whatever the text', () => {
  const pieces = fc.constantFrom(
    'Leeds',
    ' in ',
    'Newport',
    '#',
    '🙂',
    '’s ',
    'SK9 5HX',
    '\u0000',
    '\ud800',
    ' Surgery',
    'Mo\u0302n ',
    'ẞ',
    '&',
    '\u202e',
    'İ',
  );
  const texts = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 30 })
    .map((parts) => parts.join(''));

  test('places are of known areas or organisations, each once, with words of the text and a confidence from 0 to 1', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(null, 'XA-001', 'QYG'), (text, author) => {
        const places = find(text, author);
        expect(new Set(codes(places)).size).toBe(places.length);
        for (const place of places) {
          if (place.kind !== 'organisation') expect(areaByCode(place.code)).toMatchObject({ name: place.name, kind: place.kind });
          if (place.text !== null) expect(text).toContain(place.text);
          expect(place.confidence).toBeGreaterThan(0);
          expect(place.confidence).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('curly quotes, composed accents and an address at the end change nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const plain = codes(find(text));
        expect(codes(find(text.replaceAll("'", '’')))).toEqual(plain);
        expect(codes(find(`${text}\n https://example.org/x`))).toEqual(plain);
      }),
    );
  });

  test.each(['a', 'A', ' ', '#', '@', "'", '.', '&', '\u0301', '🙂', 'in Leeds, ', 'Surgery ', 'SK9 ', 'x.y'])(
    'a long text of %j is read in a moment',
    (piece) => {
      const text = piece.repeat(Math.ceil(200_000 / piece.length));
      const startedAt = performance.now();
      find(text);
      expect(performance.now() - startedAt).toBeLessThan(5000);
    },
  );
});
