import type { PhraseRow } from '../classify/rules.ts';

/** What patients are told to do; kept only where there is a disruption. */
export const advice: readonly PhraseRow[] = [
  {
    id: 'advice.attend',
    kind: 'advice',
    advice: 'attend-as-normal',
    says: [
      '(attend|come|turn up|come along) ..6 (as normal|as usual|as planned|unless|still)',
      '(still|continue to|please|should|do) (attend|come to|come along to|keep) ..3 @svc',
      '(please|should|still) attend',
      '@svc ..3 (going ahead|go ahead|as planned|will still go ahead|as normal)',
      '(open|opening) (as normal|as usual)',
    ],
    hits: ['Please attend as normal', 'Appointments are going ahead'],
    misses: ['Attendance figures', 'Do not attend'],
  },
  {
    id: 'advice.urgent',
    kind: 'advice',
    advice: 'urgent-only',
    says: [
      '(urgent|emergencies|emergency|essential) (only|cases only|calls only|appointments only|queries only|matters only|requests only|issues only|problems only)',
      '(only|just) (call|ring|phone|contact|deal|dealing|see|seeing|attend|come|book|booking|dealing with|able to see|able to deal with|offering|accepting|use|get in touch) ..5 (urgent|emergency|emergencies|urgently|essential|absolutely necessary)',
      'only (urgent|emergencies|emergency)',
      '(unless|if) (it is|it s|its|you are|your (problem|call|query) is)? (urgent|an emergency|a medical emergency|absolutely urgent|medically urgent|absolutely necessary)',
      '(non urgent|nonurgent|routine) ..4 (wait|another day|tomorrow|next week|monday|later|not be|do not|avoid|delay|call back|postpone)',
      '(do not|please avoid|avoid) (call|ring|phone|calling|ringing|phoning|contact|contacting) (us|the surgery|the practice)? (unless|today unless|with non urgent|for non urgent|for routine)',
    ],
    hits: ['Please only call for urgent problems', 'Urgent appointments only', 'unless it is urgent'],
    misses: ['urgent treatment centre', 'Only fools'],
  },
  {
    id: 'advice.111',
    kind: 'advice',
    advice: 'use-111',
    says: [
      '(call|ring|use|contact|phone|dial|try|via|visit|through|nhs|to|or|online) (nhs)? 111',
      '111 (online|for)',
      '@sys? 111 for',
    ],
    hits: ['Please call 111', 'Use NHS 111 online'],
    misses: ['Room 111', '0111'],
  },
  {
    id: 'advice.phone',
    kind: 'advice',
    advice: 'phone-us',
    says: [
      '(please|instead|can|should|still|to|just)? (phone|ring|call|telephone) (us|the surgery|the practice|reception|our reception|the pharmacy|our|in) (on|instead|directly|between|if)?',
      'contact us by (phone|telephone)',
      'by (phone|telephone) (instead|only)',
      'call (our|this|the) (mobile|number|alternative|emergency|landline|main)',
      '(alternative|temporary|emergency) (number|phone|mobile|telephone)',
    ],
    hits: ['Please phone us instead', 'Call the surgery on our mobile'],
    misses: ['Do you have a phone', 'called it a day'],
  },
  {
    id: 'advice.come',
    kind: 'advice',
    advice: 'come-in',
    says: [
      '(come|pop|call|drop|walk|visit|attend) (in|into|to|along|down|at)? (the)? (surgery|practice|person|reception|in person|front desk|pharmacy)',
      '(come|pop|call|drop|walk) in',
      'in person',
      '(speak|speak to|to|at) (the)? (reception|front desk) (desk|in person)?',
    ],
    hits: ['Please come in to the surgery', 'Visit us in person'],
    misses: ['income tax', 'in time'],
  },
  {
    id: 'advice.paper',
    kind: 'advice',
    advice: 'paper-prescriptions',
    says: [
      '(paper|handwritten|hand written|green|printed|written|fp10) (prescription|prescriptions|scripts|script|@svc)',
      '@svc (on paper|by hand|handwritten)',
      '(collect|pick up) (your|a|paper|them)? (paper)? @svc',
    ],
    hits: ['Paper prescriptions can be collected', 'handwritten scripts only'],
    misses: ['news papers', 'a greenhouse'],
  },
  {
    id: 'advice.bring',
    kind: 'advice',
    advice: 'bring-details',
    says: [
      'bring ..4 (list|details|medication|medications|medicines|repeat slip|repeat|prescription|boxes|letter|letters|id|paperwork|@svc)',
      '(have|know) your (medication|details|@svc) ..2 (ready|to hand|with you)',
    ],
    hits: ['Please bring a list of your medication', 'bring any letters'],
    misses: ['Bring it on', 'Spring is here'],
  },
  {
    id: 'advice.later',
    kind: 'advice',
    advice: 'try-later',
    says: [
      '(try|call|ring|phone|come|check|contact us) (us|back)? (again|back)? (later|tomorrow|this afternoon|after #|after lunch|on monday|next week|another day|again|in an hour|in a few|later on)',
      '(leave|wait) (it)? until (later|tomorrow|this afternoon|monday|next week|after)',
      'can (it|this) wait',
      'if it can wait',
    ],
    hits: ['Please try again later', 'Call back tomorrow'],
    misses: ['later that day', 'I try'],
  },
];
