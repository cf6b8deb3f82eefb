import { oneLine } from '../core/text.ts';
import type { Area, Instant, Mention, Phase } from '../core/types.ts';
import type { MentionQuery } from '../store/filters.ts';
import type { AreaFirst, DigestReader, Scan, Tally } from './facts.ts';
import { createQuotes, createStatements } from './quotes.ts';

/** "We are not affected" and "down on Sunday" are no outages, and belong into a report of the day all the same. */
const alsoRead: readonly Phase[] = ['unaffected', 'planned'];

/** One pass over the day, oldest first: what came first where, in whose words, and what was said to be working. */
export async function scanDay(reader: DigestReader, query: MentionQuery, areas: readonly Area[]): Promise<Scan> {
  const names = new Map(areas.map((area) => [area.code, area.shortName]));
  const firsts = new Map<string, AreaFirst>();
  const causes = createTally();
  const unaffected = createTally();
  const planned = createTally();
  const quotes = createQuotes();
  const statements = createStatements();
  const said = { unaffected: 0, planned: 0 };
  let firstAt: Instant | null = null;
  let lastAt: Instant | null = null;
  for await (const chunk of reader.stream({ ...query, phases: [...new Set([...query.phases, ...alsoRead])] })) {
    for (const mention of chunk) {
      const { verdict, post } = mention;
      unaffected.add(verdict.systemsUnaffected, mention);
      planned.add(verdict.systemsPlanned, mention);
      if (verdict.phase === 'unaffected' || verdict.phase === 'planned') said[verdict.phase] += 1;
      if (!verdict.outage || post.postedAt === null) continue;
      firstAt ??= post.postedAt;
      lastAt = post.postedAt;
      causes.add(verdict.systemsCause, mention);
      noteAreas(firsts, mention, post.postedAt, names);
      quotes.add(mention, post.postedAt);
      statements.add(mention, post.postedAt);
    }
  }
  return {
    firsts: [...firsts.values()],
    firstAt,
    lastAt,
    causeSystems: causes.read(),
    unaffected: { mentions: said.unaffected, systems: unaffected.read() },
    planned: { mentions: said.planned, systems: planned.read() },
    statement: statements.read(),
    notable: quotes.read(),
  };
}

function noteAreas(firsts: Map<string, AreaFirst>, mention: Mention, at: Instant, names: ReadonlyMap<string, string>): void {
  for (const { code, kind, name } of mention.places) {
    if (kind !== 'icb' && kind !== 'board') continue;
    const known = firsts.get(code) ?? { area: code, name: names.get(code) ?? oneLine(name, 60), firstAt: null, restoredAt: null };
    const { current, phase } = mention.verdict;
    firsts.set(code, {
      ...known,
      firstAt: known.firstAt ?? (current ? at : null),
      restoredAt: known.restoredAt ?? (phase === 'restored' ? at : null),
    });
  }
}

/** Distinct organisations by system; a post of nobody's organisation speaks for nobody. */
function createTally() {
  const organisations = new Map<string, Set<string>>();
  return {
    add(systems: readonly string[], { organisation }: Mention): void {
      if (organisation === null) return;
      for (const id of systems) organisations.set(id, (organisations.get(id) ?? new Set()).add(organisation));
    },
    read(): Tally[] {
      const tallies = [...organisations].map(([id, codes]) => ({ id, organisations: codes.size }));
      return tallies.toSorted((a, b) => b.organisations - a.organisations || a.id.localeCompare(b.id));
    },
  };
}
