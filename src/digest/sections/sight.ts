import { oneLine, plural } from '../../core/text.ts';
import type { Block, Section } from '../digest.ts';
import type { DigestFacts, Watch } from '../facts.ts';
import { clockTime } from '../hours.ts';
import { sayList, sayNumber } from '../say.ts';
import { saySight } from '../sight.ts';

const mostLines = 5;

export function tellSight(facts: DigestFacts): Section {
  const { blind } = facts.watch;
  // Nobody will ever collect an invented channel, so it needs no attention.
  const troubled = facts.dataset.invented ? [] : facts.watch.troubled;
  const blocks: readonly (Block | null)[] = [
    { kind: 'text', text: saySight(facts) },
    lines(sayBlind(blind), 'more times'),
    troubled.length === 0
      ? null
      : {
          kind: 'text',
          text: `${plural(troubled.length, 'channel')} ${troubled.length === 1 ? 'needs' : 'need'} attention now:`,
        },
    lines(sayTroubles(troubled), 'more kinds of trouble'),
    facts.undated === 0
      ? null
      : {
          kind: 'text',
          text: `${plural(facts.undated, 'stored post')} without a date, of whatever day, ${facts.undated === 1 ? 'is' : 'are'} in no number here.`,
        },
  ];
  return { id: 'sight', title: 'How well we could see', blocks: blocks.filter((block) => block !== null) };
}

/** Channels that went blind together share a line: one host often carries many of them. */
function sayBlind(blind: Watch['blind']): string[] {
  const groups = Map.groupBy(blind, ({ from, to, why }) => JSON.stringify([from, to, why]));
  return [...groups.values()].flatMap((periods) => {
    const [first] = periods;
    if (first === undefined) return [];
    const titles = sayList(
      periods.map(({ title }) => oneLine(title, 80)),
      3,
    );
    const until = first.to === null ? 'the end' : clockTime(first.to);
    return [`${titles}: not seen from ${clockTime(first.from)} to ${until}. ${sentence(oneLine(first.why, 160))}`];
  });
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.…]$/.test(text) ? '' : '.'}`;
}

/** Channels with the same trouble share a line: when the schedule stood still, all of them have it. */
function sayTroubles(troubled: Watch['troubled']): string[] {
  return [...Map.groupBy(troubled, ({ says }) => says)].map(([says, channels]) => {
    const titles = channels.map(({ title }) => oneLine(title, 80));
    return `${oneLine(says, 160)} (${sayList(titles, 3)})`;
  });
}

function lines(items: readonly string[], rest: string): Block | null {
  if (items.length === 0) return null;
  const more = items.length > mostLines ? [`and ${sayNumber(items.length - mostLines)} ${rest}`] : [];
  return { kind: 'list', items: [...items.slice(0, mostLines), ...more] };
}
