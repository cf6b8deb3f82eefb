import { inflect } from './inflect.ts';
import { noise } from './words.ts';

/**
 * The little language in which names and phrases are written; every pattern matches a bounded number of words.
 *
 *     word        that word in any case; `Rio` wants a capital, `ICE` wants capitals throughout
 *     fail~       the word and its inflected forms (same Porter stem)
 *     (a|b c|d)   one of these
 *     piece?      may be absent
 *     ..3         at most three words of any kind, not across a comma
 *     #           a number or a time of day
 *     @name       a set of alternatives from `words.ts`; `@sys` and `@svc` stand for a system and a service found before
 */
export type Node =
  | { readonly kind: 'word'; readonly word: string; readonly letterCase: LetterCase }
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'row'; readonly of: readonly Node[] };

/** 0 any case, 1 a capital first, 2 capitals throughout. */
export type LetterCase = 0 | 1 | 2;

const silent: ReadonlySet<string> = new Set(noise);

export function parsePattern(pattern: string, sets: Readonly<Record<string, string>>): Node {
  const pieces = pattern.match(/[()|?]|[^\s()|?]+/g) ?? [];
  let at = 0;

  function alternatives(): Node {
    const found: Node[] = [];
    let row: Node[] = [];
    for (; at < pieces.length && pieces[at] !== ')'; at += 1) {
      const piece = pieces[at] ?? '';
      if (piece === '|') {
        found.push(closed(row));
        row = [];
      } else if (piece === '?') {
        const last = row.pop();
        if (last === undefined) throw new SyntaxError(`"?" stands after nothing in: ${pattern}`);
        row.push({ kind: 'any', of: [last, { kind: 'row', of: [] }] });
      } else row.push(piece === '(' ? group() : leaf(piece, sets));
    }
    found.push(closed(row));
    return found.length === 1 ? (found[0] as Node) : { kind: 'any', of: found };
  }

  function group(): Node {
    at += 1;
    const inner = alternatives();
    if (pieces[at] !== ')') throw new SyntaxError(`a bracket is not closed in: ${pattern}`);
    return inner;
  }

  const node = alternatives();
  if (at < pieces.length) throw new SyntaxError(`a bracket too many in: ${pattern}`);
  return node;
}

/** Every word that the patterns can ask for. */
export function wordsOf(patterns: readonly Node[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    if (node.kind === 'word') found.add(node.word);
    else if (node.kind !== 'gap') for (const child of node.of) visit(child);
  };
  for (const pattern of patterns) visit(pattern);
  return found;
}

/** Noise has been taken out of the post before phrases are looked for, so beside other words it may be absent. */
function closed(row: readonly Node[]): Node {
  if (row.length < 2) return { kind: 'row', of: row };
  return {
    kind: 'row',
    of: row.map((node) =>
      node.kind === 'word' && silent.has(node.word) ? { kind: 'any', of: [node, { kind: 'row', of: [] }] } : node,
    ),
  };
}

function leaf(piece: string, sets: Readonly<Record<string, string>>): Node {
  if (piece.startsWith('..')) return { kind: 'gap', most: Number(piece.slice(2)) };
  if (piece === '@sys' || piece === '@svc' || piece === '#') return { kind: 'word', word: piece, letterCase: 0 };
  if (piece.startsWith('@')) {
    return setCalled(piece.slice(1), sets);
  }
  if (piece.endsWith('~')) {
    const forms = inflect(piece.slice(0, -1));
    return { kind: 'any', of: forms.map((word) => ({ kind: 'word', word, letterCase: 0 })) };
  }
  return { kind: 'word', word: piece.toLowerCase(), letterCase: caseOf(piece) };
}

/** A set's node, made once: hundreds of patterns share a few sets of many words, which a start would otherwise read again for each. */
function setCalled(name: string, sets: Readonly<Record<string, string>>): Node {
  const made = nodesOf.get(sets) ?? new Map<string, Node>();
  nodesOf.set(sets, made);
  const known = made.get(name);
  if (known !== undefined) return known;
  const says = sets[name];
  if (says === undefined) throw new SyntaxError(`no set is called @${name}`);
  const node = parsePattern(says, sets);
  made.set(name, node);
  return node;
}

const nodesOf = new WeakMap<Readonly<Record<string, string>>, Map<string, Node>>();

function caseOf(piece: string): LetterCase {
  if (piece === piece.toLowerCase()) return 0;
  return piece === piece.toUpperCase() && piece.length > 1 ? 2 : 1;
}
