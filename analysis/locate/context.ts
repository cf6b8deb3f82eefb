import { bareNames, namesakes, ordinaryNames, personWords } from '../gazetteer/ordinary.ts';
import { acronyms, careNouns, joiners, newWorld, organisationNouns, otherNouns, streetNouns } from './nouns.ts';
import type { Around, Reading, Span } from './reading.ts';
import { adjacent, gapBetween, headOf, isShouted, look, tailOf } from './reading.ts';

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
  const opensName = around.next?.capital === true && organisationNouns.has(around.next.key);
  if (opensName) return capital && !ordinary && !minor ? 'named' : null;
  const strong = isLocating(reading, span, around, ordinary || minor);
  if (ordinary && reading.shouted) return strong && around.preposition ? 'strong' : null;
  if (strong && (capital || !minor)) return 'strong';
  return capital && !ordinary && !minor ? 'plain' : null;
}

/** Whether only commas, slashes, "and", "or" or spaces lie between two names: what is sure of one is then sure of the other. */
export function areListed(reading: Reading, first: Span, second: Span): boolean {
  const between = reading.words.slice(first.to, second.from);
  if (between.length > 1 || between.some(({ key }) => !joiners.has(key))) return false;
  const gap = gapBetween(reading, first.to - 1, second.from);
  return between.length === 1 ? !/[.!?:;\n]/.test(gap) : /^\s*[,/+]\s*$/.test(gap);
}

/** Whether the name says something only beside another name of its area. */
export function isBare({ name }: Span): boolean {
  return bareNames.has(name);
}

// "KENT – NHS computers" heads a post; "Seabrook Pharmacy, Burnham-on-Sea" and "(GP, Leeds)" close a sentence.
function headsOrCloses(reading: Reading, span: Span): boolean {
  const [head, tail] = [headOf(reading, span), tailOf(reading, span)];
  if (/(^|\n)[^\p{L}\d\u00a6]*$/u.test(head) && /^\s*[:–—|-]\s/.test(tail)) return true;
  return /[,(|–—-]\s*$/.test(head) && /^\s*([.!)|\n]|$)/.test(tail);
}

// At the start of a sentence every word has a capital; a heading or "Bath surgeries" is a place all the same.
function opensSentence(reading: Reading, span: Span, { previous, careAfter }: Around): boolean {
  if (previous !== undefined || careAfter) return false;
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
  for (let at = span.to; at < span.to + 4; at += 1) {
    const word = reading.words[at];
    if (word === undefined || !adjacent(reading, at - 1) || !(word.capital || word.key === 'and')) return false;
    if (organisationNouns.has(word.key)) return word.capital && at > span.to;
    if (careNouns.has(word.key)) return false;
  }
  return false;
}

// Roads, people, clubs and towns abroad that have the same name.
function isSomethingElse(reading: Reading, span: Span, around: Around): boolean {
  const { words } = reading;
  const { next, previous } = around;
  if (next !== undefined && (otherNouns.has(next.key) || (streetNouns.has(next.key) && next.capital))) return true;
  if (previous !== undefined && personWords.has(previous.key) && previous.capital) return true;
  // NHS England and Community Pharmacy England are bodies, not a place where something is down.
  if (span.name === 'england' && (previous?.key === 'nhs' || previous?.key === 'pharmacy' || previous?.key === 'health'))
    return true;
  if (previous?.key === 'new' && newWorld.has(span.name)) return true;
  if (previous?.key === 'st' && !span.name.startsWith('st ')) return true;
  const months = span.name === 'march' || span.name === 'may';
  if (months && (/\d/.test(previous?.key ?? '') || /\d/.test(next?.key ?? ''))) return true;
  const acronym = acronyms.has(span.name) && !around.tag;
  if (acronym && words.slice(span.from, span.to).some(({ start, end }) => !isShouted(reading.text.slice(start, end))))
    return true;
  return (reading.ofAbroad && !careNouns.has(next?.key ?? '')) || (namesakes.has(span.name) && !reading.ofCare);
}
