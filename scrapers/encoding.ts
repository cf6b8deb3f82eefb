import { isUtf8 } from 'node:buffer';

/**
 * Hands a file's bytes on as UTF-8: UTF-16 is told by its byte order mark (PowerShell writes it, and Excel's "Unicode text"); otherwise
 * a line that is not UTF-8 is taken for windows-1252, which is what Excel's plain CSV is on Windows.
 */
export async function* toUtf8(bytes: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let wide: TextDecoder | null = null;
  let isFirst = true;
  let parts: Buffer[] = [];
  let size = 0;
  for await (const piece of bytes) {
    const part = Buffer.from(piece as Uint8Array);
    parts.push(part);
    size += part.length;
    // Cut where a line ends, or a character of several bytes could be cut in two. A line that never ends is not waited for.
    if (isFirst ? size < 2 : wide === null && !part.includes(10) && size < longestWait) continue;
    const all = Buffer.concat(parts, size);
    if (isFirst) wide = wideDecoder(all);
    isFirst = false;
    const end = wide === null && size < longestWait ? all.lastIndexOf(10) + 1 : size;
    parts = [all.subarray(end)];
    size -= end;
    if (end > 0) yield wide === null ? decodeLines(all.subarray(0, end)) : Buffer.from(wide.decode(all, { stream: true }));
  }
  yield wide === null ? decodeLines(Buffer.concat(parts, size)) : Buffer.from(wide.decode());
}

const longestWait = 10_000_000;

function wideDecoder(start: Buffer): TextDecoder | null {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be');
  return null;
}

function decodeLines(bytes: Buffer): Buffer {
  if (isUtf8(bytes)) return bytes;
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(10, start);
    const end = found === -1 ? bytes.length : found + 1;
    lines.push(decodeLine(bytes.subarray(start, end)));
    start = end;
  }
  return Buffer.concat(lines);
}

/** One damaged character among good ones is damage; where no character reads as UTF-8, the line is of another kind. */
function decodeLine(line: Buffer): Buffer {
  if (isUtf8(line)) return line;
  const text = line.toString('utf8');
  const isDamaged = /[\u0080-\ufffc]|[\u{10000}-\u{10ffff}]/u.test(text);
  return Buffer.from(isDamaged ? text : new TextDecoder('windows-1252').decode(line));
}
