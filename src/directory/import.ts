import { basename } from 'node:path';
import { InputError } from '../core/errors.ts';
import type { OrganisationUpdate } from '../core/types.ts';
import type { ImportReport } from './counters.ts';
import { createCounters } from './counters.ts';
import type { Layout } from './layouts.ts';
import { layouts } from './layouts.ts';
import type { LineRead } from './lines.ts';
import { openLines } from './lines.ts';

/** Where updates go: the store, or anything that takes them in portions. */
export interface OrganisationSink {
  saveOrganisations(rows: readonly OrganisationUpdate[]): Promise<void>;
}

/**
 * Reads an official file, plain or gzipped, told by its content and not by its name, and hands its organisations to the sink as they come:
 * memory stays flat however large the file is. Lines that cannot be read are counted and skipped. Throws InputError for a file that cannot
 * be opened or is none of those known; nothing has been saved then.
 */
export async function importDirectory(
  file: string,
  sink: OrganisationSink,
  options: { readonly onProgress?: (linesRead: number) => void } = {},
): Promise<ImportReport> {
  const counters = createCounters();
  let reader: Reader | null = null;
  let portion: OrganisationUpdate[] = [];
  const lines = await openLines(file, counters.skip);
  try {
    for await (const { record, line } of lines) {
      if (reader === null) {
        const chosen: Opened = openLayout(record, file);
        reader = { read: chosen.read };
        counters.name(chosen.layout.kind);
        if (chosen.layout.header) continue;
      }
      const update = counters.take(reader.read(record, basename(file)), line);
      if (update !== null) portion.push(update);
      if (portion.length < portionSize) continue;
      await sink.saveOrganisations(portion);
      portion = [];
      options.onProgress?.(counters.report().read);
    }
  } catch (error) {
    throw asInputError(error, file);
  }
  if (reader === null) throw unknownFile(file);
  if (portion.length > 0) await sink.saveOrganisations(portion);
  return counters.report();
}

const portionSize = 1000;

interface Reader {
  readonly read: (line: readonly string[], source: string) => LineRead;
}

interface Opened extends Reader {
  readonly layout: Layout;
}

function openLayout(first: readonly string[], file: string): Opened {
  for (const layout of layouts) {
    const read = layout.open(first);
    if (read !== null) return { layout, read };
  }
  throw unknownFile(file);
}

function unknownFile(file: string): InputError {
  return new InputError(
    `${file} is none of the files that can be imported: ${layouts.map(({ says }) => says).join('; ')}; each plain or as .gz.`,
    {
      field: 'file',
    },
  );
}

function asInputError(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const broken = code.startsWith('Z_') || code.startsWith('CSV_') || code === 'EISDIR';
  return broken ? new InputError(`${file} breaks off or is damaged; fetch it again.`, { field: 'file', cause: error }) : error;
}
