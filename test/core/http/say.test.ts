import { expect, test } from 'vitest';
import { hideSecrets, sayUrl } from '../../../src/core/http/say.ts';

test('a URL in a message has neither user, password, query values nor fragment', () => {
  expect(sayUrl('https://user:secret@a.example/feed?token=secret#secret')).toBe('https://a.example/feed?…');
  expect(sayUrl('no url')).toBe('(not a URL)');
});

test('a URL shown whole keeps what tells two feeds apart, and loses what looks like a key', () => {
  expect(hideSecrets('https://a.example/?feed=rss2&access_token=s3cret&cat=5')).toBe(
    'https://a.example/?feed=rss2&access_token=…&cat=5',
  );
  expect(hideSecrets('https://user:s3cret@a.example/x?API_KEY=s3cret')).toBe('https://a.example/x?API_KEY=…');
  expect(hideSecrets('https://a.example/news')).toBe('https://a.example/news');
});
