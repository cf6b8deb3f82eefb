import type { AuthorKind, Verdict } from '../../src/core/types.ts';

type Must = Partial<Verdict> & { readonly text: string; readonly from: AuthorKind };

/** What no version may read wrongly: the hard sentences that everything else turns on. */
export const musts: readonly Must[] = [
  { from: 'practice', text: 'Phones are fine but we cannot see records.', phase: 'disrupted', systemsUnaffected: ['phones'] },
  {
    from: 'practice',
    text: 'EMIS is down this morning. SystmOne is working.',
    phase: 'disrupted',
    systems: ['emis-web'],
    systemsUnaffected: ['systmone'],
  },
  { from: 'practice', text: 'We are not affected by the IT outage and are open as usual.', outage: false, phase: 'unaffected' },
  { from: 'practice', text: 'No IT this am, bear with us', phase: 'disrupted' },
  { from: 'practice', text: 'EMIS is back, but slow.', phase: 'recovering', systems: ['emis-web'] },
  {
    from: 'practice',
    text: 'Our phone lines are working again. Thank you for your patience.',
    phase: 'restored',
    systems: ['phones'],
  },
  {
    from: 'practice',
    text: 'EMIS Web will be unavailable on Sunday from 8am to noon for planned maintenance.',
    phase: 'planned',
    outage: false,
    systemsPlanned: ['emis-web'],
  },
  { from: 'practice', text: 'Our phone lines are very busy this morning, please be patient.', phase: 'none' },
  { from: 'practice', text: 'We are short of staff today because of sickness, so waiting times are longer.', phase: 'none' },
  { from: 'practice', text: 'It is a year since CrowdStrike. Remember the paper and pens?', phase: 'none' },
  {
    from: 'practice',
    text: 'If our systems go down we have paper forms ready. Training for all staff on Wednesday.',
    phase: 'none',
  },
  {
    from: 'national',
    text: 'There is a known issue with EMIS Web affecting GP practices across England. 999 is not affected.',
    phase: 'disrupted',
    systems: ['emis-web'],
  },
  {
    from: 'pharmacy',
    text: 'EPS is down so we cannot receive prescriptions. Please bear with us.',
    phase: 'disrupted',
    systems: ['eps'],
  },
  {
    from: 'trust',
    text: 'This is not a cyber attack. Our computers are down because of a network fault.',
    phase: 'disrupted',
    causesDenied: ['cyber'],
  },
  // Other languages: no claim that we can read.
  {
    from: 'patient',
    text: 'Le système informatique du cabinet est en panne, nous ne pouvons pas voir votre dossier.',
    phase: 'none',
    score: 0,
  },
  {
    from: 'patient',
    text: 'System w przychodni nie działa, prosimy dzwonić tylko w pilnych sprawach. Jest awaria EMIS.',
    phase: 'none',
    score: 0,
  },
  { from: 'practice', text: 'Mae ein system gyfrifiadurol i lawr bore ma. Our computers are down.', phase: 'disrupted' },
  { from: 'practice', text: '', phase: 'none', outage: false, reasons: [] },
];
