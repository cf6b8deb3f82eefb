import { bareAnswer } from './answer.ts';
import type { Answer } from './label.ts';

/** What somebody would type into a search box to find outages; no scope, no negation, no system. Written for comparison in November 2026. */
const phrases = [
  'outage',
  'is down',
  'are down',
  'gone down',
  'went down',
  'system down',
  'systems down',
  'not working',
  "isn't working",
  'stopped working',
  'offline',
  'no access',
  'unable to access',
  'cannot access',
  "can't access",
  'technical issue',
  'technical issues',
  'technical difficulties',
  'technical problem',
  'technical problems',
  'it issues',
  'it problems',
  'it failure',
  'system failure',
  'system issue',
  'system issues',
  'computer problems',
  'crashed',
  'server error',
  'major incident',
  'service disruption',
];

/** Answers outage where one of the phrases stands in the text as whole words, in any case. */
export function searchPhrases(text: string): Answer {
  const plain = ` ${(
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}']+/gu) ?? []
  ).join(' ')} `;
  return bareAnswer(phrases.some((phrase) => plain.includes(` ${phrase} `)));
}
