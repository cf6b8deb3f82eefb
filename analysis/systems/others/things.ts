import type { SystemRow } from '../../classify/rules.ts';
import { row } from './row.ts';

/** Kinds of thing that people name as if they were one product. */
export const things: readonly SystemRow[] = [
  row(
    'label printer',
    ['(label|labelling|labels|wristband|zebra) (printer~|machine~)', '(print|printing) (any|the|our)? label~'],
    {
      hits: ['Our label printers have died', 'We cannot print labels this morning'],
    },
  ),
  row(
    'PACS',
    [
      'PACS',
      'pacs (system|viewer)',
      '(x ray|xray|radiology|imaging|scan) (system~|viewer|archive|image~|picture~)',
      'image (viewer|archive)',
    ],
    {
      hits: ['PACS is down, no images', 'GPs cannot see x-ray images'],
      misses: ['it packs well', 'book your x-ray today'],
    },
  ),
  row('patient portal', ['(the|our|trust|hospital)? patient (portal|portals)', '(our|appointments|hospital) portal'], {
    hits: ['Our portal is down'],
  }),
  row('ordering app', ['(repeat|prescription)? ordering app']),
  row('dispensing robot', ['(dispensing|pharmacy|picking|dispensary|our|the) robot~'], {
    hits: ['The robot is down, so we pick by hand'],
  }),
  row('hosted desktop', ['(hosted|remote|virtual) desktop~', 'citrix', 'VDI'], { hits: ['Hosted desktops will not open'] }),
  row('rota', ['(rota|roster|rostering|erostering) (system|app|software)', 'e rostering'], { hits: ['The rota app is down'] }),
  row(
    'shared care record',
    ['shared care record~', '(great north|one london|london|wessex|local|county|joined up) care record~', 'shared viewer'],
    { hits: ['The shared care record is unavailable'] },
  ),
  row('call screen', ['jayex', '(call|calling) (in)? (screen~|board~)', '(patient|waiting room) call (screen~|system~)'], {
    hits: ['The call screen is stuck', 'Jayex screens are down'],
    misses: ['call us to screen for it'],
  }),
  row('mobile network', ['mobile (network~|signal|coverage|reception|phone network~|phone signal)', 'phone signal'], {
    hits: ['There is no mobile signal in the valley'],
  }),
  row('shared drive', ['(shared|network|s|k|h|n|u|g) (drive|drives)', 'shared folder~'], {
    hits: ['We cannot open the shared drive'],
    misses: ['share the drive to work'],
  }),
  row('till', ['(the|our|my|all)? tills', '(the|our|my) till', 'epos (system)?'], {
    hits: ['Our tills are down'],
    misses: ['open till six'],
  }),
  row('door entry', ['door (entry|access) (system|panel|keypad)?', '(swipe|door) (card reader~|fob~)', 'entry fobs'], {
    hits: ['The door entry system is not working'],
  }),
  row('barcode scanner', ['(barcode|bar code) (scanner~|gun~|reader~)']),
  row('pagers', ['pagers', 'bleeps', 'bleep (system)', 'pager system'], { hits: ['Hospital bleeps are not working'] }),
  row('dictation', ['(digital)? dictation (system|software|app|company)?']),
  row('VPN', ['VPN', 'virtual private network']),
  row('video calls', ['video (consultation~|appointment~|appt~|clinic~|call~|link)', 'video consulting'], {
    hits: ['Video appointments keep dropping out'],
  }),
  row('telecare', ['telecare', 'pendant alarm~', 'falls pendants', 'careline']),
  row(
    'collection locker',
    ['(collection|prescription) (locker~|point machine|machine~|robot)', '24 hour collection (point|machine)', 'pharmaself'],
    {
      hits: ['Our collection locker is out of order'],
    },
  ),
  row(
    'ambulance dispatch',
    [
      '(ambulance)? (computer aided|computer)? dispatch (system~|software)',
      '(ambulance|999) CAD',
      'ambulance cad',
      'CAD',
      'computer dispatch',
      'dispatch (computer~|screen~)',
      'control room (computer~|screen~|system~)',
    ],
    { hits: ['The computer dispatch system failed at 2am', 'Our CAD has crashed'], misses: ['a cad and a bounder'] },
  ),
  row('nurse call', ['nurse call (system~)?', 'call (bells|buttons)'], {
    hits: ['The nurse call system is down'],
    misses: ['the nurse will call you'],
  }),
  row('pneumatic tube', ['pneumatic tube~', '(air|pod|chute)? tube system', 'pod system'], {
    hits: ["The lab's pod system is down"],
  }),
  row('parking cameras', ['number plate (camera~|reader~|recognition)', 'ANPR', 'parking camera~'], {
    hits: ['Number plate cameras are not reading'],
  }),
  row('BP monitor', ['(bp|blood pressure) (machine|monitor~|pod~)'], { hits: ['The BP monitor will not talk to our records'] }),
  row('drug cabinet', ['omnicell', 'pyxis', '(drug|medicine|medication) cabinet~'], { hits: ['Omnicell is down on ward 4'] }),
  row('ePMA', ['epma', 'electronic prescribing (system)?', 'e prescribing (system)?']),
  row('e-learning', ['e learning (site|portal|platform|system)', 'elearning (site|portal|platform|system)'], {
    hits: ['The e-learning site is down'],
  }),
  row('finance system', ['(finance|accounts|invoicing) (system|ledger|software)']),
  row('document viewer', ['document (viewer|management system|store)']),
  row('ECG', ['ECG (machine~|system)'], { hits: ['Our ECG machine is not sending traces'] }),
  row('999', ['(the)? 999 (system|calls|service|lines|number)'], {
    hits: ['999 calls are not getting through'],
    misses: ['call 999 in an emergency'],
  }),
  row('101', ['(police)? 101 (system|calls|service|line|lines|number)'], {
    hits: ['101 calls are not getting through'],
    misses: ['Finance 101 for partners'],
  }),
  row('fridge logger', ['fridge (logger~|monitor~|sensor~|alarm system)']),
  row('banking app', ['(banking|bank) app~', '(online|mobile|internet) banking'], { hits: ['Online banking is down again'] }),
  row('departure boards', ['departure (board~|screen~)', 'live arrivals'], { hits: ['Departure boards are blank at Crewe'] }),
  row('e-gates', ['(e gates|egates|passport gates|border gates)', 'e gate~'], { hits: ['e-gates at Gatwick down again'] }),
  row('parking app', ['parking app', 'ringgo', 'justpark', 'paybyphone'], { hits: ['Parking app will not take my card'] }),
  row('delivery app', ['(delivery|driver|drivers) app']),
];
