import { BSON } from 'mongodb';
import { StoreError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import type { MentionDoc } from './mongo-docs.ts';

/** MongoDB keeps no document above 16 MiB; https://www.mongodb.com/docs/manual/reference/limits/. What is written beside ours needs a little room. */
const mostBytes = 16 * 1024 * 1024 - 64 * 1024;

/**
 * The document as it fits. Where it is too large, the platform's original is replaced by a note that says so, then what the post said between
 * its first and its newest words goes; what is counted and read stays. Throws StoreError naming the post whose own words are too many.
 */
export function fit(doc: MentionDoc): MentionDoc {
  if (!mayBeLarge(doc)) return doc;
  for (const make of [(whole: MentionDoc) => whole, withoutOriginal, withoutMiddle]) {
    const smaller = make(doc);
    if (BSON.calculateObjectSize(smaller) <= mostBytes) return smaller;
  }
  throw new StoreError(
    `The post ${oneLine(`${doc.platform} ${doc.id}`, 200)} is too large for MongoDB, which keeps no document above 16 MB. ` +
      'Shorten its text, or leave it out; nothing of this step was saved.',
  );
}

/** Characters take at most three bytes in what JSON leaves unescaped; measuring exactly would walk every document. */
function mayBeLarge({ body, raw, said, versions }: MentionDoc): boolean {
  const length = versions.reduce((sum, version) => sum + version.length, body.length + raw.length + 3 * said.length);
  return 3 * length > mostBytes / 2;
}

function withoutOriginal(doc: MentionDoc): MentionDoc {
  const megabytes = (Buffer.byteLength(doc.raw) / 1_000_000).toFixed(1);
  return { ...doc, raw: JSON.stringify({ leftOut: `The original, ${megabytes} MB, was too large to be kept.` }) };
}

function withoutMiddle(doc: MentionDoc): MentionDoc {
  const { versions } = doc;
  const ends = versions.length > 2 ? [versions[0], versions.at(-1)].filter((one) => one !== undefined) : versions;
  return { ...withoutOriginal(doc), versions: ends };
}
