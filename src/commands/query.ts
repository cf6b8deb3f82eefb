import type { Command } from 'commander';
import { chooseDataset } from '../api/dataset.ts';
import type { Store } from '../store/contract.ts';
import type { MentionQuery } from '../store/filters.ts';
import { filters, readQuery } from '../store/filters.ts';
import { vocabulary } from '../vocabulary.ts';

/** Gives a command one option for each filter but `except`, under the filter's own name: what a link says, a command says. */
export function addFilters(command: Command, except: readonly string[] = []): Command {
  for (const { name, says, example } of filters.filter((filter) => !except.includes(filter.name)))
    command.option(`--${name} <value>`, `${says} Example: ${example}`);
  return command;
}

/** The query that the filter options ask for; the dataset is chosen as on the dashboard where none is given. */
export async function readFilters(store: Store, options: Readonly<Record<string, unknown>>): Promise<MentionQuery> {
  const params: Record<string, string> = {};
  for (const { name } of filters) {
    const value = options[name];
    if (typeof value === 'string') params[name] = value;
  }
  return readQuery(params, vocabulary, params['dataset'] ?? (await chooseDataset(store)).id);
}
