import { plural } from '../../core/text.ts';
import type { Block, Section } from '../digest.ts';
import type { DigestFacts, Tally } from '../facts.ts';
import { rank } from '../leading.ts';
import { sayList, sayTerm } from '../say.ts';

const mostSystems = 8;

export function tellWhat(facts: DigestFacts): Section {
  // A day of patients alone has no organisations to count.
  const unit = facts.totals.organisations > 0 ? 'organisations' : 'mentions';
  const systems = rank(facts.systems);
  const causes = rank(facts.causes).map(
    ({ key, mentions }) => `${sayTerm(key ?? '', facts.vocabulary.causes)} (${plural(mentions, 'post')})`,
  );
  const blocks: readonly (Block | null)[] = [
    systems.length === 0
      ? { kind: 'text', text: 'No post named a system.' }
      : {
          kind: 'bars',
          title: unit === 'organisations' ? 'Organisations that named it' : 'Posts that named it',
          bars: systems.slice(0, mostSystems).map((count) => ({
            label: sayTerm(count.key ?? '', facts.vocabulary.systems),
            value: count[unit],
          })),
        },
    systems.length > mostSystems
      ? { kind: 'text', text: `${plural(systems.length - mostSystems, 'more system')} named by fewer.` }
      : null,
    causes.length === 0 ? null : { kind: 'text', text: `Cause, where posts gave one: ${sayList(causes)}.` },
    facts.scan.causeSystems.length === 0
      ? null
      : { kind: 'text', text: `Named as what brought it about: ${sayTallies(facts.scan.causeSystems, facts)}.` },
  ];
  return { id: 'what', title: 'Which systems', blocks: blocks.filter((block) => block !== null) };
}

/** Null on a day on which nobody said so: its absence tells nothing. */
export function tellWorking(facts: DigestFacts): Section | null {
  const { unaffected, planned } = facts.scan;
  const lines = [
    unaffected.mentions === 0 ? null : `${plural(unaffected.mentions, 'post')} said that all was working as usual.`,
    unaffected.systems.length === 0 ? null : `Said to be working: ${sayTallies(unaffected.systems, facts)}.`,
    planned.mentions === 0
      ? null
      : `${plural(planned.mentions, 'post')} announced planned work and ${planned.mentions === 1 ? 'is' : 'are'} not counted above.`,
    planned.systems.length === 0 ? null : `Planned to be down: ${sayTallies(planned.systems, facts)}.`,
  ].filter((line) => line !== null);
  return lines.length === 0
    ? null
    : { id: 'working', title: 'Said to be working, or planned', blocks: [{ kind: 'list', items: lines }] };
}

function sayTallies(tallies: readonly Tally[], { vocabulary }: DigestFacts): string {
  return sayList(
    tallies.map(({ id, organisations }) => `${sayTerm(id, vocabulary.systems)} (${plural(organisations, 'organisation')})`),
  );
}
