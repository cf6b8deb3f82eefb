import type { Service } from '../../src/core/types.ts';
import { services } from '../phrases/services.ts';
import { notSystems } from '../systems/not.ts';
import { products } from '../systems.ts';
import { behaviourWords } from './behave.ts';
import type { Node } from './pattern.ts';
import { parsePattern, wordsOf } from './pattern.ts';
import { pronounWords } from './pronoun.ts';
import type { SystemRow } from './rules.ts';
import { noise, sets, spellings } from './words.ts';

/** One name of a system or service, ready to be compiled. */
export interface Name {
  readonly node: Node;
  readonly system: SystemRow | null;
  readonly service: Service | null;
  readonly rule: string;
  readonly isLoose: boolean;
  /** One word after the name has to match as well and is no part of it. */
  readonly looksAhead: boolean;
  /** Wins over another name of the same length. */
  readonly rank: number;
}

/** Words before a name that are no part of it. */
export const determiners = 'our the no lost all both my your their an a'.split(' ');
export function allNames(): readonly Name[] {
  const found: Name[] = notSystems.map((says) => ({
    node: parsePattern(says, sets),
    system: null,
    service: null,
    rule: 'not-a-system',
    isLoose: false,
    looksAhead: false,
    rank: 0,
  }));
  for (const row of products) {
    const rank = row.family === 'unnamed' ? 2 : 1;
    for (const says of row.names) {
      const looksAhead = says.includes(' > ');
      const node = parsePattern(says.replace(' > ', ' '), sets);
      found.push({ node, system: row, service: null, rule: `system.${row.id}`, isLoose: false, looksAhead, rank });
    }
    for (const says of row.looseNames ?? [])
      found.push({
        node: parsePattern(says, sets),
        system: row,
        service: null,
        rule: `system.${row.id}`,
        isLoose: true,
        looksAhead: false,
        rank,
      });
  }
  for (const row of services) {
    for (const says of row.says)
      found.push({
        node: parsePattern(says, sets),
        system: null,
        service: row.service,
        rule: row.id,
        isLoose: false,
        looksAhead: false,
        rank: row.service === null ? 0 : 3,
      });
  }
  return found;
}

export function vocabulary(list: readonly Name[]): readonly string[] {
  return [
    '#',
    '@sys',
    '@svc',
    ...wordsOf(list.map(({ node }) => node)),
    ...products.flatMap((row) => [...(row.onlyNear ?? []), ...(row.notNear ?? []), ...(row.byAuthor?.unlessNear ?? [])]),
    ...Object.keys(spellings),
    ...Object.values(spellings).flatMap((words) => words.split(' ')),
    ...noise,
    ...determiners,
    ...pronounWords,
    ...behaviourWords,
    ...scopeWords,
  ];
}

/** Words that divide and bind clauses; `layout.ts` and its neighbours read them by number. */
const scopeWords: readonly string[] =
  'since everything site sites branch branches hospital hospitals trust services centre team clinic everyone nothing but however although though while whilst except whereas yet apart and or so please we our us i my me it they this that these you your plus because if unless to with the a an via by using through will would shall be note aware advised accept see bear both as well 999 111 practice surgery pharmacy patients here phones now still they it was were earlier affected unaffected impacted disrupted involved hit compromised touched on use'.split(
    ' ',
  );
