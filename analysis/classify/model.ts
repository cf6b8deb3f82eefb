import { readFileSync } from 'node:fs';
import type { Calibration } from './decide.ts';
import type { Packed, Weights } from './weights.ts';
import { unpack } from './weights.ts';

/** What was learned from the training texts; made by `npm run train`, read once when the program starts. */
export interface Model {
  readonly phase: Weights;
  readonly role: Weights;
  readonly tag: Weights;
  readonly calibration: Calibration;
  /** Short hash of the file: part of every Verdict's version. */
  readonly name: string;
}

/** The head of the file: what the numbers behind it were learned from. */
export interface Card {
  readonly texts: number;
  readonly incidents: number;
  readonly writers: readonly string[];
  /** Hash of the texts and labels. */
  readonly data: string;
  readonly calibration: Calibration;
  readonly tables: Readonly<
    Record<'phase' | 'role' | 'tag', { readonly classes: number; readonly features: number; readonly scale: number }>
  >;
}

type Tables = Readonly<Record<'phase' | 'role' | 'tag', Packed>>;

export const modelFile = new URL('../model.bin', import.meta.url);

/** The model that came with the program. Loading throws where the file is missing or cut short. */
export const shipped: Model = decode(readFileSync(modelFile));

/** The file's bytes: a line of JSON that says what it is, then for each table the codes and the quantised weights. */
export function encode(card: Omit<Card, 'tables'>, tables: Tables): Uint8Array {
  const sizes = { phase: sizeOf(tables.phase), role: sizeOf(tables.role), tag: sizeOf(tables.tag) };
  // Padded, so that the numbers begin at a multiple of four.
  const head = JSON.stringify({ ...card, tables: sizes });
  const line = `${head.padEnd(Math.ceil((head.length + 1) / 4) * 4 - 1)}\n`;
  const parts = [new TextEncoder().encode(line), ...[tables.phase, tables.role, tables.tag].flatMap(bytesOf)];
  return Buffer.concat(parts);
}

/** What a model's file says of itself. */
export function readCard(bytes: Uint8Array): Card {
  const end = bytes.indexOf(0x0a);
  if (end === -1) throw new Error('the model file has no head; make it again with `npm run train`');
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Card;
}

export function decode(bytes: Uint8Array): Model {
  const card = readCard(bytes);
  let at = bytes.indexOf(0x0a) + 1;
  const take = (length: number): ArrayBuffer => {
    if (at + length > bytes.length) throw new Error('the model file is cut short; make it again with `npm run train`');
    // A Buffer's own slice would share its memory, where the numbers need not begin at a multiple of four.
    const part = Uint8Array.prototype.slice.call(bytes, at, at + length).buffer;
    at += Math.ceil(length / 4) * 4;
    return part;
  };
  const table = ({ classes, features, scale }: Card['tables']['phase']): Weights => {
    const codes = new Int32Array(take(features * 4));
    return unpack({ classes, codes, quanta: new Int8Array(take(features * classes)), scale });
  };
  return {
    phase: table(card.tables.phase),
    role: table(card.tables.role),
    tag: table(card.tables.tag),
    calibration: card.calibration,
    name: fingerprint(bytes),
  };
}

function sizeOf({ classes, codes, scale }: Packed): Card['tables']['phase'] {
  return { classes, features: codes.length, scale };
}

function bytesOf({ codes, quanta }: Packed): readonly Uint8Array[] {
  const padding = new Uint8Array((4 - (quanta.length % 4)) % 4);
  return [new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength), new Uint8Array(quanta.buffer), padding];
}

/** FNV-1a in two lanes: 16 hexadecimal digits. */
function fingerprint(bytes: Uint8Array): string {
  let one = 0x811c9dc5;
  let two = 0x9747b28c;
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193);
    two = Math.imul(two ^ byte, 0x5bd1e995) ^ (two >>> 13);
  }
  return [one, two].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
