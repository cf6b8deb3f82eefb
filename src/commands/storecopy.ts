import { constants } from 'node:fs';
import { chmod, copyFile, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CopyReport } from '../copy.ts';
import { copyStore, sayKind } from '../copy.ts';
import { InputError, StoreError } from '../core/errors.ts';
import { plural } from '../core/text.ts';
import { clock } from '../core/time.ts';
import { openFolder } from '../folder.ts';
import { nameHolder } from '../holders.ts';
import type { Place } from '../place.ts';
import { openPlace } from '../place.ts';
import type { Setup } from './command.ts';
import { examples } from './command.ts';

export function addCopy(command: Command, setup: Setup): void {
  command
    .command('copy <from> <to>')
    .summary('move everything into another, empty store, and compare both')
    .description(
      'Copies everything that one store holds into an empty one, then compares both, row by row. Stopped or killed, the same command goes on where it was. ' +
        'Stop "ripplewatch start" on both first; what is written to the first one meanwhile shows as a difference. ' +
        'A store is a data folder, a file ending in .db, a mongodb:// address, or the word RIPPLEWATCH_STORE for the address in that setting. ' +
        'The keys of the data folder (keys.json, seal.key) go along; those of a database are in the folder that --data names.',
    )
    .option('--json', 'the comparison as JSON, for programs')
    .addHelpText(
      'after',
      examples(
        'ripplewatch store copy data /srv/ripplewatch',
        'ripplewatch store copy data backup.db --json',
        'ripplewatch store copy data RIPPLEWATCH_STORE',
      ),
    )
    .action((from: string, to: string, options: { json?: true }) => run(from, to, options, setup));
}

async function run(
  given: string,
  target: string,
  options: { json?: true },
  { terminal, signal, exitWith, config }: Setup,
): Promise<void> {
  const from = await openPlace(given, { mustExist: true });
  try {
    const to = await openPlace(target, { mustExist: false });
    try {
      if (to.name === from.name)
        throw new InputError('A store cannot be copied into itself; name another folder or file.', { field: 'to' });
      await carryKeys(from.folder ?? resolve(config().data), to.folder ?? resolve(config().data));
      const report = await copyStore({
        ...{ from, to, signal, now: clock },
        holder: nameHolder(clock()),
        progress: (title, total) => terminal.progress(title, total),
      });
      if (!report.equal) exitWith(report.done ? 1 : 130);
      await terminal.out(
        options.json ? JSON.stringify({ from: from.name, to: to.name, ...report }) : sayReport(report, from, to),
      );
    } finally {
      await to.store.close();
    }
  } finally {
    await from.store.close();
  }
}

function sayReport({ done, resumed, rows, kinds, equal }: CopyReport, from: Place, to: Place): string {
  if (!done) return `Stopped after ${plural(rows, 'row')}; the same command goes on from there.`;
  const [mentions] = kinds.filter(({ kind }) => kind === 'mentions');
  const total = kinds.reduce((sum, one) => sum + one.to, 0);
  const how = resumed ? ', the rest of them now' : '';
  if (equal)
    return `Equal: ${sayKind('mentions', mentions?.to ?? 0)} and ${plural(total, 'row')} in all are in ${to.name}${how}.`;
  const differing = kinds.filter(({ same }) => !same);
  return [
    `Not equal: something was written to ${from.name} or to ${to.name} meanwhile. Stop what writes, remove ${to.name} and copy anew.`,
    ...differing.map((one) =>
      one.from === one.to
        ? `  ${sayKind(one.kind, one.from)} on both sides, with different contents`
        : `  ${sayKind(one.kind, one.from)} there, ${one.to.toLocaleString('en-GB')} here`,
    ),
  ].join('\n');
}

/** Pseudonyms and seals are worth nothing without the keys they were made with, so they go first. */
async function carryKeys(from: string, to: string): Promise<void> {
  if (from === to) return;
  for (const name of ['keys.json', 'seal.key']) {
    const [theirs, ours] = await Promise.all([read(join(from, name)), read(join(to, name))]);
    if (theirs === null || theirs === ours) continue;
    if (ours !== null) {
      throw new StoreError(
        `${join(to, name)} is another key than that of ${from}: private people would get other pseudonyms. Copy into a new folder, or name another with --data.`,
      );
    }
    await openFolder(to);
    await copyFile(join(from, name), join(to, name), constants.COPYFILE_EXCL);
    await chmod(join(to, name), 0o600);
  }
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StoreError(`${file} cannot be read.`, { cause: error });
  }
}
