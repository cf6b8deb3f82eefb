import { InputError } from '../core/errors.ts';
import type { Instant } from '../core/types.ts';
import type { MentionQuery } from '../store/filters.ts';
import { filters, readQuery, sayQuery, writeQuery } from '../store/filters.ts';
import { chooseDataset } from './dataset.ts';
import type { ApiDeps } from './deps.ts';
import type { Params } from './params.ts';

/** The filters of a request as the one query object, with the dataset checked. Throws InputError naming the parameter. */
export async function readFilters(params: Params, deps: ApiDeps): Promise<MentionQuery> {
  const given = Object.fromEntries(filters.map(({ name }) => [name, params[name]]));
  return readQuery(given, deps.vocabulary, await readDataset(params, deps));
}

/** `from` and `to` alone, read as the filters of those names are; null where one is absent. */
export function readSpan(params: Params, deps: ApiDeps): { readonly from: Instant | null; readonly to: Instant | null } {
  const { from = null, to = null } = readQuery({ from: params['from'], to: params['to'] }, deps.vocabulary, '');
  return { from, to };
}

/** The query as every filtered answer repeats it. */
export function describeQuery(query: MentionQuery, deps: ApiDeps): { words: string; params: Record<string, string> } {
  return { words: sayQuery(query, deps.vocabulary), params: writeQuery(query) };
}

/** The dataset asked for, or the default one. Throws InputError where there is none of that id. */
export async function readDataset(params: Params, { store }: ApiDeps): Promise<string> {
  const given = params['dataset'];
  if (given === undefined) return (await chooseDataset(store)).id;
  const ids = new Set(['live', ...(await store.datasets()).map(({ id }) => id)]);
  if (ids.has(given)) return given;
  throw new InputError(`“dataset” must be one of ${[...ids].join(', ')}.`, { field: 'dataset' });
}
