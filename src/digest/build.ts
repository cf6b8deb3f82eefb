import { plural } from '../core/text.ts';
import { writeAnswer } from './answer.ts';
import type { Digest, Highlight, Section } from './digest.ts';
import type { DigestFacts } from './facts.ts';
import { readHours } from './hours.ts';
import { leadingSystem } from './leading.ts';
import { sayDay, sayMoment, sayNumber, sayTerm } from './say.ts';
import { compare } from './sections/comparison.ts';
import { tellLead } from './sections/lead.ts';
import { tellSight } from './sections/sight.ts';
import { tellStatement, tellVoices } from './sections/voices.ts';
import { tellWhat, tellWorking } from './sections/what.ts';
import { tellWhen } from './sections/when.ts';
import { tellWhere } from './sections/where.ts';

/** The report of one day from its facts. Pure: the same facts give the same Digest. */
export function buildDigest(facts: DigestFacts): Digest {
  const hours = readHours(facts);
  const sections: readonly (Section | null)[] =
    facts.totals.mentions === 0
      ? [tellWorking(facts), tellSight(facts), compare(facts), meaning]
      : [
          tellWhen(facts, hours),
          tellWhere(facts),
          tellWhat(facts),
          tellWorking(facts),
          tellVoices(facts),
          tellStatement(facts),
          tellLead(facts),
          tellSight(facts),
          compare(facts),
          meaning,
        ];
  return {
    shape: 1,
    day: facts.day,
    dayInWords: sayDay(facts.day),
    from: facts.window.from,
    to: facts.window.to,
    generatedAt: facts.generatedAt,
    partial: facts.generatedAt < facts.window.to,
    dataset: { id: facts.dataset.id, title: facts.dataset.title, invented: facts.dataset.invented },
    filters: facts.filters,
    url: facts.url,
    subject: writeSubject(facts),
    banner: facts.dataset.invented ? 'Demonstration: every post and every organisation in this report is invented.' : null,
    answer: writeAnswer(facts, hours),
    highlights: pickHighlights(facts),
    sections: sections.filter((section) => section !== null),
    footer: [`Made by Ripplewatch on ${sayMoment(facts.generatedAt)}. All times are London time.`],
    figures: pickFigures(facts),
  };
}

/** "Ripplewatch digest: Friday 19 July 2024 – 212 organisations posted, most about EMIS Web". */
function writeSubject(facts: DigestFacts): string {
  const { totals, dataset, watch } = facts;
  const blind = watch.channels > 0 && watch.collected === 0;
  const mark = dataset.invented ? 'Demonstration: ' : '';
  return `${mark}Ripplewatch digest: ${sayDay(facts.day)} – ${totals.mentions === 0 ? (blind ? 'we could not see' : 'no mentions') : sayPosted(facts)}`;
}

function sayPosted(facts: DigestFacts): string {
  const { mentions, organisations } = facts.totals;
  const who = organisations > 0 ? `${plural(organisations, 'organisation')} posted` : plural(mentions, 'post');
  const leading = leadingSystem(facts);
  if (leading === null) return who;
  return `${who}, ${leading.most ? 'most' : 'most often'} about ${sayTerm(leading.id, facts.vocabulary.systems)}`;
}

function pickHighlights({ totals, scan, before }: DigestFacts): Highlight[] {
  if (totals.mentions === 0) return [];
  const dayBefore = before.at(-1) ?? null;
  return [
    { value: sayNumber(totals.organisations), label: totals.organisations === 1 ? 'organisation' : 'organisations' },
    { value: sayNumber(totals.mentions), label: totals.mentions === 1 ? 'post' : 'posts' },
    { value: sayNumber(scan.firsts.length), label: scan.firsts.length === 1 ? 'area' : 'areas' },
    ...(dayBefore === null
      ? []
      : [
          {
            value: sayNumber(dayBefore.organisations),
            label: `${dayBefore.organisations === 1 ? 'organisation' : 'organisations'} the day before`,
          },
        ]),
  ];
}

function pickFigures(facts: DigestFacts): Digest['figures'] {
  const { totals, undated, before, systems, areas, authorKinds, voices, causes, shares, leadTimes } = facts;
  return { totals, undated, before, systems, areas, authorKinds, voices, causes, shares, leadTimes };
}

const meaning: Section = {
  id: 'meaning',
  title: 'What these numbers mean',
  blocks: [
    {
      kind: 'list',
      items: [
        'An organisation counts once, however often it posts. Nobody has to post, so every number is “at least”, never the number in trouble.',
        'These are public posts sorted by a program, which can be wrong. No escalation level can be read from them.',
      ],
    },
  ],
};
