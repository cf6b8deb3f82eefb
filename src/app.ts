import { userInfo } from 'node:os';
import { join } from 'node:path';
import { areas } from '../analysis/areas.ts';
import packageFile from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import { StoreError } from './core/errors.ts';
import type { HttpClient } from './core/http/client.ts';
import type { Logger } from './core/log.ts';
import { createLogger } from './core/log.ts';
import type { DirectoryIndex, Instant } from './core/types.ts';
import { createDirectory } from './directory/directory.ts';
import { openFolder } from './folder.ts';
import { nameHolder } from './holders.ts';
import type { Keys } from './keys.ts';
import type { Pipeline } from './pipeline.ts';
import type { Place } from './place.ts';
import { openPlace } from './place.ts';
import { sealStored } from './seal.ts';
import type { Spool } from './spool.ts';
import { openSpool } from './spool.ts';
import type { Store } from './store/contract.ts';
import { openSqlite } from './store/sqlite.ts';

export const version = packageFile.version;

/** The dataset of everything collected or replayed by the operator. */
export const live = { id: 'live', title: 'Collected posts', invented: false } as const;

/** Where posts wait, in the data folder. */
export const spoolFolder = 'spool';

/** Everything a command needs, wired once. Parts that cost time to build are built when first asked for. */
export interface App {
  readonly config: Config;
  /** The data folder, absolute. */
  readonly folder: string;
  readonly store: Store;
  readonly log: Logger;
  readonly http: HttpClient;
  /** Names this process to others on the same store: computer, process and start. */
  readonly holder: string;
  /** Who a change is recorded under when it comes from the command line. */
  readonly operator: string;
  /** The store's time: what several processes agree on. */
  readonly now: () => Instant;
  /** The data folder's secrets, made the first time. */
  readonly keys: () => Promise<Keys>;
  readonly directory: () => Promise<DirectoryIndex>;
  readonly pipeline: () => Promise<Pipeline>;
  /** Bytes of what this process collected and could not store yet. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
}

export interface AppOptions {
  /** Posts will be judged, so what that takes is read at once, while the store's thread opens the file. Otherwise when it is first needed. */
  readonly judging?: boolean;
}

/** Opens the data folder and wires the stages. Throws StoreError with a sentence when the folder cannot be used. */
export async function openApp(config: Config, { judging = false }: AppOptions = {}): Promise<App> {
  const folder = await openFolder(config.data);
  const log = createLogger(config.logLevel);
  const [{ store, name }] = await Promise.all([openStore(config, folder), judging ? readStages() : null]);
  await refuseHalf(store, name);
  // Processes of several computers agree on the time when they ask the database for it.
  const now = (): Instant => store.now();
  await store.addDataset({ ...live, createdAt: now() });
  // Most commands ask nothing of the network, and what does takes a while to load.
  const http = once(async () =>
    (await import('./core/http/axios.ts')).createHttp({
      version,
      contact: config.contact || null,
      allowPrivate: config.allowPrivate,
      gapMs: config.hostGapSeconds * 1000,
      concurrency: config.concurrency,
      clock: now,
      log,
    }),
  );
  const keys = once(async () => (await import('./keys.ts')).readKeys(folder));
  await sealStored(store, keys);
  const directory = once(() => createDirectory(store.organisations()));
  let spool: Spool | undefined;
  const pipeline = once(async () => {
    const [{ classify, traceOf, createLocator, createPipeline }, index] = await Promise.all([readStages(), directory()]);
    const locate = createLocator({ directory: index });
    const secrets = await keys();
    const limitBytes = config.spoolMb * 1_000_000;
    spool ??= openSpool({ folder: join(folder, spoolFolder), keys: secrets, limitBytes, store, log });
    // What a process that died left comes before anything new.
    const made = createPipeline({ classify, locate, traceOf, directory: index, store, keys: secrets, now, spool });
    await made.catchUp();
    return made;
  });
  return {
    config,
    folder,
    store,
    log,
    http: { get: async (url, options) => (await http()).get(url, options) },
    holder: nameHolder(now()),
    operator: `command line (${userInfo().username})`,
    now,
    keys,
    directory,
    pipeline,
    waiting: () => spool?.waiting() ?? 0,
    close: async () => {
      await spool?.close();
      await store.close();
    },
  };
}

/** The model, the phrases and the gazetteer take a third of a second to read, which a command that judges nothing need not wait for. */
async function readStages() {
  const [{ classify }, { traceOf }, { createLocator }, { createPipeline }] = await Promise.all([
    import('../analysis/classify.ts'),
    import('../analysis/cluster.ts'),
    import('../analysis/locate.ts'),
    import('./pipeline.ts'),
  ]);
  return { classify, traceOf, createLocator, createPipeline };
}

/** In a file of the data folder, unless a server is named. */
async function openStore(config: Config, folder: string): Promise<Pick<Place, 'store' | 'name'>> {
  if (config.store !== null) return openPlace(config.store, { mustExist: false });
  return { store: await openSqlite(join(folder, 'ripplewatch.db'), { areas }), name: folder };
}

/** What is collected into half of a copy would be in the way of the other half. */
async function refuseHalf(store: Store, where: string): Promise<void> {
  const copy = await store.unfinishedCopy();
  if (copy === null) return;
  await store.close();
  throw new StoreError(
    `The store in ${where} is a copy of ${copy.from} that is not finished; finish it with "ripplewatch store copy ${copy.from} ${where}".`,
  );
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () =>
    (made ??= make().catch((error: unknown) => {
      // What could not be made now, since the store did not answer, may be another time.
      made = null;
      throw error;
    }));
}
