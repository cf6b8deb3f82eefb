import type { AuthorKind } from '../../src/core/types.ts';
import { products } from '../systems.ts';
import { createBehaviour } from './behave.ts';
import type { Name } from './catalogue.ts';
import { allNames, determiners, vocabulary } from './catalogue.ts';
import type { Draft } from './draft.ts';
import { newDraft, startAgain } from './draft.ts';
import { createGuess } from './guess.ts';
import type { Lexicon } from './lexicon.ts';
import { createLexicon } from './lexicon.ts';
import type { Match } from './matcher.ts';
import { createMatcher } from './matcher.ts';
import type { Node } from './pattern.ts';
import { wordsOf } from './pattern.ts';
import { flags, pronounTable, settleCase } from './pronoun.ts';
import type { Entity } from './reading.ts';
import type { Reader } from './tokens.ts';
import { mostTokens, newTokens, tokenise } from './tokens.ts';
import { noise, spellings } from './words.ts';

export interface Names {
  readonly lexicon: Lexicon;
  /** Without findings yet. */
  read(text: string, authorKind: AuthorKind | null): Draft;
}

/** Compiles every name, and with them `bare`: patterns that read the same words. The words of `more` join the lexicon. */
export function createNames(more: readonly Node[], bare: readonly Node[]): Names {
  const list = allNames();
  const lexicon = createLexicon([...vocabulary(list), ...wordsOf(more)]);
  const match = createMatcher([...list.map(({ node }) => node), ...bare], lexicon);
  const reader = createReader(lexicon);
  const near = new Map(
    products.map((row) => [
      row.id,
      { only: ids(lexicon, row.onlyNear), not: ids(lexicon, row.notNear), unless: ids(lexicon, row.byAuthor?.unlessNear) },
    ]),
  );
  const isNoise = flags(lexicon, noise);
  const isDeterminer = flags(lexicon, determiners);
  const behaves = createBehaviour(lexicon);
  const it = pronounTable(lexicon);
  const unitWord = { system: lexicon.idOf('@sys'), service: lexicon.idOf('@svc') };
  const tokens = newTokens();
  const units = { length: 0, symbol: new Uint16Array(mostTokens + 8), pause: tokens.pause };
  const reading = newDraft();
  const present = new Uint32Array(lexicon.size);
  let post = 0;

  function read(text: string, authorKind: AuthorKind | null): Draft {
    tokenise(text, reader, tokens);
    settleCase(tokens, text, it);
    post += 1;
    units.length = tokens.length;
    for (let index = 0; index < tokens.length; index += 1) {
      const word = tokens.word[index] ?? 0;
      present[word] = post;
      units.symbol[index] = word * 3 + (tokens.letterCase[index] ?? 0);
    }
    const matches: Match[] = [];
    match(units, matches);
    const names: Match[] = [];
    const bare: Match[] = [];
    for (const one of matches) {
      if (one.pattern >= list.length) bare.push({ ...one, pattern: one.pattern - list.length });
      else if (holds(list[one.pattern] as Name, one, authorKind)) names.push(one);
    }
    startAgain(reading, text, bare);
    join(names.length === 0 ? names : choose(names, list), authorKind);
    return reading;
  }

  function holds(name: Name, match: Match, authorKind: AuthorKind | null): boolean {
    const row = name.system;
    if (row === null) return true;
    const words = near.get(row.id);
    if (words?.not.some((id) => present[id] === post) === true) return false;
    const isGuarded = name.isLoose || (row.looseNames === undefined && row.onlyNear !== undefined);
    if (!isGuarded || (authorKind !== null && row.trust?.includes(authorKind) === true)) return true;
    return words?.only.some((id) => present[id] === post) === true || behaves(tokens, match, authorKind);
  }

  /** Fills the reading with rows of words, each name as one unit. */
  function join(chosen: readonly Match[], authorKind: AuthorKind | null): void {
    const { symbol, words, pause, start, end, asked, unitOf, hash, stem } = reading;
    let length = 0;
    let held = 0;
    let next = 0;
    let from = chosen[0]?.from ?? -1;
    for (let index = 0; index < tokens.length; index += 1) {
      const word = tokens.word[index] ?? 0;
      held = Math.max(held, tokens.pause[index] ?? 0);
      unitOf[index] = length;
      if (index !== from && isNoise[word] === 1) continue;
      start[length] = tokens.start[index] ?? 0;
      asked[length] = tokens.asked[index] ?? 0;
      pause[length] = held;
      held = 0;
      if (index === from) {
        const one = chosen[next] as Match;
        for (; index < one.to - 1; index += 1) unitOf[index + 1] = length;
        next += 1;
        from = chosen[next]?.from ?? -1;
        const name = list[one.pattern] as Name;
        const stand = name.rank === 0 ? 0 : name.system === null ? unitWord.service : unitWord.system;
        words[length] = stand;
        symbol[length] = stand * 3;
        hash[length] = 0;
        stem[length] = 0;
        if (name.rank > 0) addEntity(toEntity(name, length, tokens.start[one.from] ?? 0, tokens.end[index] ?? 0, authorKind));
      } else {
        words[length] = word;
        symbol[length] = word * 3 + (tokens.letterCase[index] ?? 0);
        hash[length] = tokens.hash[index] ?? 0;
        stem[length] = tokens.stem[index] ?? 0;
      }
      end[length] = tokens.end[index] ?? 0;
      length += 1;
    }
    reading.length = length;
  }

  function addEntity(entity: Entity): void {
    reading.entities.push(entity);
    reading.entityAt[entity.unit] = entity;
  }

  function toEntity(name: Name, unit: number, start: number, end: number, authorKind: AuthorKind | null): Entity {
    const row = name.system;
    let system = row?.id ?? null;
    const other = row?.byAuthor;
    if (
      other !== undefined &&
      other.from === authorKind &&
      near.get(row?.id ?? '')?.unless.some((id) => present[id] === post) !== true
    ) {
      system = other.is;
    }
    return { system, service: name.service, rule: system === null ? name.rule : `system.${system}`, unit, start, end };
  }

  /** From the left, the longest name at each place; words like "our" stay outside it. */
  function choose(matches: readonly Match[], from: readonly Name[]): readonly Match[] {
    const trimmed = matches.map((one) => {
      let first = one.from;
      while (first < one.to - 1 && isDeterminer[tokens.word[first] ?? 0] === 1) first += 1;
      const name = from[one.pattern];
      return { ...one, from: name?.rank === 0 ? one.from : first, to: name?.looksAhead === true ? one.to - 1 : one.to };
    });
    trimmed.sort((a, b) => a.from - b.from || b.to - a.to || (from[a.pattern]?.rank ?? 0) - (from[b.pattern]?.rank ?? 0));
    const chosen: Match[] = [];
    let past = 0;
    for (const one of trimmed) {
      if (one.from < past) continue;
      chosen.push(one);
      past = one.to;
    }
    return chosen;
  }

  return { lexicon, read };
}

function createReader(lexicon: Lexicon): Reader {
  const expansions = new Array<readonly number[] | undefined>(lexicon.size).fill(undefined);
  for (const [word, says] of Object.entries(spellings))
    expansions[lexicon.idOf(word)] = says.split(' ').map((part) => lexicon.idOf(part));
  return { lexicon, expansions, ...createGuess(lexicon) };
}

function ids(lexicon: Lexicon, words: readonly string[] = []): readonly number[] {
  return words.map((word) => lexicon.idOf(word));
}
