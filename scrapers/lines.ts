/**
 * Splits a stream of bytes into lines, counted from 1, holding no more than one at a time. UTF-8, with or without BOM, either line end.
 * A line longer than `longest` bytes comes out as null and costs no memory.
 */
export async function* readLines(
  bytes: AsyncIterable<Buffer>,
  longest: number,
): AsyncGenerator<{ line: number; text: string | null }> {
  let line = 1;
  let parts: Buffer[] = [];
  let size = 0;
  const take = (): { line: number; text: string | null } => {
    const text = size > longest ? null : decode(Buffer.concat(parts), line);
    const taken = { line, text };
    line += 1;
    parts = [];
    size = 0;
    return taken;
  };
  const keep = (part: Buffer): void => {
    size += part.length;
    if (size <= longest) parts.push(part);
    else parts = [];
  };
  for await (const chunk of bytes) {
    let rest = chunk;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      keep(rest.subarray(0, end));
      yield take();
      rest = rest.subarray(end + 1);
    }
    keep(rest);
  }
  if (size > 0) yield take();
}

function decode(bytes: Buffer, line: number): string {
  const text = bytes.toString('utf8').replace(/\r$/, '');
  return line === 1 ? text.replace(/^\ufeff/, '') : text;
}
