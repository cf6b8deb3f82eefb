import { existsSync, statSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { areas } from '../analysis/areas.ts';
import { readSetting } from './config.ts';
import { InputError } from './core/errors.ts';
import { oneLine } from './core/text.ts';
import { openFolder } from './folder.ts';
import type { Store } from './store/contract.ts';
import { openSqlite } from './store/sqlite.ts';

/** A store that somebody named. */
export interface Place {
  /** Absolute, and without passwords: what is shown and remembered. */
  readonly name: string;
  /** The data folder whose keys belong to it; null where the store lies on a server. */
  readonly folder: string | null;
  readonly store: Store;
}

/**
 * Opens the store in a data folder, in a file ending in `.db`, or in the MongoDB database of an address. `mustExist`: nothing is made where
 * nothing is. The setting's own name means the address that it holds, so that no password has to be typed. Throws InputError or StoreError with a
 * sentence.
 */
export async function openPlace(given: string, { mustExist }: { readonly mustExist: boolean }): Promise<Place> {
  if (given === storeSetting) return openPlace(readStoreSetting(), { mustExist });
  if (isMongo(given)) return openMongoPlace(given, mustExist);
  const path = resolve(given);
  const isFile = existsSync(path) ? statSync(path).isFile() : extname(path) === '.db';
  const file = isFile ? path : join(path, 'ripplewatch.db');
  if (mustExist && !existsSync(file)) {
    throw new InputError(
      `There is no store at ${oneLine(file, 300)}; name a data folder, such as data, a file ending in .db, or a mongodb:// address.`,
      {
        field: 'from',
      },
    );
  }
  const folder = await openFolder(dirname(file));
  return { name: file, folder, store: await openSqlite(file, { areas }) };
}

const storeSetting = 'RIPPLEWATCH_STORE';

function readStoreSetting(): string {
  const address = readSetting(storeSetting);
  if (address !== null && isMongo(address)) return address;
  const what = address === null ? 'is not set' : 'holds no mongodb:// address';
  throw new InputError(`${storeSetting} ${what}; set it, or name a data folder, a file ending in .db or an address.`, {
    field: storeSetting,
  });
}

export function isMongo(given: string): boolean {
  return /^mongodb(\+srv)?:\/\//u.test(given);
}

/** The driver is loaded only here, so that whoever stores in a file does not wait for it. */
async function openMongoPlace(address: string, mustExist: boolean): Promise<Place> {
  const { openMongo } = await import('./store/mongo.ts');
  const { store, place } = await openMongo(address, { areas, mustExist });
  return { name: place, folder: null, store };
}
