import { bareNames, namesakes, ordinaryNames } from '../gazetteer/ordinary.ts';
import { kinds } from './kinds.ts';
import { acronyms, clubNouns, newWorld, roadNouns, titles } from './nouns.ts';
import type { Around, Reading, Span } from './reading.ts';
import { adjacent, gapBetween, headOf, isCapital, isShouted, look, tailOf } from './reading.ts';
import { keyOf } from './words.ts';

/**
 * How surely the words around a name make it a place: `strong` in a locating phrase ("in Reading", "Bath surgeries", "#Tredegar", "KENT: …"),
 * `plain` where it simply stands there with a capital, `named` as part of an organisation's name ("Wilmslow Health Centre"), null for no place
 * ("London Road", "Dr Bolton", "the reading").
 */
export type Strength = 'strong' | 'named' | 'plain' | null;

export function readContext(reading: Reading, span: Span, minor: boolean): Strength {
  const around = look(reading, span);
  if (isSomethingElse(reading, span, around)) return null;
  const single = span.to - span.from === 1;
  const ordinary = single && ordinaryNames.has(span.name);
  const capital = around.capital && !reading.shouted;
  if (ordinary && (!around.capital || opensSentence(reading, span, around))) return null;
  if (isInsideName(reading, span)) return null;
  const opensName = isCapital(reading.words, around.next) && reading.is(around.next, kinds.organisationNoun);
  if (opensName) return capital && !ordinary && !minor ? 'named' : null;
  const strong = isLocating(reading, span, around, ordinary || minor);
  if (ordinary && reading.shouted) return strong && around.preposition ? 'strong' : null;
  if (strong && (capital || !minor)) return 'strong';
  return capital && !ordinary && !minor ? 'plain' : null;
}

/** Whether only commas, slashes, "and", "or" or spaces lie between two names: what is sure of one is then sure of the other. */
export function areListed(reading: Reading, first: Span, second: Span): boolean {
  const between = second.from - first.to;
  if (between > 1 || (between === 1 && !reading.is(first.to, kinds.joiner))) return false;
  const gap = gapBetween(reading, first.to - 1, second.from);
  return between === 1 ? !/[.!?:;\n]/.test(gap) : /^\s*[,/+]\s*$/.test(gap);
}

/** Whether the name says something only beside another name of its area. */
export function isBare({ name }: Span): boolean {
  return bareNames.has(name);
}

// "KENT – NHS computers" heads a post; "Seabrook Pharmacy, Burnham-on-Sea" and "(GP, Leeds)" close a sentence.
function headsOrCloses(reading: Reading, span: Span): boolean {
  const [head, tail] = [headOf(reading, span), tailOf(reading, span)];
  if (/(^|\n)[^\p{L}\d\u00a6\n]*$/u.test(head) && /^\s*[:–—|-]\s/.test(tail)) return true;
  return /[,(|–—-]\s*$/.test(head) && /^\s*([.!)|\n]|$)/.test(tail);
}

// At the start of a sentence every word has a capital; a heading or "Bath surgeries" is a place all the same.
function opensSentence(reading: Reading, span: Span, { previous, careAfter }: Around): boolean {
  if (previous >= 0 || careAfter) return false;
  // eslint-disable-next-line regexp/no-super-linear-move -- a head is 25 characters at most
  return /(^|[.!?:\n]["')]*)\s*$/.test(headOf(reading, span)) && !/^\s*[:–—|-]\s/.test(tailOf(reading, span));
}

function isLocating(reading: Reading, span: Span, around: Around, needsMore: boolean): boolean {
  return (
    around.preposition ||
    around.careAfter ||
    (around.tag && (!needsMore || reading.ofCare)) ||
    (!needsMore && headsOrCloses(reading, span))
  );
}

// Up to four more words with capitals (or "and") and then "Surgery", "Medical Centre" or the like.
function isInsideName(reading: Reading, span: Span): boolean {
  const { words } = reading;
  for (let at = span.to; at < span.to + 4; at += 1) {
    const large = isCapital(words, at);
    if (at >= words.count || !adjacent(reading, at - 1) || !(large || keyOf(words, at) === 'and')) return false;
    if (reading.is(at, kinds.organisationNoun)) return large && at > span.to;
    if (reading.is(at, kinds.careNoun)) return false;
  }
  return false;
}

// Roads, people, clubs and towns abroad that have the same name.
function isSomethingElse(reading: Reading, span: Span, around: Around): boolean {
  const { text, words } = reading;
  const { next, previous } = around;
  if (reading.is(next, kinds.otherNoun) || isStreet(reading, next)) return true;
  if (isClub(reading, span, around) || isTitled(reading, span)) return true;
  if (reading.is(previous, kinds.person) && isCapital(words, previous)) return true;
  const before = keyOf(words, previous);
  // NHS England and Community Pharmacy England are bodies, not a place where something is down.
  if (span.name === 'england' && (before === 'nhs' || before === 'pharmacy' || before === 'health')) return true;
  if (before === 'new' && newWorld.has(span.name)) return true;
  if (before === 'st' && !span.name.startsWith('st ')) return true;
  const months = span.name === 'march' || span.name === 'may';
  if (months && (/\d/.test(before) || /\d/.test(keyOf(words, next)))) return true;
  if (acronyms.has(span.name) && !around.tag)
    for (let at = span.from; at < span.to; at += 1) if (!isShouted(text.slice(words.starts[at], words.ends[at]))) return true;
  return (reading.ofAbroad && !reading.is(next, kinds.careNoun)) || (namesakes.has(span.name) && !reading.ofCare);
}

function isStreet(reading: Reading, index: number): boolean {
  if (!reading.is(index, kinds.streetNoun)) return false;
  return isCapital(reading.words, index) || roadNouns.has(keyOf(reading.words, index));
}

// "Derby County Council" and "in Stoke City" are places.
function isClub(reading: Reading, span: Span, { next, preposition }: Around): boolean {
  if (preposition || reading.shouted || !isCapital(reading.words, next) || !clubNouns.has(keyOf(reading.words, next)))
    return false;
  const after = adjacent(reading, next) ? next + 1 : -1;
  return span.to - span.from === 1 && !reading.is(after, kinds.careNoun) && !reading.is(after, kinds.organisationNoun);
}

// "Dr. Hartlepool": the full stop keeps the two words apart.
function isTitled(reading: Reading, { from }: Span): boolean {
  return titles.has(keyOf(reading.words, from - 1)) && /^\. ?$/.test(gapBetween(reading, from - 1, from));
}
