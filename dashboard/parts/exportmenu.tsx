import { address } from '../client.ts';
import type { Filters } from '../logic/filters.ts';
import { plural } from '../logic/headline.ts';

/** Files with exactly the mentions of these filters; says how many rows before the click. */
export function ExportMenu({ filters, total, atLeast }: { filters: Filters; total: number; atLeast?: boolean }) {
  const files = [
    { href: address('/api/export', { format: 'csv', ...filters }), title: 'CSV', says: 'a table for programs and spreadsheets' },
    {
      href: address('/api/export', { format: 'csv', bom: '1', ...filters }),
      title: 'CSV for Excel',
      says: 'the same, marked so that Excel reads accents and dashes rightly',
    },
    {
      href: address('/api/export', { format: 'ndjson', ...filters }),
      title: 'NDJSON',
      says: 'everything we know, one mention a line',
    },
    {
      href: address('/api/export/manifest', filters),
      title: 'Manifest',
      says: 'what the files hold, how it was asked for, and when we were blind',
    },
  ];
  return (
    <details class="rw-export">
      <summary>
        Export {atLeast === true && 'at least '}
        {plural(total, 'row')}
      </summary>
      <ul>
        {files.map((file) => (
          <li key={file.title}>
            <a href={file.href} download>
              {file.title}
            </a>
            <span>{file.says}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
