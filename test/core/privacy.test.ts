import { expect, test } from 'vitest';
import { hidePrivate } from '../../src/core/privacy.ts';
import { makeMention, patient } from '../export/mention.ts';

const privacy = { showHandles: false, salt: 'grain' };
const post = { platform: 'bluesky', id: 'at://did:plc:jo/app.bsky.feed.post/1', author: patient, replyTo: 'at://did:plc:sam/1' };
const mention = makeMention({ post });

test('a private person keeps kind and words, and nothing that names them', () => {
  const hidden = hidePrivate(mention, privacy);
  expect(hidden.post).toMatchObject({ url: null, raw: null, text: mention.post.text });
  expect(hidden.post.author).toEqual({
    kind: 'patient',
    name: null,
    handle: expect.stringMatching(/^private-[0-9a-f]{8}$/) as string,
    private: true,
  });
  expect(JSON.stringify(hidden)).not.toMatch(/jo\.bloggs|Jo Bloggs|did:plc/);
  expect(hidden.post).not.toHaveProperty('replyTo');
});

test('the same person has the same pseudonym in one installation and another one elsewhere', () => {
  const again = hidePrivate(makeMention({ post: { ...post, id: 'at://did:plc:jo/2' } }), privacy);
  const elsewhere = hidePrivate(mention, { ...privacy, salt: 'other' });
  const { handle } = hidePrivate(mention, privacy).post.author;
  expect(again.post.author.handle).toBe(handle);
  expect(elsewhere.post.author.handle).not.toBe(handle);
});

test('two posts of one person stay two posts', () => {
  const again = hidePrivate(makeMention({ post: { ...post, id: 'at://did:plc:jo/2' } }), privacy);
  expect(again.post.id).not.toBe(hidePrivate(mention, privacy).post.id);
});

test('somebody without handle and name gets no pseudonym to be told apart by', () => {
  const nobody = makeMention({ post: { author: { ...patient, name: null, handle: null } } });
  expect(hidePrivate(nobody, privacy).post.author.handle).toBeNull();
});

test('organisations are left as they are, and so is everybody when the operator says so', () => {
  const organisation = makeMention();
  expect(hidePrivate(organisation, privacy)).toBe(organisation);
  expect(hidePrivate(mention, { ...privacy, showHandles: true })).toBe(mention);
});
