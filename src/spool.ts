import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isPassing, StoreError } from './core/errors.ts';
import type { Logger } from './core/log.ts';
import type { PrivacyKeys } from './core/privacy.ts';
import type { Mention } from './core/types.ts';
import type { Entry } from './spoolentry.ts';
import { addSaved, addTally, nothing, readEntry, writeEntry } from './spoolentry.ts';
import type { SpoolFile } from './spoolfile.ts';
import { openSpoolFile, renameSpool, sizeOf } from './spoolfile.ts';
import { isAbandoned, isSpool, nameSpool } from './spoolname.ts';
import type { RunResult, Saved, Store, StoreBatch } from './store/contract.ts';

/** What is collected goes through here into the store, and waits on disk while the store cannot be written. */
export interface Spool {
  /** `kept` counts the posts that wait on disk; `drained` says that earlier ones went into the store. Throws where there is no room to wait in. */
  readonly save: (batch: StoreBatch, run: string | null) => Promise<Kept>;
  /** Closes a Run, after the batches of it that wait. */
  readonly finishRun: (result: RunResult) => Promise<void>;
  /** Tries to bring what waits into the store, whoever of this computer left it; how many batches went. Does nothing before its time has come. */
  readonly drain: () => Promise<number>;
  /** Bytes that wait here. */
  readonly waiting: () => number;
  readonly close: () => Promise<void>;
}

export interface Kept extends Saved {
  readonly kept: number;
  readonly drained: boolean;
}

export interface SpoolOptions {
  /** Of the spool alone, made when it is first needed. */
  readonly folder: string;
  readonly keys: Pick<PrivacyKeys, 'sealKey'>;
  readonly limitBytes: number;
  readonly store: Pick<Store, 'saveBatch' | 'finishRun' | 'mention'>;
  readonly log: Logger;
}

/** The end of a Run is small, and worth keeping where posts find no room any more. */
const runRoom = 1_000_000;
/** How often a batch is tried that the store refuses for what it is. */
const mostTries = 3;
const firstRestMs = 1000;
const longestRestMs = 60_000;

/** Opens the spool; what a process that died left in it comes first. Order is kept: nothing overtakes what waits. */
export function openSpool({ folder, keys, limitBytes, store, log }: SpoolOptions): Spool {
  const files: SpoolFile[] = [];
  const tallies = new Map<string, Saved>();
  const rescued = new Set<string>();
  let own: SpoolFile | null = null;
  let refused = { text: '', times: 0 };
  let failures = 0;
  let tryAtMs = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const next = turn.then(work, work);
    turn = next;
    return next;
  };
  const waiting = (): number => files.reduce((sum, file) => sum + file.waiting(), 0);

  const rest = (error: StoreError): void => {
    if (failures === 0) log.warn({ reason: error.message }, 'the store cannot be written; what is collected waits on disk');
    tryAtMs = performance.now() + Math.min(longestRestMs, firstRestMs * 2 ** failures) * (0.75 + Math.random() / 2);
    failures += 1;
  };

  const append = async (entry: Entry, room: number): Promise<void> => {
    const text = writeEntry(entry);
    // Encrypted and in base64 it takes a third more.
    if (waiting() + text.length * 1.4 > room) {
      throw new StoreError(
        `What waits in ${folder} has reached its limit (RIPPLEWATCH_SPOOL_MB), and the store still cannot be written.`,
        {
          passing: true,
        },
      );
    }
    try {
      if (own === null) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        own = await openSpoolFile(join(folder, nameSpool()), keys.sealKey);
        files.push(own);
      }
      await own.append(text);
    } catch (cause) {
      throw new StoreError(`The store cannot be written, and neither can ${folder}, where posts would wait for it.`, {
        ...{ cause, passing: true },
      });
    }
  };

  const setAside = async (text: string): Promise<void> => {
    const file = await openSpoolFile(join(folder, 'set-aside'), keys.sealKey);
    await file.append(text);
    await file.close();
  };

  /**
   * Where somebody else has the Channel by now, its place is theirs, and so is whatever they know of a post; what they do not know is
   * saved, for it may not be found a second time.
   */
  const saveLate = async (batch: StoreBatch): Promise<Saved> => {
    const saved = await store.saveBatch(batch);
    if (saved.lost !== true) return saved;
    const { claim: _claim, address: _address, ...late } = batch;
    const mentions: Mention[] = [];
    for (const mention of batch.mentions) {
      const key = { platform: mention.post.platform, id: mention.post.id, dataset: mention.dataset };
      const name = Object.values(key).join(' ');
      if (!rescued.has(name) && (await store.mention(key)) !== null) continue;
      rescued.add(name);
      mentions.push(mention);
    }
    return store.saveBatch({ ...late, mentions, cursor: null });
  };

  /** One entry into the store; what can never be saved is told and left behind, so that the rest is not held up. */
  const enter = async (text: string | null): Promise<Saved> => {
    if (text === null) {
      log.error({ folder }, 'a line of the spool is torn or not ours; it is left out');
      return nothing;
    }
    const entry = readEntry(text);
    try {
      if (entry.kind === 'run') {
        const { result } = entry;
        await store.finishRun(addTally(result, tallies.get(result.id)));
        tallies.delete(result.id);
        return nothing;
      }
      const saved = await saveLate(entry.batch);
      if (entry.run !== null) tallies.set(entry.run, addSaved(tallies.get(entry.run) ?? nothing, saved));
      return saved;
    } catch (error) {
      // Whatever is wrong with the store itself: everything goes on waiting. A Run that nobody knows any more has nothing to close, and a
      // batch that the store refuses time and again (one post too large for it) must not hold up the rest for good.
      refused = refused.text === text ? { text, times: refused.times + 1 } : { text, times: 1 };
      const mayPass = error instanceof StoreError && (error.passing || (entry.kind === 'batch' && refused.times < mostTries));
      if (mayPass) throw error;
      log.error({ err: error, kind: entry.kind, folder }, 'something in the spool cannot be saved; it is set aside');
      await setAside(text);
      return nothing;
    }
  };

  /** Everything that waits, oldest first; what the last batch brought. Stops without a word where the store still cannot be written. */
  const pour = async (): Promise<{ readonly batches: number; readonly last: Saved }> => {
    let batches = 0;
    let last = nothing;
    try {
      for (const file of [...files]) {
        for await (const { entry, end } of file.lines()) {
          last = await enter(entry);
          batches += 1;
          await file.take(end);
        }
        files.splice(files.indexOf(file), 1);
        if (file === own) own = null;
        await file.close();
      }
      if (failures > 0) log.warn({ batches }, 'the store can be written again; what waited is in it');
      failures = 0;
      tryAtMs = 0;
      rescued.clear();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      rest(error);
    }
    return { batches, last };
  };

  const adopt = async (): Promise<void> => {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter(isSpool).toSorted()) {
      const path = join(folder, name);
      if (files.some((file) => file.path === path) || !(await isAbandoned(path))) continue;
      const ours = join(folder, nameSpool(name));
      if (!(await renameSpool(path, ours))) continue;
      const file = await openSpoolFile(ours, keys.sealKey);
      if (file.waiting() === 0) await file.close();
      else files.splice(own === null ? files.length : files.indexOf(own), 0, file);
    }
  };

  const isDue = (): boolean => performance.now() >= tryAtMs;
  /** Straight into the store where nothing waits; null where it has to wait. */
  const direct = async <Value>(work: () => Promise<Value>): Promise<{ readonly value: Value } | null> => {
    if (waiting() > 0) return null;
    try {
      return { value: await work() };
    } catch (error) {
      if (!isPassing(error) || limitBytes === 0) throw error;
      rest(error);
      return null;
    }
  };

  return {
    waiting,
    save: async (batch, run) => {
      const saved = await direct(() => store.saveBatch(batch));
      if (saved !== null) return { ...saved.value, kept: 0, drained: false };
      return inTurn(async () => {
        await append({ kind: 'batch', run, batch }, limitBytes);
        const { batches, last } = isDue() ? await pour() : { batches: 0, last: nothing };
        return waiting() > 0
          ? { ...nothing, kept: batch.mentions.length, drained: batches > 0 }
          : { ...last, kept: 0, drained: true };
      });
    },
    finishRun: async (result) => {
      const done = await direct(() => store.finishRun(result));
      if (done !== null) return;
      await inTurn(async () => {
        await append({ kind: 'run', result }, limitBytes + runRoom);
        if (isDue()) await pour();
      });
    },
    drain: () =>
      inTurn(async () => {
        await adopt();
        if (waiting() === 0 || !isDue()) return 0;
        return (await pour()).batches;
      }),
    close: () =>
      inTurn(async () => {
        for (const file of files) await file.close();
      }),
  };
}

/** What waits in a spool's folder, whoever put it there: in bytes. */
export async function measureSpool(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(names.filter(isSpool).map((name) => sizeOf(join(folder, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
}
