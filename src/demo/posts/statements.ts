import type { Phase } from '../../core/types.ts';
import type { LondonTime } from '../line.ts';

/** Words that went from practice to practice: who copied them, when, and what each put before or after. */
export interface Wording {
  readonly expect: Phase;
  readonly text: string;
  readonly copies: readonly Copy[];
}

type Copy = readonly [by: string, at: LondonTime, adaptation?: { readonly before?: string; readonly after?: string }];

/** The practices' one: first seen in Stockport, over most of England by noon. */
const practices: Wording = {
  expect: 'disrupted',
  text:
    'Because of a worldwide software fault the computer system that we use for appointments and patient records (EMIS Web) is not available this morning. ' +
    'We cannot see your notes, make or change appointments, look up test results or send prescriptions until it returns. ' +
    'If you already have an appointment today, please come as planned and bring your medicines with you. ' +
    'For anything that can wait, please leave it until next week. If you need urgent advice use NHS 111 online, and in an emergency dial 999. ' +
    'Our telephones are working but please keep the lines free for those in most need. Thank you for your patience.',
  copies: [
    ['ravelthorn', 'Fri 08:12'],
    ['bramblewick', 'Fri 08:21'],
    ['mulberrytide', 'Fri 08:24'],
    ['murklewood', 'Fri 08:27', { before: 'PLEASE SHARE.' }],
    ['sparrowgarth', 'Fri 08:30', { before: 'Important notice\n' }],
    ['thornquill', 'Fri 08:32', { before: 'Computer system unavailable\n' }],
    ['ribblefen', 'Fri 08:33'],
    ['lanternmere', 'Fri 08:35', { before: 'System outage, Friday 19 July\n' }],
    ['quincefold', 'Fri 08:37', { before: 'Notice for all Sutton patients.\n' }],
    ['mortlark', 'Fri 08:39', { before: 'Notice from the practice\n' }],
    ['haddlecross', 'Fri 08:42'],
    ['larkspindle', 'Fri 08:44', { before: 'IT failure\n' }],
    ['uxbadger', 'Fri 08:45'],
    ['dovemarch', 'Fri 08:58', { after: "Copied from our friends up the road because we can't put it better." }],
    ['levelmist', 'Fri 08:48'],
    ['tansyford', 'Fri 08:51'],
    ['shinglemoth', 'Fri 08:52', { before: 'Dear patients,\n' }],
    ['sheepfell', 'Fri 08:54', { before: 'Update for patients\n' }],
    ['oxtallow', 'Fri 08:56', { after: 'The team at Oxtallow x' }],
    ['kennetbee', 'Fri 08:59'],
    ['yarrowisle', 'Fri 09:01', { before: 'Island patients, please read:\n' }],
    ['wyrelark', 'Fri 09:03', { before: 'EMIS Web is down\n' }],
    ['hopkiln', 'Fri 09:06'],
    ['gademoth', 'Fri 09:08'],
    ['wrenholt', 'Fri 09:11', { before: 'Clinical system outage\n' }],
    ['cobblemere', 'Fri 09:14', { before: 'Further information\n' }],
    [
      'weyfeather',
      'Fri 09:33',
      { before: "Information about today's appointments\n", after: 'This notice will be removed when the system is back.' },
    ],
    ['keyfettle', 'Fri 09:19', { before: 'Notice\n' }],
    ['cidermoor', 'Fri 09:23', { before: 'From all of us at Cidermoor:\n' }],
    ['tinmallow', 'Fri 09:26'],
    ['elmthimble', 'Fri 09:29', { after: 'The car park is still being resurfaced, as well. Sorry.' }],
    ['wrekinmoth', 'Fri 09:35', { before: 'Our official notice, as promised.' }],
    ['swallowpitch', 'Fri 09:37', { before: 'To all patients\n' }],
    ['solihatch', 'Fri 09:39'],
    ['ouzelbeck', 'Fri 09:44', { after: 'Updates will be posted here and on the door.' }],
    ['isismallow', 'Fri 09:01', { before: 'Notice to patients\n' }],
    ['leasparrow', 'Fri 09:24', { before: 'Please read before you telephone\n' }],
    ['ouseglimmer', 'Fri 09:12', { before: 'IT outage\n' }],
    ['torbuckle', 'Fri 10:05'],
    ['taffwren', 'Fri 10:09', { before: 'Bilingual version to follow, no time this morning, sorry.' }],
    ['daggerfern', 'Fri 09:15', { before: 'Practice notice\n' }],
    ['foylebramble', 'Fri 10:21', { after: 'The out of hours number is on the door.' }],
  ],
};

/** The pharmacies' one. */
const pharmacies: Wording = {
  expect: 'disrupted',
  text:
    'Our dispensary computer system (ProScript Connect) is down today due to the global IT outage. ' +
    "We can't receive electronic prescriptions or check whether yours has arrived. We can still dispense paper prescriptions and we're happy to help with minor ailments over the counter. " +
    "If you're about to run out of an essential medicine please speak to the pharmacist, who may be able to make an emergency supply. " +
    "If yours isn't urgent, please come back after the weekend. Be kind to our team, they're doing their best.",
  copies: [
    ['cocklebell', 'Fri 08:38'],
    ['dobbinquill', 'Fri 08:46'],
    ['wherrypenny', 'Fri 08:55'],
    ['gromwell', 'Fri 09:00'],
    ['saffronkite', 'Fri 09:04', { before: 'To all our customers:' }],
    ['whinberry', 'Fri 09:10'],
    ['ginnelcup', 'Fri 09:13', { after: 'Paper scripts get a gold star.' }],
    ['plaitbell', 'Fri 09:17'],
    ['larchpenny', 'Fri 09:21', { before: 'Update, in proper sentences this time.' }],
    ['hobtop', 'Fri 09:25', { before: 'Dispensary notice\n' }],
    ['whealbutton', 'Fri 09:28'],
    ['bindlewood', 'Fri 09:31'],
    ['stottielane', 'Fri 09:34', { after: 'Ta, pets.' }],
    ['yarrowdene', 'Fri 09:38'],
    ['teaselgate', 'Fri 09:41'],
    ['bellmoor', 'Fri 09:46', { before: 'Notice from the pharmacy\n' }],
    ['mastbuckle', 'Fri 09:50'],
    ['saggarmead', 'Fri 09:54'],
    ['cwmbutton', 'Fri 10:00', { before: 'Bore da.' }],
    ['nailerspring', 'Fri 10:07'],
    ['brindlecup', 'Fri 10:13', { after: 'Open till 6.30 all the same.' }],
  ],
};

/** A short one that went round in the afternoon, when the first had grown stale. */
const returning: Wording = {
  expect: 'restored',
  text:
    'We are pleased to say that our clinical system is working again. If your appointment was cancelled today you do not need to do anything, we will contact you with a new one. ' +
    'Prescriptions requested since Thursday evening will take up to two extra working days. Thank you for your patience and kindness.',
  copies: [
    ['lanternmere', 'Fri 16:10', { before: 'Systems restored\n' }],
    ['ravelthorn', 'Fri 16:25'],
    ['cobblemere', 'Fri 16:32', { before: 'Services restored\n' }],
    ['ribblefen', 'Fri 16:41'],
    ['daggerfern', 'Fri 16:54', { before: 'System update\n' }],
    ['bramblewick', 'Fri 17:01', { before: 'Back online\n' }],
    ['keyfettle', 'Fri 17:14', { before: 'Notice withdrawn\n' }],
    ['copperlamp', 'Fri 17:21', { before: 'Working again\n' }],
    ['uxbadger', 'Fri 17:35'],
    ['oddlebrook', 'Fri 17:48', { before: 'System restored\n', after: 'Repeat prescriptions can be ordered again from Monday.' }],
    ['thornquill', 'Fri 18:07', { before: 'Walk-in desk closed\n' }],
    ['quincefold', 'Fri 18:16', { before: 'Update 3\n' }],
    ['potbankle', 'Sat 08:15', { after: 'Ta duck.' }],
    ['wrenholt', 'Sat 08:25', { before: 'Saturday update\n' }],
  ],
};

export const wordings: readonly Wording[] = [practices, pharmacies, returning];
