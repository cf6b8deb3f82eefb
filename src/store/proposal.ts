import type { FoundProposal } from './discovery.ts';

/** What is known of a proposed Channel once a website has led to it again. */
export function addFound<Known extends FoundProposal>(known: Known, found: FoundProposal): Known {
  // The same website searched again says anew what it thinks of its own; another one adds to it.
  const again = known.site === found.site;
  return {
    ...known,
    title: again ? found.title : known.title,
    organisations: join(known.organisations, found.organisations),
    evidence: join(again ? [] : known.evidence, found.evidence).slice(0, mostSentences),
    doubts: join(again ? [] : known.doubts, found.doubts).slice(0, mostSentences),
  };
}

/** An account that a thousand websites link needs no thousand reasons. */
const mostSentences = 10;

/** Both lists, each value once, in the order in which they came. */
export function join(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])];
}
