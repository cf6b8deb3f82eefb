import type { CheerioAPI } from 'cheerio/slim';
import { InputError } from '../src/core/errors.ts';
import { hashText, type PageNode, parseHtml, readNodes } from './text.ts';
import { findBlocks, longestPage, survey } from './walk.ts';

/** A piece of a page: one notice, or one paragraph of its main content. */
export interface Block {
  readonly text: string;
  /** It stands in something that looks like an alert, or in what the channel's selector picked. */
  readonly alert: boolean;
  /** The heading it stands under; null for alerts, which carry their own. */
  readonly heading: string | null;
  /** What it is known by from one look to the next. */
  readonly key: string;
}

export interface Page {
  readonly title: string | null;
  readonly blocks: readonly Block[];
  /** It has a field for a password. */
  readonly asksSignIn: boolean;
}

/**
 * Takes a page apart: everything that looks like an alert, each as one block, and the paragraphs of the main content. A selector replaces
 * our own judgement: each element it picks is a block. Throws InputError when the selector cannot be read.
 */
export function readPage(html: string, selector: string | null): Page {
  const $ = parseHtml(html.slice(0, longestPage));
  const found = survey($.root().get(0));
  const blocks = selector === null ? [...findBlocks(found)].map(toBlock) : readPicked($, selector);
  const title = found.title === null ? '' : readNodes(found.title.children).replace(/\s+/g, ' ').slice(0, 200);
  const seen = new Set<string>();
  const unique = blocks.filter(({ key }) => !seen.has(key) && seen.add(key));
  return { title: title === '' ? null : title, blocks: unique, asksSignIn: found.asksSignIn };
}

function toBlock({ text, heading, alert }: { text: string; heading: string | null; alert: boolean }): Block {
  if (alert) return { text, alert, heading: null, key: `!${hashText(text)}` };
  // Numbers, days and months change by themselves ("Today is Friday 19 July"); in ordinary content that is no news.
  return { text, alert, heading, key: hashText(text.toLowerCase().replace(calendar, '#')) };
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
  return texts.map((text) => toBlock({ text, heading: null, alert: true }));
}
