/**
 * True when elements are nested deeper than those of any page or feed. Parsers' time grows with the square of the depth, so a file made of
 * nothing but opening tags would hold the process for minutes. One linear scan; what stands in CDATA or comments does not nest.
 */
export function isTooDeep(markup: string, form: 'html' | 'xml'): boolean {
  let depth = 0;
  for (const part of form === 'xml' ? dropQuoted(markup) : [markup]) {
    for (const [, end, name = '', closed] of part.matchAll(tag)) {
      if (closed === '/' || (form === 'html' && neverNested.has(name.toLowerCase()))) continue;
      depth = Math.max(0, depth + (end === '/' ? -1 : 1));
      if (depth > deepest) return true;
    }
  }
  return false;
}

const deepest = 1000;
const tag = /<(\/?)([a-z_][\w:.-]*)(?:[^<>\w:.-][^<>]*?)??(\/?)>/gi;

/** Elements without content, and those that the next of their kind ends. */
const neverNested = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr option optgroup thead tbody tfoot'.split(
    ' ',
  ),
);

/** The parts between CDATA sections and comments. */
function* dropQuoted(xml: string): Generator<string> {
  let from = 0;
  for (const { index, 0: start } of xml.matchAll(/<!\[CDATA\[|<!--/g)) {
    if (index < from) continue;
    yield xml.slice(from, index);
    const close = start === '<!--' ? '-->' : ']]>';
    const end = xml.indexOf(close, index);
    if (end === -1) return;
    from = end + close.length;
  }
  yield xml.slice(from);
}
