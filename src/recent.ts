import type { Trace, traceOf } from '../analysis/cluster.ts';

/** A post's words are read when it is judged and again, a moment later, when it is grouped: so many texts are remembered, and twice as many at most. */
const mostTexts = 500;
/** In UTF-16 units: a longer one takes more room than reading it again is worth. */
const longest = 3000;

/** The same function, which remembers the Traces of the latest texts. */
export function remember(read: typeof traceOf): typeof traceOf {
  let latest = new Map<string, Trace | null>();
  let before = latest;
  return (text) => {
    const known = latest.has(text) ? latest.get(text) : before.get(text);
    if (known !== undefined) return known;
    const trace = read(text);
    if (text.length > longest) return trace;
    if (latest.size >= mostTexts) {
      before = latest;
      latest = new Map();
    }
    latest.set(text, trace);
    return trace;
  };
}
