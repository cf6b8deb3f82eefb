import type { Privacy } from '../core/privacy.ts';
import type { Area, Mention } from '../core/types.ts';

export interface ExportOptions extends Privacy {
  /** The areas' official names, by which an exported place is called. */
  readonly areas: readonly Area[];
  /** Begins a CSV file with a byte order mark, without which Excel misreads accents and dashes; default false. */
  readonly bom?: boolean;
}

/** One way to write Mentions to a file. */
export interface ExportFormat {
  readonly title: string;
  readonly contentType: string;
  /** File ending, without the dot. */
  readonly extension: string;
  /** Text pieces in the order of the Mentions; memory stays flat however many there are. */
  readonly write: (chunks: AsyncIterable<readonly Mention[]>, options: ExportOptions) => AsyncIterable<string>;
}
