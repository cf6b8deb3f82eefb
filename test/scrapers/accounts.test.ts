import { describe, expect, test } from 'vitest';
import { accountAt, findAccounts } from '../../scrapers/accounts.ts';
import { parseHtml } from '../../scrapers/text.ts';

const find = (html: string): string[] =>
  findAccounts(parseHtml(html).root().get(0), 'https://surgery.example/').map(
    ({ platform, address }) => `${platform} ${address}`,
  );
const link = (href: string, rel = ''): string => `<li><a href="${href}" rel="${rel}">x</a></li>`;

describe('the accounts that a page links', () => {
  test('are told by their form, each once, however it is written', () => {
    const html = [
      link('https://www.facebook.com/OakLaneInvented/?ref=page'),
      link('http://m.facebook.com/oaklaneInvented'),
      link('https://twitter.com/oaklane_inv'),
      link('https://x.com/OakLane_inv?lang=en'),
      link('https://bsky.app/profile/oaklane.bsky.social'),
      link('https://social.example/@oaklane', 'me noopener'),
    ].join('');
    expect(find(html).map((one) => one.toLowerCase())).toEqual([
      'facebook https://www.facebook.com/oaklaneinvented',
      'x https://x.com/oaklane_inv',
      expect.stringMatching(/^bluesky .*oaklane\.bsky\.social/),
      'mastodon @oaklane@social.example',
    ]);
  });

  test.each([
    ['https://www.facebook.com/sharer/sharer.php?u=https://surgery.example'],
    ['https://www.facebook.com/sharer.php?u=x'],
    ['https://www.facebook.com/share/p/abc'],
    ['https://www.facebook.com/groups/ourtown'],
    ['https://twitter.com/intent/tweet?text=x'],
    ['https://twitter.com/share'],
    ['https://x.com/somebody/status/123'],
    ['https://bsky.app/profile/somebody.bsky.social/post/3k'],
    ['https://bsky.app/intent/compose?text=x'],
    ['https://social.example/@stranger'],
    ['https://twitter.com/nhsuk'],
    ['https://www.facebook.com/NHSEngland'],
    ['https://twitter.com/SiliconPractice'],
    ['https://www.facebook.com/practice365'],
    ['javascript:alert(1)'],
  ])('are no share button, single post, group, national body or supplier: %s', (href) => {
    expect(find(link(href))).toEqual([]);
  });

  test('are not those of the agency that built the page', () => {
    expect(
      find('<footer><p>Website designed by <a href="https://www.facebook.com/thatagency">That Agency</a></p></footer>'),
    ).toEqual([]);
    expect(
      find('<div class="credit"><span>Web design by That Agency</span> <a href="https://x.com/thatagency">X</a></div>'),
    ).toEqual([]);
  });

  test('may be given as a website themselves', () => {
    expect(accountAt('www.facebook.com/oaklaneinvented')).toMatchObject({ platform: 'facebook' });
    expect(accountAt('https://surgery.example/')).toBeNull();
    expect(accountAt('not an address')).toBeNull();
  });
});
