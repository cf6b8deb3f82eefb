export interface BarRow {
  readonly id: string;
  readonly title: string;
  readonly value: number;
  /** The value in words, with its unit. */
  readonly says: string;
  readonly href: string;
  readonly on?: boolean;
}

/** Horizontal bars as a list: the words carry the figures, the bar only helps the eye. */
export function Bars({ rows, label }: { rows: readonly BarRow[]; label: string }) {
  const max = Math.max(1, ...rows.map((row) => row.value));
  return (
    <ol class="rw-bars" aria-label={label}>
      {rows.map((row) => (
        <li key={row.id} class={row.on === true ? 'rw-bars__row--on' : undefined}>
          <div class="rw-bars__words">
            <a href={row.href} aria-current={row.on === true ? 'true' : undefined}>
              {row.title}
            </a>
            <span>{row.says}</span>
          </div>
          <svg class="rw-bars__bar" width="100%" height="10" aria-hidden="true" focusable="false">
            <rect class="rw-bars__track" width="100%" height="10" rx="2" />
            <rect class="rw-bars__value" width={`${(100 * row.value) / max}%`} height="10" rx="2" />
          </svg>
        </li>
      ))}
    </ol>
  );
}
