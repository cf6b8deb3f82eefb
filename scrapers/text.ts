import { createHash } from 'node:crypto';
import { type CheerioAPI, load } from 'cheerio/slim';
import type { Json } from '../src/core/types.ts';
import { isTooDeep } from './depth.ts';

/** Longest text of a Post, in UTF-16 code units: beyond it is no announcement, and everything after it costs time. */
const longestText = 20_000;

/** A node of a parsed page. */
export type PageNode = Parameters<CheerioAPI['contains']>[0];

/** Text that may be HTML, as a person would read it: with tags as HTML, without them as lines in which entities are decoded. */
export function readMarkup(text: string): string {
  const part = text.slice(0, longestMarkup);
  if (/<[a-z!/]/i.test(part)) return readNodes(parseHtml(part).root().toArray());
  return tidyText(part.includes('&') ? parseHtml(part).text() : part);
}

/** In UTF-16 code units: ten times what is kept, tags included. */
const longestMarkup = 200_000;

/** Parses HTML; what is nested deeper than any page loses its tags first. */
export function parseHtml(html: string): CheerioAPI {
  return load(isTooDeep(html, 'html') ? html.replace(/<[^<>]*>/g, ' ') : html);
}

/** Nodes of a page as a person would read them: paragraphs and breaks become lines, scripts and styles are dropped. */
export function readNodes(nodes: readonly PageNode[]): string {
  const out: string[] = [];
  let breaks = 0;
  // A list of what is left to do instead of recursion: hostile pages nest deeper than the stack. A number stands for the end of a block.
  const left: (PageNode | number)[] = nodes.toReversed();
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next === 'number') breaks = Math.max(breaks, next);
    else if ('data' in next && next.nodeType === 3) {
      const text = next.data.replace(/\s+/g, ' ');
      if (breaks > 0 && text === ' ') continue;
      out.push('\n'.repeat(breaks), text);
      breaks = 0;
    } else if ('children' in next) {
      const name = 'name' in next ? next.name.toLowerCase() : '';
      if (silent.has(name) || isHidden(next)) continue;
      const edge = edges[name] ?? 0;
      breaks = name === 'br' ? breaks + 1 : Math.max(breaks, edge);
      if (cells.has(name)) out.push(' ');
      if (edge > 0) left.push(edge);
      for (const child of next.children.toReversed()) left.push(child);
    }
  }
  return tidyText(out.join(''));
}

/** Collapses spaces, keeps at most one empty line in a row, drops control characters, and cuts what is longer than any announcement. */
export function tidyText(text: string): string {
  const tidy = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\ufeff]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return tidy.length <= longestText ? tidy : `${tidy.slice(0, longestText - 1).toWellFormed()}…`;
}

/** 96 bits of SHA-256 in base64url: short enough for a cursor, long enough never to meet its like. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** The original for `raw`; one of absurd size is replaced by its length, so that no feed can fill the store. */
export function keepRaw(original: unknown): Json {
  const json = JSON.stringify(original) as string | undefined;
  if (json === undefined) return null;
  return json.length <= 200_000 ? (JSON.parse(json) as Json) : { omitted: `${json.length} characters of JSON` };
}

function isHidden(node: PageNode): boolean {
  return 'attribs' in node && ('hidden' in node.attribs || /display\s*:\s*none/i.test(node.attribs.style ?? ''));
}

const silent = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'object', 'select', 'textarea']);

/** Line breaks around an element: two between paragraphs, one between lines. */
const edges: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'dl', 'table', 'article', 'section', 'hr'].map((name) => [
      name,
      2,
    ]),
  ),
  ...Object.fromEntries(
    ['div', 'li', 'tr', 'dt', 'dd', 'header', 'footer', 'figure', 'figcaption', 'main', 'aside', 'form', 'pre', 'address'].map(
      (name) => [name, 1],
    ),
  ),
};

// A date stands apart from the words before it by style alone.
const cells = new Set(['td', 'th', 'time']);
