import type { AuthorKind } from '../../src/core/types.ts';
import { systems } from '../systems.ts';
import { createBehaviour } from './behave.ts';
import type { Name } from './catalogue.ts';
import { allNames, determiners, vocabulary } from './catalogue.ts';
import { createGuess } from './guess.ts';
import type { Lexicon } from './lexicon.ts';
import { createLexicon } from './lexicon.ts';
import type { Match, Units } from './matcher.ts';
import { createMatcher } from './matcher.ts';
import type { Node } from './pattern.ts';
import { wordsOf } from './pattern.ts';
import { flags, pronounTable, settleCase } from './pronoun.ts';
import type { Entity, Reading } from './reading.ts';
import type { Reader, Tokens } from './tokens.ts';
import { newTokens, tokenise } from './tokens.ts';
import { noise, spellings } from './words.ts';

type Named = Omit<Reading, 'findings'>;

export interface Names {
  readonly lexicon: Lexicon;
  read(text: string, authorKind: AuthorKind | null): Named;
}

/** Compiles every name, and with them `bare`: patterns that read the same words. The words of `more` join the lexicon. */
export function createNames(more: readonly Node[], bare: readonly Node[]): Names {
  const list = allNames();
  const lexicon = createLexicon([...vocabulary(list), ...more.flatMap(wordsOf)]);
  const match = createMatcher([...list.map(({ node }) => node), ...bare], lexicon);
  const reader = createReader(lexicon);
  const near = new Map(
    systems.map((row) => [
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
  const present = new Uint32Array(lexicon.size);
  let post = 0;

  function read(text: string, authorKind: AuthorKind | null): Named {
    tokenise(text, reader, tokens);
    settleCase(tokens, text, it);
    post += 1;
    for (let index = 0; index < tokens.length; index += 1) present[tokens.word[index] ?? 0] = post;
    const units = unitsOf(tokens);
    const matches: Match[] = [];
    match(units, matches);
    const names: Match[] = [];
    const bare: Match[] = [];
    for (const one of matches) {
      if (one.pattern >= list.length) bare.push({ ...one, pattern: one.pattern - list.length });
      else if (holds(list[one.pattern] as Name, one, authorKind)) names.push(one);
    }
    return { ...join(text, choose(names, list), authorKind), bare };
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

  /** Rows of words with each name as one unit. */
  function join(text: string, chosen: readonly Match[], authorKind: AuthorKind | null): Omit<Named, 'bare'> {
    const size = tokens.length;
    const symbol = new Uint16Array(size);
    const pause = new Uint8Array(size);
    const start = new Uint32Array(size);
    const end = new Uint32Array(size);
    const asked = new Uint8Array(size);
    const unitOf = new Uint16Array(size);
    const hash = new Int32Array(size);
    const stem = new Int32Array(size);
    const entities: Entity[] = [];
    const entityAt: (Entity | undefined)[] = [];
    let length = 0;
    let held = 0;
    let next = 0;
    for (let index = 0; index < size; index += 1) {
      const from = index;
      const one = chosen[next];
      held = Math.max(held, tokens.pause[index] ?? 0);
      const isName = one?.from === index;
      unitOf[index] = length;
      if (!isName && isNoise[tokens.word[index] ?? 0] === 1) continue;
      start[length] = tokens.start[from] ?? 0;
      asked[length] = tokens.asked[from] ?? 0;
      pause[length] = held;
      held = 0;
      if (isName) {
        for (; index < one.to - 1; index += 1) unitOf[index + 1] = length;
        next += 1;
        const name = list[one.pattern] as Name;
        symbol[length] = name.rank === 0 ? 0 : (name.system === null ? unitWord.service : unitWord.system) * 3;
        if (name.rank > 0) {
          const entity = toEntity(name, length, tokens.start[from] ?? 0, tokens.end[index] ?? 0, authorKind);
          entities.push(entity);
          entityAt[length] = entity;
        }
      } else {
        symbol[length] = (tokens.word[index] ?? 0) * 3 + (tokens.letterCase[index] ?? 0);
        hash[length] = tokens.hash[index] ?? 0;
        stem[length] = tokens.stem[index] ?? 0;
      }
      end[length] = tokens.end[index] ?? 0;
      length += 1;
    }
    return {
      unitOf,
      length,
      symbol,
      hash,
      stem,
      pause,
      start,
      end,
      asked,
      entities,
      entityAt,
      word: (unit) => Math.floor((symbol[unit] ?? 0) / 3),
      textOf: (unit) => text.slice(start[unit], end[unit]),
    };
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
  const expansions = new Map(
    Object.entries(spellings).map(([word, says]) => [lexicon.idOf(word), says.split(' ').map((part) => lexicon.idOf(part))]),
  );
  return { lexicon, expansions, ...createGuess(lexicon) };
}

function ids(lexicon: Lexicon, words: readonly string[] = []): readonly number[] {
  return words.map((word) => lexicon.idOf(word));
}

function unitsOf(tokens: Tokens): Units {
  const symbol = new Uint16Array(tokens.length);
  for (let index = 0; index < tokens.length; index += 1)
    symbol[index] = (tokens.word[index] ?? 0) * 3 + (tokens.letterCase[index] ?? 0);
  return { length: tokens.length, symbol, pause: tokens.pause };
}
