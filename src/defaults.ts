import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { recognise } from '../scrapers/recognise.ts';
import type { App } from './app.ts';
import { live } from './app.ts';
import { addChannel } from './channels.ts';
import { readSetting } from './config.ts';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import { authorKinds } from './core/types.ts';

export const nations = ['england', 'scotland', 'wales', 'northern-ireland', 'uk'] as const;

const shape = z.strictObject({
  address: z.url({ protocol: /^https?$/ }),
  platform: z.string().min(1),
  title: z.string().min(3),
  kind: z.enum(authorKinds),
  organisation: z.string(),
  ods: z.string().regex(/^(?:[A-Z0-9]{3,8})?$/),
  nation: z.enum(nations),
  checked: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  tried: z.literal('not tried'),
  note: z.string().min(10),
  source: z.string().min(10),
});

/** A row of `scrapers/default.csv`. */
export type DefaultRow = z.infer<typeof shape>;

/** The default set as it is shipped: organisations' own pages, checked on paper. Throws Error for a file that is not as it should be. */
export async function readDefaults(): Promise<readonly DefaultRow[]> {
  const text = await readFile(join(import.meta.dirname, '../scrapers/default.csv'), 'utf8');
  return z.array(shape).parse(parse(text, { columns: true, bom: true, skip_empty_lines: true }));
}

/** The rows for one nation, with those of the whole UK; all of them for null. `added` says that one is collected already. */
export async function listDefaults(
  app: App,
  nation: string | null,
): Promise<readonly (DefaultRow & { readonly added: boolean })[]> {
  const rows = (await readDefaults()).filter((row) => nation === null || row.nation === nation || row.nation === 'uk');
  // By title: what is collected may lie at another address, that of a feed which the page links or to which it moved.
  const titles = new Set((await app.store.channels({ dataset: live.id, counted: false })).map(({ channel }) => channel.title));
  return rows.map((row) => ({ ...row, added: titles.has(row.title) }));
}

/** A nation as a person typed it; throws InputError where it is none. */
export function readNation(given: string): (typeof nations)[number] {
  const nation = nations.find((one) => one === given.trim().toLowerCase().replace(/[ _]/g, '-'));
  if (nation !== undefined) return nation;
  throw new InputError(`"${oneLine(given, 40)}" is none of the nations: ${nations.join(', ')}.`, { field: 'nation' });
}

export interface Tried {
  readonly answers: boolean;
  readonly added: boolean;
  /** What answered, or why it was not added. */
  readonly says: string;
}

/** Tries one address of the set as any other is tried, and adds it where it answers. Throws InputError for an address that is not in the set. */
export async function addDefault(app: App, address: string, who: string): Promise<Tried> {
  const row = (await readDefaults()).find((one) => one.address === address);
  if (row === undefined)
    throw new InputError('That address is not in the default set; /api/defaults lists it.', { field: 'address' });
  return tryDefault(app, row, { who, add: true, stopping: null });
}

export interface TryOptions {
  readonly who: string;
  readonly add: boolean;
  readonly stopping: AbortSignal | null;
}

const patienceMs = 60_000;

/** Asks an address what it is; with `add` it is stored as well. What does not answer is told, never thrown. */
export async function tryDefault(app: App, row: DefaultRow, { who, add, stopping }: TryOptions): Promise<Tried> {
  try {
    if (!add) {
      const { http, log, now } = app;
      const signal = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(stopping === null ? [] : [stopping])]);
      const { says, storable } = await recognise(row.address, { http, log, now, signal, setting: readSetting });
      return { answers: true, added: false, says: `${oneLine(says)}${storable ? '.' : ''}` };
    }
    const directory = await app.directory();
    // The imported directory holds practices and pharmacies; that it does not know a body's code is no reason to leave the body out.
    const organisation = row.ods !== '' && (directory.size === 0 || directory.byCode(row.ods) !== null) ? row.ods : null;
    const request = { address: row.address, title: row.title, authorKind: row.kind, organisation };
    const added = await addChannel(app, request, who, stopping);
    return { answers: true, added: added.stored, says: oneLine(added.says) };
  } catch (error) {
    if (!(error instanceof Error) || !['InputError', 'CollectError', 'TimeoutError', 'AbortError'].includes(error.name))
      throw error;
    const isOurs = error.name === 'InputError' || error.name === 'CollectError';
    return { answers: false, added: false, says: isOurs ? oneLine(error.message) : 'It did not answer within a minute.' };
  }
}
