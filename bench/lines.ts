// The whole job as a lean program, for the race against fastText: `node bench/lines.ts organisations.ndjson posts.txt` reads one post a line and
// writes `phase<TAB>systems<TAB>area` for each. No JSON, no reasons, no offsets: what a line of fastText's own output holds, and more.
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { classify } from '../analysis/classify.ts';
import { createLocator } from '../analysis/locate.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { readNames } from './names.ts';

const [organisations = '', posts = ''] = process.argv.slice(2);
const locate = createLocator({ directory: await createDirectory([readNames(organisations)]) });

const chunkBytes = 1 << 20;
let out = '';
for (const line of readLines(posts)) {
  const { phase, systems } = classify({ text: line, authorKind: 'practice' });
  const area = locate({ text: line, postedAt: null }, null).find(({ kind }) => kind !== 'organisation');
  out += `${phase}\t${systems.join(' ')}\t${area?.code ?? ''}\n`;
  if (out.length >= chunkBytes) flush();
}
flush();

function flush(): void {
  const bytes = Buffer.from(out);
  for (let written = 0; written < bytes.length; ) written += writeSync(1, bytes, written);
  out = '';
}

/** Each line as a string of its own: a slice of a large string is slower to read, and one curly quote would widen all of it. */
function* readLines(path: string): Iterable<string> {
  const file = openSync(path, 'r');
  let held = Buffer.alloc(0);
  for (;;) {
    const block = Buffer.allocUnsafe(chunkBytes);
    const length = readSync(file, block, 0, chunkBytes, null);
    if (length === 0) break;
    held = held.length === 0 ? block.subarray(0, length) : Buffer.concat([held, block.subarray(0, length)]);
    let start = 0;
    for (let end = held.indexOf(10); end !== -1; end = held.indexOf(10, start)) {
      yield held.toString('utf8', start, end);
      start = end + 1;
    }
    held = held.subarray(start);
  }
  closeSync(file);
  if (held.length > 0) yield held.toString('utf8');
}
