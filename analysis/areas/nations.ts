import type { Area } from '../../src/core/types.ts';

/** Regions, boards and countries: none of them has changed since the lists begin. */
export const nationRows: readonly Area[] = [
  ...regionRows().map((row) => lasting({ ...row, kind: 'region', parent: 'GB-ENG', tile: null })),
  ...welshRows().map((row) => lasting({ ...row, kind: 'board', parent: 'GB-WLS', practicesBySystem: null })),
  ...scottishRows().map((row) => lasting({ ...row, kind: 'board', parent: 'GB-SCT', practices: null, practicesBySystem: null })),
  ...irishRows().map((row) => lasting({ ...row, kind: 'board', parent: 'GB-NIR', practices: null, practicesBySystem: null })),
  ...countryRows().map((row) => lasting({ ...row, kind: 'country', parent: null, tile: null })),
];

// NHS England's regions. Source: NHS England, Patients Registered at a GP Practice, 1 August 2026; Open Government Licence v3.
function regionRows(): readonly Pick<Area, 'code' | 'name' | 'shortName' | 'practices' | 'practicesBySystem'>[] {
  return [
    {
      code: 'Y56',
      name: 'London',
      shortName: 'London',
      practices: 1131,
      practicesBySystem: { 'emis-web': 910, systmone: 218, medicus: 3 },
    },
    {
      code: 'Y58',
      name: 'South West',
      shortName: 'South West',
      practices: 512,
      practicesBySystem: { systmone: 332, 'emis-web': 180 },
    },
    {
      code: 'Y59',
      name: 'South East',
      shortName: 'South East',
      practices: 771,
      practicesBySystem: { 'emis-web': 632, systmone: 137, medicus: 2 },
    },
    {
      code: 'Y60',
      name: 'Midlands',
      shortName: 'Midlands',
      practices: 1234,
      practicesBySystem: { 'emis-web': 672, systmone: 562 },
    },
    {
      code: 'Y61',
      name: 'East of England',
      shortName: 'East of England',
      practices: 632,
      practicesBySystem: { systmone: 544, 'emis-web': 87, medicus: 1 },
    },
    {
      code: 'Y62',
      name: 'North West',
      shortName: 'North West',
      practices: 933,
      practicesBySystem: { 'emis-web': 881, systmone: 50, medicus: 2 },
    },
    {
      code: 'Y63',
      name: 'North East and Yorkshire',
      shortName: 'NE & Yorkshire',
      practices: 916,
      practicesBySystem: { systmone: 697, 'emis-web': 219 },
    },
  ];
}

// Local health boards of Wales by ODS code. Practices: ODS epraccur, September 2025; Open Government Licence v3.
// Nobody publishes which system each runs.
function welshRows(): readonly Pick<Area, 'code' | 'name' | 'shortName' | 'practices' | 'tile'>[] {
  return [
    { code: '7A6', name: 'Aneurin Bevan University Health Board', shortName: 'Aneurin Bevan', practices: 71, tile: [2, 10] },
    { code: '7A1', name: 'Betsi Cadwaladr University Health Board', shortName: 'Betsi Cadwaladr', practices: 107, tile: [2, 8] },
    { code: '7A4', name: 'Cardiff and Vale University Health Board', shortName: 'Cardiff & Vale', practices: 57, tile: [1, 11] },
    {
      code: '7A5',
      name: 'Cwm Taf Morgannwg University Health Board',
      shortName: 'Cwm Taf Morgannwg',
      practices: 46,
      tile: [1, 10],
    },
    { code: '7A2', name: 'Hywel Dda University Health Board', shortName: 'Hywel Dda', practices: 49, tile: [1, 9] },
    { code: '7A7', name: 'Powys Teaching Health Board', shortName: 'Powys', practices: 20, tile: [2, 9] },
    { code: '7A3', name: 'Swansea Bay University Health Board', shortName: 'Swansea Bay', practices: 48, tile: [0, 10] },
  ];
}

// Health boards of Scotland by GSS code (ONS, 2019 codes; Open Government Licence v3).
function scottishRows(): readonly Pick<Area, 'code' | 'name' | 'shortName' | 'tile'>[] {
  return [
    { code: 'S08000015', name: 'NHS Ayrshire and Arran', shortName: 'Ayrshire & Arran', tile: [2, 3] },
    { code: 'S08000016', name: 'NHS Borders', shortName: 'Borders', tile: [5, 4] },
    { code: 'S08000017', name: 'NHS Dumfries and Galloway', shortName: 'Dumfries & Galloway', tile: [3, 4] },
    { code: 'S08000029', name: 'NHS Fife', shortName: 'Fife', tile: [5, 2] },
    { code: 'S08000019', name: 'NHS Forth Valley', shortName: 'Forth Valley', tile: [3, 2] },
    { code: 'S08000020', name: 'NHS Grampian', shortName: 'Grampian', tile: [5, 1] },
    { code: 'S08000031', name: 'NHS Greater Glasgow and Clyde', shortName: 'Glasgow & Clyde', tile: [3, 3] },
    { code: 'S08000022', name: 'NHS Highland', shortName: 'Highland', tile: [3, 1] },
    { code: 'S08000032', name: 'NHS Lanarkshire', shortName: 'Lanarkshire', tile: [4, 3] },
    { code: 'S08000024', name: 'NHS Lothian', shortName: 'Lothian', tile: [5, 3] },
    { code: 'S08000025', name: 'NHS Orkney', shortName: 'Orkney', tile: [5, 0] },
    { code: 'S08000026', name: 'NHS Shetland', shortName: 'Shetland', tile: [6, 0] },
    { code: 'S08000030', name: 'NHS Tayside', shortName: 'Tayside', tile: [4, 2] },
    { code: 'S08000028', name: 'NHS Western Isles', shortName: 'Western Isles', tile: [2, 0] },
  ];
}

// Health and social care trusts of Northern Ireland by local commissioning group code (ONS postcode directory; Open Government Licence v3).
function irishRows(): readonly Pick<Area, 'code' | 'name' | 'shortName' | 'tile'>[] {
  return [
    { code: 'ZC010', name: 'Belfast Health and Social Care Trust', shortName: 'Belfast', tile: [1, 6] },
    { code: 'ZC020', name: 'Northern Health and Social Care Trust', shortName: 'Northern', tile: [1, 5] },
    { code: 'ZC030', name: 'Southern Health and Social Care Trust', shortName: 'Southern', tile: [0, 6] },
    { code: 'ZC040', name: 'South Eastern Health and Social Care Trust', shortName: 'South Eastern', tile: [2, 6] },
    { code: 'ZC050', name: 'Western Health and Social Care Trust', shortName: 'Western', tile: [0, 5] },
  ];
}

// Countries by ISO 3166-2. Practices as in the lists above: England on 1 August 2026, Wales in September 2025.
function countryRows(): readonly Pick<Area, 'code' | 'name' | 'shortName' | 'practices' | 'practicesBySystem'>[] {
  return [
    {
      code: 'GB-ENG',
      name: 'England',
      shortName: 'England',
      practices: 6129,
      practicesBySystem: { 'emis-web': 3581, systmone: 2540, medicus: 8 },
    },
    { code: 'GB-WLS', name: 'Wales', shortName: 'Wales', practices: 398, practicesBySystem: null },
    { code: 'GB-SCT', name: 'Scotland', shortName: 'Scotland', practices: null, practicesBySystem: null },
    { code: 'GB-NIR', name: 'Northern Ireland', shortName: 'N Ireland', practices: null, practicesBySystem: null },
  ];
}

function lasting(row: Omit<Area, 'validFrom' | 'validTo' | 'successors'>): Area {
  return { ...row, validFrom: null, validTo: null, successors: [] };
}
