/**
 * Picks `most` of the rows, each key in its share and spread evenly over the file: the same rows every time. All of them where they are not
 * more than that. Keys that would get none get one while there is room.
 */
export function pick<Item>(rows: readonly Item[], most: number, keyOf: (row: Item) => string): readonly Item[] {
  if (rows.length <= most) return rows;
  const groups = [...Map.groupBy(rows, keyOf).values()].sort((a, b) => a.length - b.length);
  const chosen = new Set<Item>();
  let [left, room] = [rows.length, most];
  for (const group of groups) {
    const take = Math.min(room, Math.max(1, Math.round((group.length / left) * room)));
    for (let at = 0; at < take; at += 1) {
      const row = group[Math.floor(((at + 0.5) * group.length) / take)];
      if (row !== undefined) chosen.add(row);
    }
    left -= group.length;
    room -= take;
  }
  return rows.filter((row) => chosen.has(row));
}
