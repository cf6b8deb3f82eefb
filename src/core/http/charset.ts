import { getEncoding } from 'encoding-sniffer';

/**
 * Decodes a body by BOM, Content-Type header, XML prolog or meta tag, in that order (https://encoding.spec.whatwg.org/).
 * Where nothing says, it is UTF-8 if it reads as UTF-8, windows-1252 otherwise.
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const label = /charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType ?? '')?.[1];
  const said = getEncoding(buffer, {
    ...(label !== undefined && isLabel(label) ? { transportLayerEncodingLabel: label } : {}),
    defaultEncoding: 'utf-8',
  });
  return said.toLowerCase() === 'utf-8' ? decodeUtf8(buffer) : new TextDecoder(said).decode(buffer);
}

function isLabel(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

/** Many sites say UTF-8 and paste windows-1252 out of Word: if no character decodes as UTF-8 and some bytes cannot, it is the latter. */
function decodeUtf8(buffer: Buffer): string {
  const text = new TextDecoder('utf-8').decode(buffer);
  if (!text.includes('\ufffd') || /[\u0080-\ufffc]|[\u{10000}-\u{10ffff}]/u.test(text)) return text;
  return new TextDecoder('windows-1252').decode(buffer);
}
