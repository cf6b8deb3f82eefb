import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import type { Area, Correction, Term, Verdict, Vocabulary } from '../core/types.ts';
import { causes, phases, services, voices } from '../core/types.ts';
import { notKnown } from './nearest.ts';
import { outagePhases } from './query.ts';

/** A correction as somebody gave it: ids not yet held against the vocabulary. A field that is absent leaves the machine's. */
export interface GivenCorrection
  extends Readonly<Partial<Record<SystemList | 'services' | 'places', readonly string[] | undefined>>> {
  readonly phase?: string | undefined;
  readonly voice?: string | undefined;
  /** null, or `none`: the post gives no cause. */
  readonly cause?: string | null | undefined;
  readonly note?: string | undefined;
}

/** The lists of systems by role, in the order in which people are asked for them. */
export const systemLists = ['systems', 'systemsUnaffected', 'systemsCause', 'systemsPlanned', 'systemsSwitchedOff'] as const;
export type SystemList = (typeof systemLists)[number];

const longestNote = 2000;
const longestList = 100;

/**
 * Checks a correction against the vocabulary and against what it corrects, the machine's Verdict. Throws InputError naming the field, what was
 * wrong and what would be right.
 */
export function readCorrection(given: GivenCorrection, machine: Verdict, vocabulary: Vocabulary): Correction {
  const phase = readOne('phase', given.phase, vocabulary.phases, phases);
  const voice = readOne('voice', given.voice, vocabulary.voices, voices);
  const lists = systemLists.flatMap((name) => {
    const ids = given[name];
    return ids === undefined ? [] : [[name, readList(name, ids, vocabulary.systems, isOther)] as const];
  });
  const correction: Correction = {
    ...(phase === undefined ? {} : { phase }),
    ...(voice === undefined ? {} : { voice }),
    ...Object.fromEntries(lists),
    ...(given.services === undefined ? {} : { services: readServices(given.services, vocabulary) }),
    ...(given.cause === undefined ? {} : { cause: readCause(given.cause, vocabulary) }),
    ...(given.places === undefined ? {} : { places: readList('places', given.places, vocabulary.areas.map(toTerm)) }),
    ...readNote(given.note),
  };
  checkTogether(correction, machine);
  return pinVoice(correction, machine);
}

/** A name under which a review is kept: 1 to 80 printable characters. Throws InputError. */
export function readReviewer(given: string): string {
  const name = given.trim().normalize('NFC');
  if (name.length >= 1 && name.length <= 80 && !/\p{C}/u.test(name)) return name;
  throw new InputError('Say who checked it: a name of 1 to 80 printable characters.', { field: 'reviewer' });
}

/** What a person says must make sense as a whole, with what they leave to the machine. */
function checkTogether(correction: Correction, machine: Verdict): void {
  const phase = correction.phase ?? machine.phase;
  const outage = outagePhases.includes(phase);
  const inOutage = `only ${outagePhases.join(', ')} have one`;
  const refuse = (field: string, words: string): never => {
    throw new InputError(`${field} ${words}`, { field });
  };
  if (!outage && correction.voice !== undefined) {
    refuse(
      'voice',
      `"${correction.voice}" does not go with the phase ${phase}: ${inOutage}; leave voice empty, or change the phase.`,
    );
  }
  if (outage && (correction.voice ?? machine.voice) === null) {
    refuse('voice', `is needed with the phase ${phase}: own for the author's own report, relayed for what is passed on.`);
  }
  if (!outage && correction.cause != null) {
    refuse(
      'cause',
      `"${correction.cause}" does not go with the phase ${phase}: ${inOutage}; leave cause empty, or change the phase.`,
    );
  }
  if (!outage && (correction.systems ?? []).length > 0) {
    const where = phase === 'planned' ? 'systemsPlanned' : phase === 'unaffected' ? 'systemsUnaffected' : 'no list';
    refuse('systems', `are those disrupted, which does not go with the phase ${phase}; there they belong in ${where}.`);
  }
  const both = correction.systems?.find((id) => correction.systemsUnaffected?.includes(id));
  if (both !== undefined) {
    refuse('systemsUnaffected', `and systems both name ${both}: a system is either disrupted or said to be unaffected.`);
  }
}

/** A person who chose an outage phase also chose the voice they saw beside it; the machine may change its own mind later. */
function pinVoice(correction: Correction, { voice }: Verdict): Correction {
  const isPinned = correction.phase !== undefined && outagePhases.includes(correction.phase);
  return isPinned && correction.voice === undefined && voice !== null ? { ...correction, voice } : correction;
}

function readOne<Id extends string>(
  name: string,
  given: string | undefined,
  terms: readonly Term[],
  ids: readonly Id[],
): Id | undefined {
  const value = given?.trim().toLowerCase() ?? '';
  if (value === '') return undefined;
  const found = ids.find((id) => id === value);
  if (found === undefined) throw notKnown(name, value, termsOf(terms, ids));
  return found;
}

function readList(
  name: string,
  given: readonly string[],
  terms: readonly Term[],
  also: (value: string) => boolean = () => false,
): readonly string[] {
  if (given.length > longestList) throw new InputError(`${name} may list at most ${longestList} values.`, { field: name });
  const ids = given.map((item) => {
    const value = item.trim();
    const found = terms.find(({ id }) => id.toLowerCase() === value.toLowerCase())?.id;
    if (found === undefined && !also(value)) throw notKnown(name, value, terms);
    return found ?? value;
  });
  return [...new Set(ids)];
}

/** A product outside the list, as the analysis names it. */
function isOther(value: string): boolean {
  return /^other:[^\p{C}]{1,80}$/u.test(value);
}

function readServices(given: readonly string[], vocabulary: Vocabulary): NonNullable<Correction['services']> {
  const ids = readList('services', given, termsOf(vocabulary.services, services));
  return services.filter((service) => ids.includes(service));
}

function readCause(given: string | null, vocabulary: Vocabulary): NonNullable<Correction['cause']> | null {
  if (given === null || given.trim().toLowerCase() === 'none') return null;
  return readOne('cause', given, vocabulary.causes, causes) ?? null;
}

function readNote(given: string | undefined): Pick<Correction, 'note'> {
  const note = given?.replace(/\r\n?/gu, '\n').trim() ?? '';
  if (note === '') return {};
  if (note.length > longestNote) throw new InputError(`note may be at most ${longestNote} characters long.`, { field: 'note' });
  if (!note.isWellFormed() || /[\p{Cc}--[\n\t]]/v.test(note)) {
    throw new InputError(`note holds a control character: "${oneLine(note, 40)}"; only printable text is kept.`, {
      field: 'note',
    });
  }
  return { note };
}

function termsOf(terms: readonly Term[], ids: readonly string[]): readonly Term[] {
  return terms.filter(({ id }) => ids.includes(id));
}

function toTerm({ code, name }: Area): Term {
  return { id: code, title: name };
}
