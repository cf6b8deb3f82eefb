import { StoreError } from '../core/errors.ts';
import type { Mention } from '../core/types.ts';
import type { MentionDoc } from './mongo-docs.ts';
import type { Marks } from './mongo-marks.ts';
import { touched, whileMarked } from './mongo-marks.ts';
import type { MentionFields } from './mongo-mention.ts';
import { readStanding, writeMention } from './mongo-mention.ts';
import { fit } from './mongo-size.ts';

/** How often somebody else may come first before we say so: each time they wrote, so this ends. */
const attempts = 50;

/**
 * Reads a Mention, works out what is to become of it and writes that, as one step: where somebody else wrote in between, all of it is done
 * again. `make` answers null where nothing is to be done. False when there is no such Mention, or nothing was to be done.
 */
export async function changeMention(
  parts: Marks,
  key: number,
  make: (doc: MentionDoc) => Partial<MentionDoc> | null | Promise<Partial<MentionDoc> | null>,
): Promise<boolean> {
  const mentions = parts.collection<MentionDoc>('mentions');
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const doc = await mentions.findOne({ _id: key });
    const change = doc === null ? null : await make(doc);
    if (doc === null || change === null) return false;
    if (await writeOver(parts, doc, change)) return true;
  }
  throw new StoreError('The store is busy: other processes keep changing the same post. Try again in a moment.');
}

/** True when the Mention was still as it was read. */
export async function writeOver(parts: Marks, doc: MentionDoc, change: Partial<MentionDoc>): Promise<boolean> {
  const after = fit({ ...doc, ...change });
  const { _id, rev, ...fields } = after;
  const mentions = parts.collection<MentionDoc>('mentions');
  const { matchedCount } = await whileMarked(parts, touched(doc, after), () =>
    mentions.updateOne({ _id, rev }, { $set: { ...fields, rev: rev + 1 } }),
  );
  return matchedCount > 0;
}

/** A document for a newcomer, whose Statement is its own words until they have been compared. */
export function newMention(_id: number, mention: Mention, hash: string): MentionDoc {
  const { statement } = mention;
  return fit({
    ...{ _id, rev: 0, ...writeMention(mention, hash, null) },
    ...{ wording: statement, statement, statementRole: null, form: null, relayed: false, grouped: 0, versions: [] },
  });
}

/**
 * What becomes of a stored document when the machine's Mention is written again. Where a person has corrected it, the fields go on saying what
 * that person said. New words or another date send it back to be compared, and the Statement it was part of waits to be put in order.
 */
export function rewrite(doc: MentionDoc, mention: Mention, hash: string, review = readStanding(doc)): Partial<MentionDoc> {
  const fields = writeMention(mention, hash, review);
  const reworded = mention.statement !== doc.wording;
  const moved = reworded || fields.postedAt?.getTime() !== doc.postedAt?.getTime();
  const relayed = doc.relayed && !reworded;
  return {
    ...fields,
    voice: keepRelay(fields, relayed),
    ...(moved || fields.hash !== doc.hash ? { grouped: 0 } : {}),
    ...(reworded ? { wording: mention.statement, statement: mention.statement, form: null, statementRole: null, relayed } : {}),
    ...(moved ? leaveStatement(doc) : {}),
  };
}

/** Said in the same step as the change that makes it necessary. */
export function leaveStatement({ statement, left = [] }: MentionDoc): Pick<MentionDoc, 'left'> {
  return statement === null || left.includes(statement) ? {} : { left: [...left, statement] };
}

/** A Mention that is written again has the machine's voice; what its Statement makes of it holds until it is looked at anew. */
export function keepRelay({ voice, voiceReviewed }: MentionFields, relayed: boolean): MentionDoc['voice'] {
  return relayed && voice === 'own' && !voiceReviewed ? 'relayed' : voice;
}
