import type { Command } from 'commander';
import { chooseDataset } from '../api/dataset.ts';
import { live } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import type { Store } from '../store/contract.ts';
import type { MentionQuery } from '../store/filters.ts';
import { filters, readQuery } from '../store/filters.ts';
import { vocabulary } from '../vocabulary.ts';

/** Gives a command one option for each filter but `except`, under the filter's own name: what a link says, a command says. */
export function addFilters(command: Command, except: readonly string[] = []): Command {
  for (const { name, says, example } of filters.filter((filter) => !except.includes(filter.name)))
    command.option(`--${name} <value>`, `${says} Example: ${example}`, (value, before: string | undefined) =>
      once(name, value, before),
    );
  return command;
}

/** The query that the filter options ask for; the dataset is chosen as on the dashboard where none is given. */
export async function readFilters(store: Store, options: Readonly<Record<string, unknown>>): Promise<MentionQuery> {
  const params: Record<string, string> = {};
  for (const { name } of filters) {
    const value = options[name];
    if (typeof value === 'string') params[name] = value;
  }
  return readQuery(params, vocabulary, await readDataset(store, params['dataset']));
}

/** As in a link: the second would silently take the place of the first. */
function once(name: string, value: string, before: string | undefined): string {
  if (before === undefined) return value;
  throw new InputError(`--${name} is given twice; where a filter takes several values, write them with commas.`, { field: name });
}

async function readDataset(store: Store, given: string | undefined): Promise<string> {
  if (given === undefined || given.trim() === '') return (await chooseDataset(store)).id;
  const ids = [...new Set([live.id, ...(await store.datasets()).map(({ id }) => id)])];
  if (ids.includes(given.trim())) return given.trim();
  throw new InputError(`--dataset takes one of ${ids.join(', ')}, not "${oneLine(given, 40)}".`, { field: 'dataset' });
}
