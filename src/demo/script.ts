import type { AuthorKind, Phase } from '../core/types.ts';
import type { LondonTime, More } from './line.ts';
import { rows } from './organisations.ts';
import { before } from './posts/before.ts';
import { faults } from './posts/faults.ts';
import { onset } from './posts/onset.ts';
import { ordinary } from './posts/ordinary.ts';
import { paper } from './posts/paper.ts';
import { people } from './posts/people.ts';
import { recovery } from './posts/recovery.ts';
import { relays } from './posts/relays.ts';
import { signs } from './posts/signs.ts';
import { spread } from './posts/spread.ts';
import type { Wording } from './posts/statements.ts';
import { wordings } from './posts/statements.ts';
import { unaffected } from './posts/unaffected.ts';

/** A post of the demonstration before it has an id and a Channel: who says what, when and where. */
export interface Scene {
  /** The organisation's slug, or the handle of a person who belongs to none. */
  readonly by: string;
  readonly name: string | null;
  readonly kind: AuthorKind;
  /** Code of the Organisation; null for people and newsrooms. */
  readonly organisation: string | null;
  readonly platform: string;
  readonly at: LondonTime;
  readonly expect: Phase;
  readonly text: string;
  readonly more: More;
}

/** All that is said in the demonstration, in the order of the clock. */
export function scenes(): readonly Scene[] {
  const lines = [before, onset, spread, paper, recovery, unaffected, faults, relays, signs, ordinary].flat();
  const said = lines.map(([by, at, expect, text, more]) => sceneOf(by, at, expect, text, more));
  return [...said, ...wordings.flatMap(copiesOf), ...personal()].toSorted((a, b) => order(a.at) - order(b.at));
}

const bySlug = new Map(rows.map((row) => [row[1], row]));
const newsrooms = new Map([
  ['quaysidecourier', 'The Quayside Courier'],
  ['wirralbugle', 'The Wirral Bugle'],
  ['pottergazette', "The Potter's Gazette"],
]);

function sceneOf(by: string, at: LondonTime, expect: Phase, text: string, more: More = {}): Scene {
  const row = bySlug.get(by);
  if (row === undefined) throw new Error(`The demonstration has no organisation called ${by}.`);
  const [code, , name, kind, , , , platform] = row;
  return { by, name, kind, organisation: code, platform: more.on ?? platform, at, expect, text, more };
}

function copiesOf({ text, expect, copies }: Wording): Scene[] {
  return copies.map(([by, at, own]) => {
    const lead = own?.before === undefined ? '' : own.before.endsWith('\n') ? own.before : `${own.before} `;
    const tail = own?.after === undefined ? '' : ` ${own.after}`;
    return sceneOf(by, at, expect, `${lead}${text}${tail}`);
  });
}

function personal(): Scene[] {
  return people.map(([kind, by, platform, at, expect, text, more = {}]) => {
    return { by, name: newsrooms.get(by) ?? null, kind, organisation: null, platform, at, expect, text, more };
  });
}

/** Minutes since Thursday midnight. */
function order(at: LondonTime): number {
  const [day = '', hour = '', minute = ''] = at.split(/[ :]/);
  return (['Thu', 'Fri', 'Sat'].indexOf(day) * 24 + Number(hour)) * 60 + Number(minute);
}
