import type { Finding } from './reading.ts';
import type { PhraseKind } from './rules.ts';

/** Kinds that compete for the same words, those that win a tie first; the rest live beside them. */
const ranks: Partial<Record<PhraseKind, number>> = {
  awaiting: -1,
  plain: 0,
  denied: 1,
  unaffected: 2,
  planned: 3,
  hypothetical: 4,
  lookalike: 5,
  recovering: 7,
  down: 8,
  slow: 9,
  restored: 10,
  off: 11,
  topic: 12,
  strong: 13,
  fine: 14,
  negation: 15,
};

const faults = new Set<PhraseKind>(['down', 'slow', 'topic', 'strong']);

/**
 * Where phrases of different meaning overlap, the longer one holds: "no longer down" is not "down".
 * Phrases that say the same may overlap as long as each adds a word.
 */
export function settle(found: readonly Finding[], length: number): readonly Finding[] {
  // One by itself overlaps nothing.
  if (found.length < 2) return found;
  const competing = found.filter(({ row }) => ranks[row.kind] !== undefined);
  const beside = found.filter(({ row }) => ranks[row.kind] === undefined);
  competing.sort((a, b) => b.to - b.from - (a.to - a.from) || rank(a) - rank(b) || a.from - b.from);
  const owner: (Finding | undefined)[] = new Array<Finding | undefined>(length);
  // "We hope to get it working" may hold a fault ("still not working") and takes nothing from it; it only outdoes good news.
  const awaited: (Finding | undefined)[] = new Array<Finding | undefined>(length);
  const kept: Finding[] = [];
  for (const finding of competing) {
    const isWaiting = finding.row.kind === 'awaiting';
    const isFault = faults.has(finding.row.kind);
    if (
      isWaiting
        ? !fits(finding, awaited) || meets(finding, owner)
        : !fits(finding, owner) || (!isFault && meets(finding, awaited))
    )
      continue;
    kept.push(finding);
    const mine = isWaiting ? awaited : owner;
    for (let unit = finding.from; unit < finding.to; unit += 1) mine[unit] ??= finding;
  }
  for (const finding of beside) if (!isCovered(finding, owner)) kept.push(finding);
  return kept.sort((a, b) => a.from - b.from || a.to - b.to);
}

function rank({ row }: Finding): number {
  return ranks[row.kind] ?? 99;
}

function fits(finding: Finding, owner: readonly (Finding | undefined)[]): boolean {
  let adds = false;
  for (let unit = finding.from; unit < finding.to; unit += 1) {
    const other = owner[unit];
    if (other === undefined) adds = true;
    else if (!isAlike(other, finding)) return false;
  }
  return adds;
}

/** Overlaps something that is no fault. */
function meets(finding: Finding, owner: readonly (Finding | undefined)[]): boolean {
  for (let unit = finding.from; unit < finding.to; unit += 1) {
    const other = owner[unit];
    if (other !== undefined && !faults.has(other.row.kind)) return true;
  }
  return false;
}

function isAlike(a: Finding, b: Finding): boolean {
  return a.row.kind === b.row.kind || (faults.has(a.row.kind) && faults.has(b.row.kind));
}

/** An idiom ("no problem at all", "come back later") leaves nothing for anybody else. */
function isCovered(finding: Finding, owner: readonly (Finding | undefined)[]): boolean {
  if (finding.row.kind === 'advice') return false;
  for (let unit = finding.from; unit < finding.to; unit += 1) {
    const kind = owner[unit]?.row.kind;
    if (kind === 'denied' && finding.row.kind === 'cause') return true;
    if (kind !== 'plain') return false;
  }
  return true;
}
