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
  row(
    'check-in screen',
    [
      '(self)? (check in|checkin|arrival|arrivals) (screen~|kiosk~|machine~|tablet~|terminal~|system|touchscreen~)',
      'self (service)? (check in|checkin)',
    ],
    {
      implies: 'check-in',
      hits: ['The check-in screen is frozen, see reception', 'Self check-in is out of order', 'Our check-in kiosks are down'],
      misses: ['we will check in with you tomorrow'],
    },
  ),
  row(
    'online consultation',
    [
      'online (consultation~|consult~) (form~|system|service|tool|platform|requests)?',
      'online (triage|request|contact|medical|patient|enquiry) (form~|system|tool|service)',
      'online form~',
      'triage (form|tool|system)',
    ],
    {
      implies: 'online-requests',
      hits: ['Our online forms are not reaching us', 'Online forms cannot be sent', 'Online consultations are unavailable'],
      misses: ['find us online'],
    },
  ),
  row(
    'online booking',
    [
      'online (appointment)? (booking|bookings) (system|service|page|tool|site)?',
      '(appointment|appointments|flu|vaccine|jab|clinic) booking (system|site|page|link~|app|website)',
      'booking (app|site|website|system|page|portal)',
    ],
    { implies: 'online-requests', hits: ['Online booking is down', 'The booking site has crashed'], misses: ['book a table'] },
  ),
  row('pharmacy app', ['(pharmacy|chemist) app'], { hits: ['The pharmacy app is down'] }),
  row('repeat ordering', ['(repeat|prescription|medication|online) ordering (system|service|line|portal|page|site)?'], {
    hits: ['Repeat ordering is down'],
    misses: ['order your repeat in good time'],
  }),
  row('printing', ['printing > @fault', 'printing (is|was)', '(our|the|all) (printer|printers)', 'print (server|queue|system)'], {
    hits: ['Printing is down at both sites', 'The printers are down'],
    misses: ['the leaflet is in print'],
  }),
  row(
    'letters system',
    ['(letter|letters) (system|software|server)', '(hospital|outpatient|electronic) letters', 'discharge (letters|summaries)'],
    { hits: ['The letters system is down', 'Hospital letters are not reaching us'], misses: ['write us a letter'] },
  ),
  row('PAS', ['PAS', 'patient (administration|admin) system'], {
    hits: ['PAS is down across the trust'],
    misses: ['pas de deux', 'the PA will see you'],
  }),
  row('patient transport booking', ['(patient)? transport booking (system|line|service|portal|site)?'], {
    hits: ['The patient transport booking system is down'],
  }),
  row('payroll', ['payroll (system|software|portal)?'], { hits: ['Payroll is down'] }),
  row('signalling', ['(rail|railway)? signalling (system|computer~)?'], {
    hits: ['Signalling is down at Crewe'],
    misses: ['signal your turn'],
  }),
  row('game servers', ['(game|gaming) server~'], { hits: ['Game servers are down again'] }),
  row('school app', ['(school|schools|parent|parents|nursery) app'], { hits: ['The school app is down'] }),
  row('maternity app', ['maternity (notes)? app'], { hits: ['The maternity notes app is down'] }),
  row('dental software', ['dental (practice)? (software|system)'], { hits: ['Our dental software is down'] }),
  row('referral portal', ['referral (portal|platform|hub)'], { hits: ['The referral portal is down'] }),
  row('claims portal', ['claim~ (portal|module)'], { hits: ['The claims portal is down'] }),
  row('remote monitoring', ['(remote|home|pacemaker) monitoring (system|app)?'], { hits: ['Remote monitoring is down'] }),
  row('care planning software', ['care (plan|planning|planner) (app|software|system)'], {
    hits: ['Care planning software is down'],
  }),
  row('INR software', ['INR (dosing)? (software|system)'], { hits: ['INR dosing software is down'] }),
  row('interpreter line', ['(interpreter|interpreting|interpretation) (line|service|booking)'], {
    hits: ['The interpreter line is down'],
  }),
  row('screening system', ['(cervical|breast|bowel|eye)? screening (system|software|database)'], {
    hits: ['The eye screening system is down'],
  }),
  row('intranet', ['intranet'], { hits: ['The intranet is down'] }),
  row('fax', ['fax (machine|line|number)?'], { hits: ['The fax is down'] }),
  row('live stream', ['live stream~', 'livestream~'], { hits: ['The live stream is down'] }),
  row('remote access', ['remote access (system)?'], { hits: ['Remote access is down'] }),
  row('surgery pod', ['(surgery|health) pod~'], { hits: ['The surgery pod is down'] }),
  row('self-referral form', ['self referral (form|page|link|portal|line)'], { hits: ['The self-referral form is down'] }),
  row('dispensing hub', ['dispensing hub'], { hits: ['The dispensing hub is down'] }),
  row('web chat', ['web chat', 'webchat', 'live chat'], { hits: ['Web chat is down'] }),
];
