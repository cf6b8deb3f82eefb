import type { BlindPeriod, Dataset, Instant, Json } from '../core/types.ts';
import { columns } from './columns.ts';
import type { exportFormats } from './formats.ts';

export interface ManifestFacts {
  /** The query as a person would say it, and the parameters that make it. */
  readonly words: string;
  readonly params: Readonly<Record<string, string>>;
  /** Where the same rows are on screen; null where nobody said under which address the dashboard is. */
  readonly url: string | null;
  readonly rows: number;
  readonly generatedAt: Instant;
  /** What made the rows, such as `{ ripplewatch: '0.1.0', analysis: '…' }`. */
  readonly versions: Readonly<Record<string, string>>;
  readonly blind: readonly BlindPeriod[];
  /** How many there are, those left out of `blind` included. */
  readonly blindInAll: number;
  readonly dataset: Pick<Dataset, 'id' | 'title' | 'invented'>;
  readonly format: keyof typeof exportFormats;
  /** Whether private people's names and handles are in the file. */
  readonly showHandles: boolean;
}

/** What goes with every exported file, so that it can be read, repeated and doubted years later. */
export function buildManifest(facts: ManifestFacts): Readonly<Record<string, Json>> {
  return {
    query: { words: facts.words, params: facts.params, url: facts.url },
    rows: facts.rows,
    generatedAt: facts.generatedAt,
    format: facts.format,
    dataset: { id: facts.dataset.id, title: facts.dataset.title, invented: facts.dataset.invented },
    notice: facts.dataset.invented ? 'Invented for demonstration: nobody posted any of this.' : null,
    privatePeople: facts.showHandles ? 'names and handles shown' : 'pseudonyms; names, addresses and originals removed',
    versions: facts.versions,
    blindPeriodsInAll: facts.blindInAll,
    blindPeriods: facts.blind.map(({ channel, from, to, why }) => ({ channel, from, to, why })),
    columns: facts.format === 'csv' ? columns.map(({ name, type, says }) => ({ name, type, says })) : null,
    dictionary: 'docs/data.md',
  };
}
