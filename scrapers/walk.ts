import { type PageNode, readNodes } from './text.ts';

// Everything here walks the tree once, with a list instead of recursion: selectors sort what they find by walking up and along the tree,
// which a page built to be slow turns into minutes.

export type Element = Extract<PageNode, { attribs: object }>;

/** What a supplier's markup says an element is. `alert`: a notice. `item`: one piece, read whole, such as a card. `noise`: never news. */
export type Role = 'alert' | 'item' | 'noise';

/** In UTF-16 code units: a page of a practice has a tenth of it. */
export const longestPage = 2_000_000;

export interface Survey {
  readonly root: PageNode | undefined;
  /** The first main element; null where the page has none. */
  readonly main: Element | null;
  readonly title: Element | null;
  /** What its links are relative to; null where it does not say. */
  readonly base: string | null;
  readonly asksSignIn: boolean;
  /** Elements that hold a paragraph, an item or a cell, so that they are not one themselves. */
  readonly outer: ReadonlySet<PageNode>;
}

/** A first walk over the page: where its content is, what it is called, whether it asks for a password. */
export function survey(root: PageNode | undefined): Survey {
  let main: Element | null = null;
  let title: Element | null = null;
  let base: string | null = null;
  let asksSignIn = false;
  const outer = new Set<PageNode>();
  const left: PageNode[] = root === undefined ? [] : [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isElement(node)) {
      if (node.name === 'main' || node.attribs.role === 'main') main ??= node;
      if (node.name === 'title') title ??= node;
      if (node.name === 'base') base ??= node.attribs.href ?? null;
      if (node.name === 'input' && node.attribs.type?.toLowerCase() === 'password') asksSignIn = true;
      // Each ancestor is marked once, so that a thousand nested lists cost a thousand steps.
      if (leaves.has(node.name))
        for (let up: PageNode | null = node.parent; up !== null && !outer.has(up); up = up.parent) outer.add(up);
    }
    pushChildren(node, left);
  }
  return { root, main, title, base, asksSignIn, outer };
}

export interface Piece {
  readonly text: string;
  readonly heading: string | null;
  readonly alert: boolean;
  /** Where an item leads, as the page has it. */
  readonly link: string | null;
}

/** Every element in reading order. */
export function* eachElement(root: PageNode | undefined): Generator<Element> {
  const left: PageNode[] = root === undefined ? [] : [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isElement(node)) yield node;
    pushChildren(node, left);
  }
}

/**
 * The notices, wherever they stand, and the items and paragraphs of the main content (of everything but header, sidebar and footer where
 * there is no main), in reading order. `roleOf` is what the supplier's markup says of an element; where it is silent we judge ourselves.
 */
export function* findBlocks({ root, main, outer }: Survey, roleOf: (element: Element) => Role | null): Generator<Piece> {
  let heading: string | null = null;
  let tries = mostPicked;
  const left: { node: PageNode; content: boolean }[] = root === undefined ? [] : [{ node: root, content: main === null }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { node } = next;
    const role = isElement(node) ? roleOf(node) : null;
    if (role === 'noise' || (isElement(node) && isFurniture(node))) continue;
    const content = (next.content || node === main) && !(isElement(node) && isBeside(node, main === null));
    const alert = isElement(node) && (role === null ? isAlert(node) : role === 'alert');
    const mayPick = tries > 0 && isElement(node) && (alert || (role === 'item' && content));
    const text = mayPick ? readPicked(node) : null;
    if (mayPick) tries -= text === null ? 5 : 1;
    if (text !== null) {
      yield { text, heading: null, alert, link: firstLink(node) };
      continue;
    }
    const piece = content && isElement(node) ? readPiece(node, outer) : '';
    const isHeading = isElement(node) && headings.has(node.name);
    if (piece.length >= 3) {
      yield { text: piece, heading: isHeading ? null : heading, alert: false, link: null };
      if (isHeading) heading = piece;
    }
    const children: PageNode[] = [];
    pushChildren(node, children);
    for (const child of children) left.push({ node: child, content });
  }
}

const headings = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const leaves = new Set([...headings, 'p', 'li', 'dt', 'dd', 'blockquote', 'figcaption', 'td', 'th', 'pre']);
const boxes = new Set(['div', 'section', 'article', 'main', 'body', 'center']);
const inline = new Set(['a', 'span', 'strong', 'b', 'em', 'i', 'u', 'small', 'br', 'font']);

/** A leaf whole; of a box, or of an item that holds paragraphs, the text that stands bare in it. */
function readPiece(element: Element, outer: ReadonlySet<PageNode>): string {
  if (leaves.has(element.name) && !outer.has(element)) return readNodes([element]);
  if (!leaves.has(element.name) && !boxes.has(element.name)) return '';
  const bare = element.children.filter(
    (child) => child.nodeType === 3 || (isElement(child) && inline.has(child.name) && !outer.has(child)),
  );
  return bare.length === 0 ? '' : readNodes(bare);
}

/** Cookie and consent notices are banners too, and never news. The class often sits on body as well, which has to stay. */
function isFurniture(element: Element): boolean {
  if (['script', 'style', 'noscript', 'template', 'iframe', 'svg', 'head', 'nav', 'footer'].includes(element.name)) return true;
  if ('hidden' in element.attribs || /^(?:navigation|contentinfo)$/.test(element.attribs.role ?? '')) return true;
  return !pillars.has(element.name) && /cookie|consent|gdpr|onetrust/i.test(naming(element));
}

const pillars = new Set(['html', 'body', 'main']);

/** Inside the content and not part of it. */
function isBeside(element: Element, pageHasNoMain: boolean): boolean {
  if ((element.name === 'form' && !isWebForm(element)) || element.attribs.role === 'search') return true;
  return pageHasNoMain && (element.name === 'header' || element.name === 'aside');
}

/** ASP.NET wraps the whole page in one form, told by the state it keeps there: https://learn.microsoft.com/en-us/previous-versions/aspnet/bb386448(v=vs.100) */
function isWebForm(form: Element): boolean {
  const near = form.children
    .slice(0, 20)
    .flatMap((child) => [child, ...('children' in child ? child.children.slice(0, 20) : [])]);
  return near.some((node) => isElement(node) && node.name === 'input' && /^__VIEWSTATE/.test(node.attribs.name ?? ''));
}

/** Components of the NHS design system (https://service-manual.nhs.uk/design-system/components), and what suppliers call theirs. */
function isAlert(element: Element): boolean {
  if (pillars.has(element.name) || element.attribs.role === 'main') return false;
  const { role = '', 'aria-label': label = '' } = element.attribs;
  if (role === 'alert' || (role === 'region' && /notice/i.test(label))) return true;
  return /notice|notification|banner|announcement|alert|urgent|nhsuk-card--warning|nhsuk-warning-callout/i.test(naming(element));
}

function naming(element: Element): string {
  return `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`.slice(0, 1000);
}

/** Above this a "banner" is a page header or a whole section, not an announcement. */
const longestPicked = 3000;
/** No page has so many notices and items; each candidate costs a reading of its text. */
const mostPicked = 300;

function readPicked(element: Element): string | null {
  const left: PageNode[] = [element];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (isElement(node) && node.name === 'nav') return null;
    pushChildren(node, left);
  }
  const text = readNodes([element]);
  return text.length < 3 || text.length > longestPicked ? null : text;
}

function firstLink(node: PageNode): string | null {
  for (const element of eachElement(node)) {
    const { href = '' } = element.attribs;
    if (element.name === 'a' && href !== '' && !/^(?:#|(?!https?:)[a-z][a-z0-9+.-]*:)/i.test(href)) return href;
  }
  return null;
}

function isElement(node: PageNode): node is Element {
  return 'attribs' in node;
}

/** Last child first, so that a list that gives back its last entry goes in reading order. */
function pushChildren(node: PageNode, list: PageNode[]): void {
  if ('children' in node) for (let i = node.children.length - 1; i >= 0; i -= 1) list.push(node.children[i] as PageNode);
}
