import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import type { App } from '../app.ts';
import { addChannel } from '../channels.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import type { Setup } from './command.ts';

const row = z.object({
  address: z.string().min(1),
  ods: z.string().optional(),
  kind: z.string().optional(),
  title: z.string().optional(),
  selector: z.string().optional(),
  people: z.string().optional(),
});

/** Adds every channel of a CSV file; a line that cannot be used is told and skipped, and the rest go on. Throws InputError for a file that is no such list. */
export async function importChannels(app: App, file: string, { terminal, signal }: Setup): Promise<void> {
  const tally = { added: 0, recognised: 0, failed: 0 };
  const progress = terminal.progress('Channels', null);
  for await (const { record, line } of readCsv(file)) {
    if (signal.aborted) break;
    progress.step();
    const read = row.safeParse(record);
    if (!read.success) {
      tally.failed += 1;
      terminal.say(`Line ${line} has no address; skipped.`);
      continue;
    }
    const { address, ods: organisation, kind: authorKind, title, selector, people = '' } = read.data;
    try {
      const added = await addChannel(
        app,
        {
          address,
          organisation: organisation ?? null,
          authorKind: authorKind ?? null,
          title: title || null,
          selector: selector || null,
          people: readYes(people),
        },
        app.operator,
      );
      tally[added.stored ? 'added' : 'recognised'] += 1;
      tally.added += added.also.length;
      terminal.say(`Line ${line}: ${oneLine(added.says, 1200)}`);
    } catch (error) {
      if (!(error instanceof Error) || !['InputError', 'CollectError'].includes(error.name)) throw error;
      tally.failed += 1;
      terminal.say(`Line ${line}: ${oneLine(error.message)} Skipped.`);
    }
  }
  progress.done();
  await terminal.out(
    `${plural(tally.added, 'channel')} stored, ${tally.recognised} recognised but not collectable yet, ${plural(tally.failed, 'line')} skipped.`,
  );
}

/** Whatever somebody writes there who means no: nothing, or the word. */
function readYes(cell: string): boolean {
  return !['', 'no', 'false', '0'].includes(cell.toLowerCase());
}

interface Read {
  readonly record: unknown;
  /** Line number in the file, counted from 1. */
  readonly line: number;
}

async function* readCsv(file: string): AsyncGenerator<Read> {
  const columns = (header: string[]): string[] => {
    const names = header.map((name) => name.trim().toLowerCase().replace(/^url$/, 'address'));
    if (!names.includes('address'))
      throw new InputError(`${file} has no column "address" (or "url") in its first line; it has ${oneLine(header.join(', '))}.`);
    return names;
  };
  const parser = parse({
    columns,
    info: true,
    bom: true,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: 100_000,
  });
  // An error of the file is handed on to the reader of the parser.
  pipeline(createReadStream(file), parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: unknown; info: { lines: number } }>)
      yield { record, line: info.lines };
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${oneLine(file)} cannot be read as CSV: ${oneLine((error as Error).message)}.`, { cause: error });
  }
}
