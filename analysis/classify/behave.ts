import type { AuthorKind } from '../../src/core/types.ts';
import type { Lexicon } from './lexicon.ts';
import type { Match } from './matcher.ts';
import { flags } from './pronoun.ts';
import type { Tokens } from './tokens.ts';

const rightAfter =
  'users user customers customer hosted outage downtime maintenance login logins crashed crashing froze frozen freezing timing slowing down unavailable offline upgrade update practice practices shop shops site sites contractors being cloud'.split(
    ' ',
  );
const auxiliaries = 'is are was has have had will came went keeps kept just still been no without'.split(' ');
const states =
  'down back up slow slower offline online unavailable available working running loading opening responding restored resolved fixed hosted affected impacted frozen crashed crawling timing stable start load open connect respond steady off quick quicker coming trouble bother letting logging kicking broken fine ok okay not'.split(
    ' ',
  );
const ways = 'into onto of to on'.split(' ');
const entering = 'log logged logging sign signed out access login back locked kicked connect connected get got'.split(' ');
const using = 'without lost losing restarted restart rebooted reboot reopen open opening using'.split(' ');
const owners = 'our the a an my your their his her this that new'.split(' ');

/** The words that tell a program from anything else of the same name. */
export const behaviourWords: readonly string[] = [rightAfter, auxiliaries, states, ways, entering, using, owners].flat();

/** People whose work a system is: from them "Titan came back" is no film. */
const atWork: ReadonlySet<AuthorKind> = new Set([
  'practice',
  'pharmacy',
  'trust',
  'icb',
  'it-provider',
  'vendor',
  'representative',
  'national',
]);
/** How far after the name its state may be said. */
const reach = 4;

/**
 * Whether an ambiguous name behaves as a program does: it is down, came back, is logged into, has users. Only in posts by people who work with
 * programs, and never where somebody owns it: "our analyst is back", "the vision has not changed".
 */
export function createBehaviour(lexicon: Lexicon): (tokens: Tokens, match: Match, authorKind: AuthorKind | null) => boolean {
  const is = {
    rightAfter: flags(lexicon, rightAfter),
    auxiliary: flags(lexicon, auxiliaries),
    state: flags(lexicon, states),
    way: flags(lexicon, ways),
    entering: flags(lexicon, entering),
    using: flags(lexicon, using),
    owner: flags(lexicon, owners),
  };
  const not = lexicon.idOf('not');
  return ({ word, pause, length }, { from, to }, authorKind) => {
    if (authorKind === null || !atWork.has(authorKind)) return false;
    const wordAt = (at: number): number => (at >= 0 && at < length ? (word[at] ?? 0) : 0);
    const before = wordAt(from - 1);
    const isFirst = (pause[from] ?? 0) > 0;
    if (!isFirst && is.owner[before] === 1) return false;
    if (!isFirst && is.using[before] === 1) return true;
    if (!isFirst && is.way[before] === 1 && is.entering[wordAt(from - 2)] === 1) return true;
    if (to >= length || (pause[to] ?? 0) > 0) return false;
    if (is.rightAfter[wordAt(to)] === 1) return true;
    if (is.auxiliary[wordAt(to)] !== 1 && wordAt(to) !== not) return false;
    for (let at = to + 1; at < length && at <= to + reach && (pause[at] ?? 0) < 2; at += 1)
      if (is.state[wordAt(at)] === 1) return true;
    return false;
  };
}
