import { stringify } from 'csv-stringify/sync';
import { areas } from '../analysis/areas.ts';
import type { Area, Mention } from '../src/core/types.ts';
import { columns } from '../src/export/columns.ts';
import { csv } from '../src/export/csv.ts';
import { ndjson } from '../src/export/ndjson.ts';
import { makeMentions } from './mentions.ts';
import { race, ratio } from './timing.ts';

const options = { areas, showHandles: false, salt: 'bench', sealKey: '00'.repeat(32) };

/**
 * Rows per second of both formats, beside joining the same cells unescaped and a bare `JSON.stringify` loop; the memory of a million rows
 * beside that of a hundred thousand, each in a stream that makes its rows as it goes.
 */
export async function benchExport(rows: number): Promise<object> {
  const mentions = [...makeMentions(20_000)].flatMap((load) => load.mentions).slice(0, 20_000);
  const chunks = Array.from({ length: 40 }, (_, index) => mentions.slice(index * 500, (index + 1) * 500));
  const byCode = new Map<string, Area>(areas.map((area) => [area.code, area]));
  const cellsOf = (mention: Mention) => columns.map((column) => column.read(mention, byCode));
  const rates = await race(mentions.length, 7, {
    csv: () => drain(csv(stream(chunks, mentions.length), options)),
    joined: () => drain(each(chunks, (some) => some.map((one) => `${cellsOf(one).join(',')}\r\n`).join(''))),
    csvStringify: () =>
      drain(each(chunks, (some) => stringify(some.map(cellsOf), { escape_formulas: true, cast: { boolean: String } }))),
    ndjson: () => drain(ndjson(stream(chunks, mentions.length), options)),
    stringified: () => drain(each(chunks, (some) => some.map((one) => `${JSON.stringify(one)}\n`).join(''))),
  });
  const memory = [await peakMb(chunks, rows / 10), await peakMb(chunks, rows)];
  return {
    rowsPerSecond: rates,
    csvToJoined: ratio(rates['csv'], rates['joined']),
    ndjsonToStringify: ratio(rates['ndjson'], rates['stringified']),
    peakMemoryMb: memory,
    memoryRatio: ratio(memory[1], memory[0]),
  };
}

async function drain(pieces: AsyncIterable<string>): Promise<number> {
  let length = 0;
  for await (const piece of pieces) length += Buffer.byteLength(piece);
  return length;
}

async function* each(
  chunks: readonly (readonly Mention[])[],
  write: (some: readonly Mention[]) => string,
): AsyncGenerator<string> {
  for await (const some of stream(chunks, chunks.length * 500)) yield write(some);
}

/** The same chunks again and again; copies, so that memory is used as it is by rows out of a store. */
async function* stream(chunks: readonly (readonly Mention[])[], rows: number): AsyncGenerator<readonly Mention[]> {
  for (let sent = 0; sent < rows; sent += 500) {
    yield await Promise.resolve(chunks[(sent / 500) % chunks.length] ?? []);
  }
}

/** The most that is in use while so many rows are written; read often, since the process' own peak never sinks again. */
async function peakMb(chunks: readonly (readonly Mention[])[], rows: number): Promise<number> {
  let peak = 0;
  let pieces = 0;
  for await (const piece of csv(
    stream(
      chunks.map((some) => structuredClone(some)),
      rows,
    ),
    options,
  )) {
    pieces += piece.length;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  return pieces > 0 ? Math.round(peak / 1024 / 1024) : 0;
}
