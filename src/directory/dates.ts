/** Reads the dates of the official files, `20260801`, `01Aug2026`, `01-Apr-26`, `2026-08-01`; null for anything else, the empty string included. */
export function readDay(text: string): string | null {
  const compact = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(text.trim());
  if (compact !== null) return checked(compact[1] ?? '', compact[2] ?? '', compact[3] ?? '');
  const named = /^(\d{1,2})[- ]?([A-Za-z]{3})[A-Za-z]*[- ]?(\d{4}|\d{2})$/.exec(text.trim());
  if (named === null) return null;
  const month = months.indexOf((named[2] ?? '').toLowerCase()) + 1;
  const year = named[3] ?? '';
  // The files that write two figures began in this century.
  return checked(year.length === 2 ? `20${year}` : year, String(month).padStart(2, '0'), (named[1] ?? '').padStart(2, '0'));
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function checked(year: string, month: string, day: string): string | null {
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return null;
  }
}
