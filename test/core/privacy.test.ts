import { expect, test } from 'vitest';
import { hidePrivate, openPost, sealPost, withoutSeal } from '../../src/core/privacy.ts';
import { makeMention, patient } from '../export/mention.ts';

const keys = { salt: 'grain', sealKey: 'ab'.repeat(32) };
const privacy = { ...keys, showHandles: false };
const post = { platform: 'bluesky', id: 'at://did:plc:jo/app.bsky.feed.post/1', author: patient, replyTo: 'at://did:plc:sam/1' };
const mention = makeMention({ post });
const named = /jo\.bloggs|Jo Bloggs|did:plc/;

test('a private person keeps kind and words, and nothing that names them', () => {
  const hidden = hidePrivate(mention, privacy);
  expect(hidden.post).toMatchObject({ url: null, raw: null, text: mention.post.text });
  expect(hidden.post.author).toEqual({
    kind: 'patient',
    name: null,
    handle: expect.stringMatching(/^private-[0-9a-f]{16}$/) as string,
    private: true,
  });
  expect(JSON.stringify(hidden)).not.toMatch(named);
  expect(hidden.post).not.toHaveProperty('replyTo');
  expect(hidden.post).not.toHaveProperty('sealed');
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

test('organisations are left as they are', () => {
  const organisation = makeMention();
  expect(hidePrivate(organisation, privacy)).toBe(organisation);
  expect(sealPost(organisation.post, keys)).toBe(organisation.post);
});

test('what is sealed names nobody, and the same key opens it to the last field', () => {
  const sealed = sealPost(mention.post, keys);
  expect(JSON.stringify(sealed)).not.toMatch(named);
  expect(Buffer.from(sealed.sealed ?? '', 'base64url').toString('latin1')).not.toMatch(named);
  expect(openPost(sealed, keys)).toEqual(mention.post);
  expect(sealPost(sealed, keys)).toBe(sealed);
  expect(sealPost(mention.post, keys).sealed).not.toBe(sealed.sealed);
});

test('a wrong key opens nothing, and neither does a seal that somebody changed', () => {
  const sealed = sealPost(mention.post, keys);
  expect(openPost(sealed, { sealKey: 'cd'.repeat(32) })).toBe(sealed);
  const changed = { ...sealed, sealed: `${sealed.sealed?.slice(0, -3) ?? ''}AAA` };
  expect(openPost(changed, keys)).toBe(changed);
  const empty = { ...sealed, sealed: '' };
  expect(openPost(empty, keys)).toBe(empty);
});

test('exports say the same of a sealed post as of one that never was, and show it whole where the operator says so', () => {
  const stored = { ...mention, post: sealPost(mention.post, keys) };
  expect(hidePrivate(stored, privacy)).toEqual(hidePrivate(mention, privacy));
  expect(hidePrivate(stored, { ...privacy, showHandles: true })).toEqual(mention);
});

test('an exported post that is read again keeps its pseudonyms', () => {
  const exported = withoutSeal(sealPost(mention.post, keys));
  expect(sealPost(exported, { ...keys, salt: 'other' })).toBe(exported);
});
