import type { Estimate } from '../analysis/evaluate/bootstrap.ts';

/** Pads columns to one width: the first to the left, numbers to the right. */
export function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

export function underline(title: string, mark = '-'): readonly [string, string] {
  return [title, mark.repeat(title.length)];
}

/** `0.94`, or a dash where it cannot be said. */
export function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(2);
}

/** `0.94 (0.91 to 0.96)`. */
export function range({ value, low, high }: Estimate): string {
  return low === null || high === null ? ratio(value) : `${ratio(value)} (${ratio(low)} to ${ratio(high)})`;
}

/** `1.3 % (0.2 to 3.6)`. */
export function percent({ value, low, high }: Estimate): string {
  const of = (part: number | null): string => (part === null ? '–' : (part * 100).toFixed(1));
  return low === null || high === null ? `${of(value)} %` : `${of(value)} % (${of(low)} to ${of(high)})`;
}
