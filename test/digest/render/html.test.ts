import { load } from 'cheerio';
import { expect, test } from 'vitest';
import { renderHtml } from '../../../src/digest/render/html.ts';
import { digestWith, hostile, makeDigest } from '../digest.ts';

test('the page stands alone: nothing is loaded, nothing runs', () => {
  const page = renderHtml(makeDigest());
  const $ = load(page);
  expect($('script, img, link, iframe, object, form, svg, base')).toHaveLength(0);
  expect(page).not.toMatch(/url\(|@import|src=/i);
  expect($('meta[http-equiv="Content-Security-Policy"]').attr('content')).toContain("default-src 'none'");
});

test('it is at most 640 pixels wide, has a preheader, and knows phones and dark screens', () => {
  const page = renderHtml(makeDigest());
  expect(page).toContain('max-width:640px');
  expect(load(page)('[role="main"] > div').first().text()).toMatch(/^On Friday 19 July 2024, 16 organisations/);
  expect(page).toContain('prefers-color-scheme:dark');
  expect(page).toContain('max-width:480px');
});

test('the hour chart is a picture with words, and data tables have heads', () => {
  const $ = load(renderHtml(makeDigest()));
  expect($('[role="img"]').attr('aria-label')).toBe('16 posts by hour.');
  expect($('table:not([role="presentation"]) th[scope]').length).toBeGreaterThan(0);
});

test.each(hostile)('%j stays text wherever it lands', (text) => {
  const $ = load(renderHtml(digestWith(text)));
  const plain = load(renderHtml(digestWith('harmless')));
  expect($('*').length).toBe(plain('*').length);
  const attributes = (of: typeof $) =>
    of('*')
      .toArray()
      .flatMap((node) => Object.keys('attribs' in node ? node.attribs : {}));
  expect(attributes($)).toEqual(attributes(plain));
  expect($('h2').first().text()).toBe(text);
  expect($('[role="img"]').attr('aria-label')).toBe(text);
});

test('a link that is not a web address leads nowhere', () => {
  const $ = load(renderHtml(makeDigest({ url: 'javascript:alert(1)' })));
  expect($('a').last().attr('href')).toBe('');
});
