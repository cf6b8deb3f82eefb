import type { Mention, StatementRole } from '../core/types.ts';

/** What a Mention is among the posts of near-identical words. */
export interface StatementPart {
  readonly statement: string | null;
  readonly role: StatementRole | null;
  /** A copy of what another organisation, whose words are passed on, posted earlier. */
  readonly isRelay: boolean;
}

/**
 * The Mention with its part in a Statement. A copy of another's statement is relayed whatever its words sound like on their own; the reason
 * points at the whole text.
 */
export function applyPart(mention: Mention, { statement, role, isRelay }: StatementPart): Mention {
  const shared = { ...mention, statement, ...(role === null ? {} : { statementRole: role }) };
  const { verdict } = mention;
  if (!isRelay || verdict.voice !== 'own') return shared;
  if (mention.removed !== undefined) return { ...shared, verdict: { ...verdict, voice: 'relayed' } };
  const reason = { rule: copied, start: 0, end: mention.post.text.length };
  return { ...shared, verdict: { ...verdict, voice: 'relayed', reasons: [...verdict.reasons, reason] } };
}

const copied = 'statement.copied';

/** The Mention as the machine judged it alone. Its Statement stays that of the group: only the store knows which words are its own. */
export function withoutPart(mention: Mention): Mention {
  const { statementRole: _role, ...alone } = mention;
  const reasons = mention.verdict.reasons.filter(({ rule }) => rule !== copied);
  if (reasons.length === mention.verdict.reasons.length) return alone;
  return { ...alone, verdict: { ...mention.verdict, voice: 'own', reasons } };
}
