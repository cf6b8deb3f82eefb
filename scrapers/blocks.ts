import type { CheerioAPI } from 'cheerio/slim';
import { InputError } from '../src/core/errors.ts';
import { isHours } from './hours.ts';
import { type Built, findBuilder } from './suppliers/index.ts';
import { hashText, type PageNode, parseHtml, readNodes } from './text.ts';
import { findBlocks, longestPage, type Piece, type Survey, survey } from './walk.ts';

/** A piece of a page: one notice, or one paragraph of its main content. */
export interface Block {
  readonly text: string;
  /** It stands in something that looks like an alert, or in what the channel's selector picked. */
  readonly alert: boolean;
  /** The heading it stands under; null for alerts, which carry their own. */
  readonly heading: string | null;
  /** What it is known by from one look to the next. */
  readonly key: string;
  /** Where a card or an entry of a list leads, absolute; null where it leads nowhere. */
  readonly link: string | null;
}

export interface Page {
  readonly title: string | null;
  readonly blocks: readonly Block[];
  /** It has a field for a password. */
  readonly asksSignIn: boolean;
  /** Who built it, and by which rules it was read. */
  readonly built: Built;
}

/**
 * Takes a page apart: everything that looks like an alert, each as one block, and the paragraphs of the main content, by the rules of the
 * suppliers whose signs it bears. Opening hours are no block. A selector replaces all of that: each element it picks is a block.
 * Throws InputError when the selector cannot be read.
 */
export function readPage(html: string, selector: string | null, url: string): Page {
  const $ = parseHtml(html.slice(0, longestPage));
  const root = $.root().get(0);
  const found = survey(root);
  const built = findBuilder(root, url);
  const blocks = selector === null ? readBlocks(found, built, url) : readPicked($, selector);
  const title = found.title === null ? '' : readNodes(found.title.children).replace(/\s+/g, ' ').slice(0, 200);
  const seen = new Set<string>();
  const unique = blocks.filter(({ key }) => !seen.has(key) && seen.add(key));
  return { title: title === '' ? null : title, blocks: unique, asksSignIn: found.asksSignIn, built };
}

function readBlocks(found: Survey, built: Built, url: string): Block[] {
  const base = URL.parse(found.base ?? '', url)?.href ?? url;
  return [...findBlocks(found, built.role)].filter(({ text }) => !isHours(text)).map((piece) => toBlock(piece, base));
}

function toBlock({ text, heading, alert, link }: Piece, base: string): Block {
  const target = link === null ? null : URL.parse(link, base);
  const href = target !== null && /^https?:$/.test(target.protocol) ? target.href : null;
  if (alert) return { text, alert, heading: null, link: href, key: `!${hashText(text)}` };
  // Numbers, days and months change by themselves ("Today is Friday 19 July"); in ordinary content that is no news.
  return { text, alert, heading, link: href, key: hashText(text.toLowerCase().replace(calendar, '#')) };
}

const calendar =
  /\d+(?:st|nd|rd|th)?|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b/g;

const mostPicked = 500;

function readPicked($: CheerioAPI, selector: string): Block[] {
  let picked: PageNode[];
  try {
    picked = $(selector).slice(0, mostPicked).toArray();
  } catch (cause) {
    throw new InputError(`"${selector}" is not a CSS selector.`, { field: 'selector', cause });
  }
  const texts = picked.map((element) => readNodes([element])).filter((text) => text.length >= 3);
  return texts.map((text) => ({ text, heading: null, alert: true, link: null, key: `!${hashText(text)}` }));
}
