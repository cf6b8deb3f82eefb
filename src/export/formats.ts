import type { ExportFormat } from './contract.ts';
import { csv } from './csv.ts';
import { ndjson } from './ndjson.ts';

/** Every format there is: the one place to add another. */
export const exportFormats: Readonly<Record<'csv' | 'ndjson', ExportFormat>> = {
  csv: { title: 'CSV, for spreadsheets', contentType: 'text/csv; charset=utf-8', extension: 'csv', write: csv },
  ndjson: {
    title: 'NDJSON, one complete mention a line',
    contentType: 'application/x-ndjson; charset=utf-8',
    extension: 'ndjson',
    write: ndjson,
  },
};
