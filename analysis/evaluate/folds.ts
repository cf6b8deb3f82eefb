/**
 * Deals rows out to `k` folds for cross-validation, as even as they come: one number below `k` for each row. Rows that share any key (an
 * incident, a Statement, a near-duplicate) land in one fold, and so do rows that share a key with those. The same rows give the same folds.
 * Throws RangeError when there are fewer independent parts than folds.
 */
export function folds<Row>(
  rows: readonly Row[],
  k: number,
  keysOf: (row: Row, at: number) => readonly string[],
): readonly number[] {
  const parts = join(rows.map((row, at) => keysOf(row, at)));
  const members = [...Map.groupBy(parts.keys(), (at) => parts[at]).values()].sort(
    (a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0),
  );
  if (members.length < k) throw new RangeError(`${members.length} independent parts cannot be dealt out to ${k} folds`);
  const sizes = Array.from({ length: k }, () => 0);
  const dealt = new Array<number>(rows.length).fill(0);
  for (const part of members) {
    const fold = sizes.indexOf(Math.min(...sizes));
    for (const at of part) dealt[at] = fold;
    sizes[fold] = (sizes[fold] ?? 0) + part.length;
  }
  return dealt;
}

/** Numbers rows by what they share, directly or through others: rows of one number belong together. */
export function join(keys: readonly (readonly string[])[]): readonly number[] {
  const parent = keys.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (parent[top] !== top) top = parent[top] ?? top;
    for (let next = at; next !== top; [parent[next], next] = [top, parent[next] ?? top]);
    return top;
  };
  const first = new Map<string, number>();
  for (const [at, own] of keys.entries())
    for (const key of own) {
      const known = first.get(key);
      if (known === undefined) first.set(key, at);
      else parent[root(at)] = root(known);
    }
  return keys.map((_, at) => root(at));
}
