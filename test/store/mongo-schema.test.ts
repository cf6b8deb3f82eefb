import { describe, expect, it } from 'vitest';
import { newMention } from '../../src/store/mongo-change.ts';
import { mentionKinds } from '../../src/store/mongo-schema.ts';
import { kindOf } from './bson.ts';
import { makeMention } from './samples.ts';

describe('the schema that MongoDB is given', () => {
  it('names every field that is written, with the type it is written with', () => {
    const docs = [
      newMention(1, makeMention('a', { statement: 's1' }), 'hash'),
      newMention(2, makeMention('b', { post: { postedAt: null }, organisation: null, verdict: { phase: 'none' } }), 'hash'),
    ];
    for (const doc of docs) {
      expect(Object.keys(doc).sort()).toEqual(Object.keys(mentionKinds).sort());
      for (const [name, value] of Object.entries(doc)) {
        expect(mentionKinds[name as keyof typeof mentionKinds], name).toContain(kindOf(value));
      }
    }
  });
});
