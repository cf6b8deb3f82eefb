import type { Place, PlaceMethod, Post } from '../../src/core/types.ts';
import { lineage } from '../areas.ts';
import type { Share } from '../shares.ts';
import type { Evidence, OrganisationFind, Search } from './organisations.ts';
import { commonResidence, findOrganisations, narrow, pickAsWritten } from './organisations.ts';
import type { Phrases } from './phrases.ts';
import { areaPlace, isSure, organisationPlace, uncertain } from './place.ts';
import type { Found, NameFind, PlaceName } from './places.ts';
import { findSpans, judgeNames } from './places.ts';
import type { PostcodeFind } from './postcodes.ts';
import { findPostcodes } from './postcodes.ts';
import type { Reading } from './reading.ts';
import { residenceOf } from './residence.ts';
import type { Words } from './words.ts';

/** All names, postcodes and organisations that a text has the words of. */
export interface Finds {
  readonly organisations: readonly OrganisationFind[];
  readonly postcodes: readonly PostcodeFind[];
  readonly spans: readonly Found[];
}

/** What may be a place in a text; null where nothing may, as in most texts. No guard is asked yet. */
export function findPlaces(
  tables: { readonly search: Search; readonly places: Phrases<PlaceName> },
  words: Words,
  at: Post['postedAt'],
  day: () => string | null,
): Finds | null {
  const spans = findSpans(words, tables.places);
  const organisations = findOrganisations(tables.search, words, at);
  const postcodes = findPostcodes(words, day);
  return spans.length + organisations.length + postcodes.length === 0 ? null : { organisations, postcodes, spans };
}

/** A text to place, and what is known beside it. */
export interface TextJob {
  readonly text: string;
  readonly day: string | null;
  readonly authorAreas: ReadonlySet<string>;
}

/** The places that a text names, most trusted first. */
export function placeText(job: TextJob, reading: Reading, { organisations, postcodes, spans }: Finds): readonly Place[] {
  const names = judgeNames(reading, spans, job.day);
  const sure = new Set(
    [...names.filter(({ bare }) => !bare), ...postcodes].flatMap(({ shares }) => (isSure(shares) ? [shares[0]?.code ?? ''] : [])),
  );
  const evidence: Evidence = {
    keys: new Set(names.map(({ name }) => name)),
    outcodes: new Set(postcodes.map(({ outcode }) => outcode)),
    areas: sure.size > 0 ? sure : job.authorAreas,
    day: job.day,
  };
  const named = organisations.map((find) => placeOrganisation(find, evidence, job.text));
  const covered = organisations.filter((_, index) => (named[index]?.length ?? 0) > 0);
  const places = [
    ...named.flat(),
    ...postcodes.flatMap((find) =>
      placeShares(find.shares, find.text, 'postcode', find.full ? 0.98 : 0.95, evidence.areas, job.authorAreas),
    ),
    ...placeNames(
      names.filter(({ from }) => !covered.some((find) => from >= find.from && from < find.to)),
      { ...evidence, sure },
      job,
    ),
  ];
  return dropWider(places);
}

function placeOrganisation(find: OrganisationFind, evidence: Evidence, text: string): readonly Place[] {
  const left = narrow(find, evidence);
  const words = text.slice(find.start, find.end);
  const trust = find.exact ? 0.95 : 0.85;
  const common = commonResidence(left, evidence.day);
  const [only] = left;
  const picked = left.length === 1 ? only : common === null ? pickAsWritten(find, left) : undefined;
  if (picked !== undefined && picked !== null) {
    const surety = left.length === 1 ? trust : 0.6;
    const residence = placeShares(residenceOf(picked, evidence.day), words, 'organisation', surety, evidence.areas, new Set());
    return [organisationPlace(picked, words, 'organisation', surety), ...residence];
  }
  return common === null ? [] : areaPlace(common, words, 'organisation', trust * 0.9);
}

function placeNames(
  names: readonly NameFind[],
  evidence: Evidence & { readonly sure: ReadonlySet<string> },
  job: TextJob,
): readonly Place[] {
  return names.flatMap((find) => {
    const words = job.text.slice(find.start, find.end);
    if (find.bare && !find.shares.some(({ code }) => evidence.sure.has(code))) return [];
    return placeShares(find.shares, words, find.method, find.trust, evidence.sure, job.authorAreas);
  });
}

// One area for sure; or the one that the text's other places or the author's area pick out; or all of them, with little confidence.
function placeShares(
  shares: readonly Share[],
  words: string,
  method: PlaceMethod,
  trust: number,
  sure: ReadonlySet<string>,
  authorAreas: ReadonlySet<string>,
): readonly Place[] {
  const [top] = shares;
  if (top === undefined) return [];
  if (isSure(shares)) return areaPlace(top, words, method, trust * top.share);
  for (const known of [sure, authorAreas]) {
    const picked = shares.filter(({ code }) => known.has(code));
    if (picked.length === 1 && picked[0] !== undefined) return areaPlace(picked[0], words, method, trust * 0.95);
  }
  return shares
    .filter(({ share }) => share >= 0.1)
    .flatMap((item) => areaPlace(item, words, method, Math.min(trust * item.share, uncertain)));
}

// "Wilmslow, England": the country adds nothing to the board; the author's own area does not count here, as the text did not name it.
function dropWider(places: readonly Place[]): readonly Place[] {
  const wider = new Set(places.filter(({ confidence }) => confidence > uncertain).flatMap(({ code }) => lineage(code).slice(1)));
  return places.filter(({ code }) => !wider.has(code));
}
