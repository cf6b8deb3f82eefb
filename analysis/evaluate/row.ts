import { InputError } from '../../src/core/errors.ts';
import { readInstant } from '../../src/core/time.ts';
import type { Instant, Phase } from '../../src/core/types.ts';
import { advices, authorKinds, causes, phases, services, voices } from '../../src/core/types.ts';
import { areaByCode } from '../areas.ts';
import type { Dialect, ListField, Row } from './dialect.ts';
import { listNames } from './dialect.ts';
import type { Label, SetField, Sets } from './label.ts';
import { noSets, roles } from './label.ts';
import { nearSystem, systemOf } from './names.ts';
import { readFlag, readList, readOne, readText, wrong } from './value.ts';

/** Reads one labelled row. Throws InputError that names the field, what stands there and what would be right. */
export function readRow(row: Row, line: number, dialect: Dialect): Label {
  if (typeof row['text'] !== 'string')
    throw new InputError('"text" is missing; every row needs one, in quotes', { field: 'text' });
  const phase = readOne(row, ['phase'], phases);
  const outage = readOutage(row, phase);
  const voice = readOne(row, ['voice'], voices);
  if (voice !== null && !outage) throw wrong('voice', voice, 'is null or left away where there is no outage');
  return {
    line,
    id: readText(row, ['id']),
    text: row['text'],
    authorKind: readOne(row, ['authorKind', 'author_kind'], authorKinds),
    organisation: readText(row, ['organisation', 'ods_code', 'ods']),
    postedAt: readPostedAt(row),
    group: readText(row, ['incident', 'group']),
    ambiguous: readFlag(row, ['ambiguous']) ?? false,
    outage,
    phase,
    voice,
    sets: toPlanned(readSets(row, dialect), phase),
  };
}

const outagePhases: ReadonlySet<string> = new Set<Phase>(['disrupted', 'recovering', 'restored']);

function readOutage(row: Row, phase: Phase | null): boolean {
  const said = readFlag(row, ['outage']);
  const meant = phase === null ? null : outagePhases.has(phase);
  if (said !== null && meant !== null && said !== meant)
    throw wrong(
      'outage',
      said,
      `is ${meant} where the phase is ${phase ?? ''}: true exactly for disrupted, recovering and restored`,
    );
  const outage = said ?? meant;
  if (outage === null)
    throw new InputError(`"phase" and "outage" are both missing; a row needs one of them: phase takes ${phases.join(', ')}`, {
      field: 'phase',
    });
  return outage;
}

function readPostedAt(row: Row): Instant | null {
  const given = readText(row, ['postedAt', 'posted_at']);
  if (given === null) return null;
  const at = readInstant(given);
  if (at === null) throw wrong('postedAt', given, 'takes a date and time with its offset, such as 2024-07-19T08:12:00+01:00');
  return at;
}

/** In the guide and the contract, a planned row may list what will be down under `systems`. */
function toPlanned(sets: Sets, phase: Phase | null): Sets {
  if (phase !== 'planned' || sets.systems === null || sets.systemsPlanned !== null) return sets;
  return { ...sets, systems: [], systemsPlanned: sets.systems };
}

function readSets(row: Row, dialect: Dialect): Sets {
  const sets: Record<SetField, readonly string[] | null> = { ...noSets };
  const absent = dialect === 'short' ? [] : null;
  for (const [field, name] of Object.entries(listNames[dialect]) as [ListField, string][])
    if (field !== 'places' && field !== 'cause') sets[field] = readWords(row, name, field) ?? absent;
  const cause = readOne(row, ['cause'], causes);
  sets.cause = 'cause' in row ? (cause === null ? [] : [cause]) : absent;
  return { ...sets, ...readPlaces(row, absent) };
}

function readWords(row: Row, name: string, field: ListField): readonly string[] | null {
  if ((roles as readonly string[]).includes(field)) return readList(row, name, systemOf, nearSystem);
  const words: readonly string[] = field === 'services' ? services : field === 'advice' ? advices : causes;
  return readList(
    row,
    name,
    (word) => (words.includes(word) ? word : null),
    () => `takes ${words.join(', ')}`,
  );
}

/** Places as words of the text, as area codes (`areas`), or as the contract's objects, which have both. */
function readPlaces(row: Row, absent: readonly string[] | null): Pick<Sets, 'places' | 'areas'> {
  const codes = readList(row, 'area_codes' in row ? 'area_codes' : 'areas', areaOf, () => 'takes codes of areas, such as QYG');
  const given = row['places'] ?? ('places' in row ? [] : null);
  if (given === null) return { places: absent, areas: codes };
  if (!Array.isArray(given)) throw wrong('places', given, 'takes a list, such as [] or ["Wilmslow"]');
  const words: string[] = [];
  const found: string[] = [];
  let isCoded = false;
  for (const place of given as readonly unknown[]) {
    const { text, code, kind } = typeof place === 'string' ? { text: place, code: null, kind: null } : readObject(place);
    if (text !== null) words.push(text);
    if (code !== null) isCoded = true;
    if (code !== null && kind !== 'organisation') found.push(code);
  }
  return { places: words, areas: codes ?? (isCoded ? found : null) };
}

function readObject(place: unknown): {
  readonly text: string | null;
  readonly code: string | null;
  readonly kind: string | null;
} {
  if (typeof place !== 'object' || place === null)
    throw wrong('places', place, 'takes words in quotes, or objects with "text" and "code"');
  const row = place as Row;
  const read = { text: readText(row, ['text']), code: readText(row, ['code']), kind: readText(row, ['kind']) };
  if (read.text === null && read.code === null) throw wrong('places', place, 'takes objects with "text", "code" or both');
  return read;
}

function areaOf(code: string): string | null {
  return areaByCode(code)?.code ?? null;
}
