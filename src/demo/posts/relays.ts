import type { Line } from '../line.ts';

/** People passing on what others told them, and posts that only quote or discuss the day. */
export const relays: readonly Line[] = [
  [
    'tidewaymutual',
    'Fri 08:05',
    'disrupted',
    'Practices in Lewisham, Bromley and Greenwich report that their record system is down. Please keep your appointment unless the surgery tells you not to come.',
  ],
  [
    'tynewear',
    'Fri 08:41',
    'disrupted',
    "Colleagues from Berwick to Durham say EMIS is unavailable. If you're a patient, use 111 online for advice today where you can.",
  ],
  [
    'severnbank',
    'Fri 08:56',
    'disrupted',
    "GP systems outage\nSurgeries in Bristol, North Somerset and South Gloucestershire tell us that they can't open patient records. They are still seeing urgent cases. Community pharmacies may not be able to receive electronic prescriptions.",
  ],
  [
    'wealdmarsh',
    'Fri 09:14',
    'disrupted',
    "Kent patients: most of our surgeries use EMIS and they are telling us it is not available this morning. Don't call to check an appointment. Just go.",
  ],
  [
    'pearlbarrow',
    'Fri 09:27',
    'disrupted',
    "The surgery next door has asked us to let people know their system is down so they can't send us prescriptions till further notice. Ours is fine.",
  ],
  [
    'merseyfold',
    'Fri 10:40',
    'disrupted',
    "Update: practices across Cheshire and Merseyside still cannot open EMIS. We've asked hospitals to phone through anything urgent instead of sending it electronically.",
  ],
  [
    'irwellbend',
    'Fri 10:52',
    'disrupted',
    "Our area's IT team tells us the fault lies in a security update to Windows computers, not in an attack. EMIS is still down at most Greater Manchester surgeries.",
  ],
  [
    'broadwherry',
    'Fri 11:25',
    'disrupted',
    "Our pharmacist neighbours say the ProScript shops in Norwich can't receive prescriptions. We've been asked to pass on: paper is fine.",
  ],
  [
    'camfen',
    'Fri 11:51',
    'disrupted',
    'We hear from colleagues in Bedford and Hertford that their EMIS systems remain out of action and they are seeing emergencies only.',
  ],
  [
    'tynewear',
    'Fri 12:30',
    'disrupted',
    'Still hearing from North East practices on EMIS that nothing is back. SystmOne practices are working normally and are offering neighbours a hand, which is very decent of them.',
  ],
  [
    'mossbelle',
    'Fri 12:42',
    'disrupted',
    "Passing on from three surgeries in Stockport: they can't send us anything electronically as their computers are still off. Ask them for a paper script.",
  ],
  [
    'wealdmarsh',
    'Fri 15:26',
    'recovering',
    "Practices in Kent and Medway tell us EMIS is gradually coming back. Some have it, some don't. Please hold routine requests until Tuesday.",
  ],
  [
    'tidewaymutual',
    'Fri 16:00',
    'recovering',
    "Surgeries report that EMIS is coming back bit by bit in South East London. Appointments cancelled today will be rebooked by your practice, please don't ring for a new date yet.",
  ],
  [
    'severnbank',
    'Fri 17:05',
    'restored',
    'GP systems back\nOur member surgeries have told us that EMIS is working again. Monday will be busy while they catch up.',
  ],
  [
    'trentloop',
    'Fri 17:55',
    'restored',
    'Staffordshire practices tell us EMIS is working again since mid-afternoon. Doctors will be entering paper notes over the weekend, mostly unpaid, mostly cheerfully.',
  ],
  [
    'tynewear',
    'Sat 09:50',
    'restored',
    'Every EMIS practice that wrote to us yesterday has written again to say they are back. Some of the emails contained swearing. Joyful swearing.',
  ],
  [
    'chemistguild',
    'Sat 11:30',
    'recovering',
    "Members are dispensing normally again, though many still have Friday's prescriptions to clear. Thank you for your patience and for bringing your own pens.",
  ],
  [
    'camfen',
    'Sat 12:20',
    'none',
    "We're collecting lessons from Friday: what was in your continuity plan, what wasn't, and who had a paper BNF. Write to us by 9 August.",
  ],
  [
    'trentloop',
    'Fri 09:20',
    'disrupted',
    "Not a cyber attack, we're told. Practices in Stoke, Cannock and Burton have no EMIS and no idea when they'll get it.",
  ],
];
