import type { Run } from './run.ts';

const tlds = new Set(
  'uk net com org info co io social health gov app wales scot cymru eu me ly be tv london news gl gle'.split(' '),
);

export function isLink(text: string, begin: number, run: Run, after: number): boolean {
  if (after === 0x3a && text.charCodeAt(run.at + 1) === 0x2f && text.charCodeAt(run.at + 2) === 0x2f) return run.length <= 10;
  return after === 0x2e && run.length === 3 && text.substring(begin, run.at).toLowerCase() === 'www';
}

export function endOfLink(text: string, from: number): number {
  linkEnd.lastIndex = from;
  return linkEnd.exec(text)?.index ?? text.length;
}

/** Blanks of every width, what stands for none, and the marks that links are put between. */
const linkEnd = /[\s\p{Cc}\u200b<>"]/gu;

/** End of a mail or web address whose first label ends at `from`; `from` itself where the dot only ends a sentence. */
export function addressAt(text: string, begin: number, from: number): number {
  let at = from;
  let label = '';
  let hasAt = false;
  while (at < text.length && at - begin < 250) {
    const mark = text.charCodeAt(at);
    if (mark !== 0x2e && mark !== 0x40 && mark !== 0x2d) break;
    let end = at + 1;
    while (end < text.length && isAddressUnit(text.charCodeAt(end))) end += 1;
    if (end === at + 1 || end - at > 64) break;
    if (mark === 0x40) hasAt = true;
    label = text.substring(at + 1, end);
    at = end;
  }
  if (label === '') return from;
  if (!hasAt && !(tlds.has(label) || (tlds.has(label.toLowerCase()) && label === label.toUpperCase()))) return from;
  return text.charCodeAt(at) === 0x2f ? endOfLink(text, at) : at;
}

export function isAddressUnit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}
