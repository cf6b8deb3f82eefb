import { plural } from '../../core/text.ts';
import type { Block, Section } from '../digest.ts';
import type { AreaFirst, DigestFacts, Share } from '../facts.ts';
import { clockTime } from '../hours.ts';
import { sayNumber, sayTerm } from '../say.ts';

const mostAreas = 10;
const mostShares = 3;

export function tellWhere(facts: DigestFacts): Section {
  const areas = facts.scan.firsts.toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
  const shares = facts.shares.slice(0, mostShares).map((share) => sayShare(share, facts));
  const blocks: readonly (Block | null)[] = [
    shares.length > 0 ? { kind: 'list', items: shares } : null,
    areas.length > 0
      ? listAreas(areas.slice(0, mostAreas), facts)
      : { kind: 'text', text: 'No post could be placed in an area.' },
    areas.length > mostAreas
      ? {
          kind: 'text',
          text: `Posts came from ${plural(areas.length, 'area')}; these are the first ${mostAreas} in which anybody posted.`,
        }
      : null,
  ];
  return { id: 'where', title: 'Where', blocks: blocks.filter((block) => block !== null) };
}

/** "At least 212 of the 881 EMIS Web practices in the North West have posted about it; we could see 540 of them." */
function sayShare({ system, area, posted, practices, visible }: Share, { vocabulary }: DigestFacts): string {
  const region = vocabulary.areas.find(({ code }) => code === area)?.name ?? area;
  const floor = `At least ${sayNumber(posted)} of the ${sayNumber(practices)} ${sayTerm(system, vocabulary.systems)} practices in ${withArticle(region)} have posted about it`;
  return visible === null ? `${floor}.` : `${floor}; we could see ${sayNumber(visible)} of them.`;
}

/** "the North West", and London. */
function withArticle(region: string): string {
  return /^(North|South|East|Midlands)/.test(region) ? `the ${region}` : region;
}

function listAreas(areas: readonly AreaFirst[], facts: DigestFacts): Block {
  const organisations = new Map(facts.areas.map((count) => [count.key, count.organisations]));
  return {
    kind: 'table',
    columns: [
      { title: 'Area', numeric: false },
      { title: 'First post', numeric: true },
      { title: 'First “restored”', numeric: true },
      { title: 'Organisations', numeric: true },
    ],
    rows: areas.map(({ area, name, firstAt, restoredAt }) => [
      name,
      firstAt === null ? '–' : clockTime(firstAt),
      restoredAt === null ? '–' : clockTime(restoredAt),
      sayNumber(organisations.get(area) ?? 0),
    ]),
  };
}

function startOf({ firstAt, restoredAt }: AreaFirst): string {
  return firstAt ?? restoredAt ?? '';
}
