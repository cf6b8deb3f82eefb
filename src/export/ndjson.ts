import { hidePrivate } from '../core/privacy.ts';
import type { Mention } from '../core/types.ts';
import type { ExportOptions } from './contract.ts';

/** One Mention a line, complete: what `replay` reads back. */
export async function* ndjson(chunks: AsyncIterable<readonly Mention[]>, options: ExportOptions): AsyncIterable<string> {
  for await (const mentions of chunks) {
    if (mentions.length > 0) yield mentions.map((mention) => `${JSON.stringify(hidePrivate(mention, options))}\n`).join('');
  }
}
