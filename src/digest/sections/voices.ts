import { plural } from '../../core/text.ts';
import type { Block, Section } from '../digest.ts';
import type { DigestFacts, Quote } from '../facts.ts';
import { clockTime } from '../hours.ts';
import { rank } from '../leading.ts';
import { sayNumber, sayTerm } from '../say.ts';

const mostKinds = 6;

export function tellVoices(facts: DigestFacts): Section {
  const mentionsOf = (voice: string): number => facts.voices.find(({ key }) => key === voice)?.mentions ?? 0;
  const kinds = rank(facts.authorKinds).slice(0, mostKinds);
  return {
    id: 'voices',
    title: 'Who says so',
    blocks: [
      {
        kind: 'text',
        text: `${plural(mentionsOf('own'), 'own report')}, and ${plural(mentionsOf('relayed'), 'post')} that passed on what others had said.`,
      },
      {
        kind: 'table',
        columns: [
          { title: 'Author', numeric: false },
          { title: 'Organisations', numeric: true },
          { title: 'Posts', numeric: true },
        ],
        rows: kinds.map(({ key, organisations, mentions }) => [
          sayTerm(key ?? '', facts.vocabulary.authorKinds),
          organisations === 0 ? '–' : sayNumber(organisations),
          sayNumber(mentions),
        ]),
      },
      ...facts.scan.notable
        .filter(({ text }) => text !== facts.scan.statement?.first.text)
        .map((quote) => quoteBlock(titles[quote.why], quote)),
    ],
  };
}

const titles: Readonly<Record<Quote['why'], string>> = {
  'first report': 'First own report',
  'first to say it is restored': 'First to say that it is restored',
  'national or supplier statement': 'First statement of a national body or supplier',
};

/** Null when no two organisations used the same words. */
export function tellStatement({ scan: { statement } }: DigestFacts): Section | null {
  if (statement === null) return null;
  const title = `${plural(statement.organisations, 'organisation')} posted almost the same words, ${plural(statement.posts, 'time')} in all. The first:`;
  return { id: 'statement', title: 'Most repeated statement', blocks: [quoteBlock(title, statement.first)] };
}

function quoteBlock(title: string, { text, who, at, url }: Omit<Quote, 'why'>): Block {
  return { kind: 'quote', title, text, source: `${who}, ${clockTime(at)}`, url };
}
