import { addAbortSignal, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { CollectError } from '../errors.ts';
import { sayUrl } from './say.ts';

/** What we ask for in Accept-Encoding; anything else in the answer cannot be read. */
export const acceptEncoding = 'gzip, deflate, br';

export interface BodyOptions {
  readonly url: URL;
  /** Content-Encoding of the answer. */
  readonly encoding: string | null;
  /** Most bytes we take, on the wire and again after decompression. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Body {
  readonly bytes: Buffer;
  /** How many bytes it was on the wire. */
  readonly sent: number;
}

/** Reads a body to its end and decompresses it. Throws CollectError `changed` when it is too large or unreadable; a cut-off one throws `unreachable`. */
export async function readBody(stream: Readable, options: BodyOptions): Promise<Body> {
  const chunks: Buffer[] = [];
  let size = 0;
  addAbortSignal(options.signal, stream);
  for await (const chunk of stream) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    // Leaving the loop destroys the stream, and the connection with it.
    if (size > options.maxBytes) throw tooLarge(options);
    chunks.push(bytes);
  }
  return { bytes: await decompress(Buffer.concat(chunks, size), options), sent: size };
}

async function decompress(bytes: Buffer, options: BodyOptions): Promise<Buffer> {
  const encoding = (options.encoding ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '' || bytes.length === 0) return bytes;
  const unpack = pickUnpack(encoding, bytes);
  if (unpack === null) {
    throw new CollectError(
      'changed',
      `${sayUrl(options.url)} answered in an encoding we did not ask for (${encoding.slice(0, 40)}).`,
    );
  }
  try {
    // maxOutputLength stops a decompression bomb as soon as it passes the limit.
    return await unpack(bytes, { maxOutputLength: options.maxBytes });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(options, cause);
    const cut = code === 'Z_BUF_ERROR' || code === 'ERR__ERROR_FORMAT_TRUNCATED';
    if (cut)
      throw new CollectError('unreachable', `${sayUrl(options.url)} sent a compressed answer that was cut off.`, { cause });
    throw new CollectError('changed', `${sayUrl(options.url)} sent ${encoding} that cannot be decompressed.`, { cause });
  }
}

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

function pickUnpack(encoding: string, bytes: Buffer): Unpack | null {
  if (encoding === 'gzip' || encoding === 'x-gzip') return promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);
  if (encoding === 'br') return promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress);
  // "deflate" means zlib by the standard and raw deflate by some servers; the first byte tells them apart.
  if (encoding === 'deflate') {
    return promisify<Buffer, { maxOutputLength: number }, Buffer>(((bytes[0] ?? 0) & 0x0f) === 8 ? inflate : inflateRaw);
  }
  return null;
}

function tooLarge(options: BodyOptions, cause?: unknown): CollectError {
  const limit = `${(options.maxBytes / 1_000_000).toFixed(1)} MB`;
  return new CollectError('changed', `${sayUrl(options.url)} is larger than the ${limit} we take, so it was cut off.`, { cause });
}
