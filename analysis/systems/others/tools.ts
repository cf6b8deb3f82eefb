import type { SystemRow } from '../../classify/rules.ts';
import { row } from './row.ts';

/** Screens, forms, portals and software that people name by what they are for. */
export const tools: readonly SystemRow[] = [
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
