import { sayLead } from '../../../analysis/leadtime.ts';
import { oneLine } from '../../core/text.ts';
import type { Section } from '../digest.ts';
import type { DigestFacts } from '../facts.ts';
import { sayTerm } from '../say.ts';

/** Who was first, the posts or the supplier's own status page; null where no disruption was large enough to compare. */
export function tellLead({ leadTimes, vocabulary, generatedAt }: DigestFacts): Section | null {
  if (leadTimes.length === 0) return null;
  const compared = leadTimes.filter(({ standing }) => standing !== 'no-page');
  const items = compared.map((lead) => oneLine(sayLead(lead, sayTerm(lead.system, vocabulary.systems), generatedAt), 400));
  const unwatched = leadTimes
    .filter(({ standing }) => standing === 'no-page')
    .map(({ system }) => sayTerm(system, vocabulary.systems));
  const rest = unwatched.length === 0 ? [] : [`No status page is watched of: ${unwatched.join(', ')}.`];
  return {
    id: 'lead',
    title: 'Posts beside the suppliers’ status pages',
    blocks: [{ kind: 'list', items: [...items, ...rest] }],
  };
}
