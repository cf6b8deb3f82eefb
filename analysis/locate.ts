import type { DirectoryIndex, Organisation, Place, Post } from '../src/core/types.ts';
import { areaByCode, dayOf, lineage } from './areas.ts';
import { listKinds } from './locate/kinds.ts';
import type { Search } from './locate/organisations.ts';
import { listNames } from './locate/organisations.ts';
import type { Phrases } from './locate/phrases.ts';
import { createPhrases } from './locate/phrases.ts';
import { areaPlace, organisationPlace, uncertain } from './locate/place.ts';
import type { PlaceName } from './locate/places.ts';
import { listPlaces } from './locate/places.ts';
import { createReading } from './locate/reading.ts';
import { residenceOf } from './locate/residence.ts';
import { findPlaces, placeText } from './locate/told.ts';
import { listTowns } from './locate/towns.ts';
import type { Vocabulary } from './locate/vocabulary.ts';
import { createVocabulary } from './locate/vocabulary.ts';
import { speaksOfItself } from './locate/voice.ts';
import { cutWords, emptyWords } from './locate/words.ts';

/**
 * Says where a post is: `organisation` is the ODS code of the channel's organisation, null where it has none. Most trusted first:
 * the channel's organisation and its area, organisations named in the text, postcodes, area names, place names. Each area stands once.
 *
 * A post about another place is placed there: where the text surely names an area that is not the author's, and says nothing in the first
 * person ("our phones", "we are"), the author's area is left out; the author's organisation stays, as that is who posted. Where it speaks of
 * itself too ("we are down, and so are practices in Leeds") both areas stand.
 *
 * What could be in several areas gives each of them below 0.5, never one of them for sure. Areas are those valid on the post's London day;
 * for a post without a date, the latest. A code that neither the directory nor the list of areas knows gives no place.
 */
export type Locate = (post: Pick<Post, 'text' | 'spoiler' | 'postedAt'>, organisation: string | null) => readonly Place[];

/** Prepares `Locate` for a directory; pure from then on. */
export function createLocator({ directory }: { readonly directory: DirectoryIndex }): Locate {
  const tables = buildTables(directory);
  let words = emptyWords();
  let reading = createReading(words, tables.search.list);
  return (post, organisation) => {
    const text = post.spoiler === undefined ? post.text : `${post.spoiler}\n${post.text}`;
    if (words.starts.length > mostKept) {
      words = emptyWords();
      reading = createReading(words, tables.search.list);
    }
    cutWords(words, text, tables.vocabulary);
    const day = (): string | null => dayOf(post.postedAt);
    const finds = findPlaces(tables, words, post.postedAt, day);
    if (finds === null && organisation === null) return [];
    const author = placeAuthor(directory, organisation, day());
    if (finds === null) return dedupe([...author.organisations, ...author.areas]);
    reading.restart();
    const told = placeText({ text, day: day(), authorAreas: codesOf(author.areas) }, reading, finds);
    const elsewhere = isElsewhere(told, author.areas) && !speaksOfItself(reading);
    return dedupe([...author.organisations, ...(elsewhere ? [] : author.areas), ...told]);
  };
}

// A text of a megabyte must not keep its lists for ever.
const mostKept = 2 ** 16;

interface Tables {
  readonly vocabulary: Vocabulary;
  readonly places: Phrases<PlaceName>;
  readonly search: Search;
}

function buildTables(directory: DirectoryIndex): Tables {
  const vocabulary = createVocabulary();
  const article = vocabulary.add('the');
  const places = createPhrases(vocabulary, [...listTowns(directory), ...listPlaces()]);
  const names = listNames(directory, vocabulary);
  return { vocabulary, places, search: { directory, names, list: listKinds(vocabulary), article } };
}

interface AuthorPlaces {
  readonly organisations: readonly Place[];
  readonly areas: readonly Place[];
}

// An ICB's or Welsh board's own code is an area's code: it needs no directory.
function placeAuthor(directory: DirectoryIndex, code: string | null, day: string | null): AuthorPlaces {
  if (code === null) return { organisations: [], areas: [] };
  const known = directory.byCode(code);
  const residence = known === null || areaByCode(code) !== null ? residenceOf(asArea(code), day) : residenceOf(known, day);
  return {
    organisations: known === null ? [] : [organisationPlace(known, null, 'channel', 1)],
    areas: residence.flatMap((share) =>
      areaPlace(share, null, 'channel', residence.length === 1 ? 1 : Math.min(share.share, uncertain)),
    ),
  };
}

function isElsewhere(told: readonly Place[], author: readonly Place[]): boolean {
  const sure = told.filter(({ kind, confidence }) => kind !== 'organisation' && confidence >= 0.8);
  const own = new Set(author.flatMap(({ code }) => lineage(code)));
  return sure.length > 0 && sure.every(({ code }) => !own.has(code));
}

function codesOf(places: readonly Place[]): ReadonlySet<string> {
  return new Set(places.map(({ code }) => code));
}

function asArea(code: string): Organisation {
  const nothing = {
    town: null,
    postcode: null,
    openedOn: null,
    closedOn: null,
    system: null,
    systemAsOf: null,
    patients: null,
    patientsAsOf: null,
  };
  return { ...nothing, code, name: code, kind: 'icb', area: code, status: 'active', source: 'areas' };
}

// The first to name an area is the most trusted; a later one adds nothing.
function dedupe(places: readonly Place[]): readonly Place[] {
  const seen = new Map<string, Place>();
  for (const place of places) if (!seen.has(place.code)) seen.set(place.code, place);
  return [...seen.values()];
}
