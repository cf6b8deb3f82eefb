import { readFileSync } from 'node:fs';
import type { Calibration } from './decide.ts';
import { fingerprint } from './fingerprint.ts';
import type { Packed, Weights } from './weights.ts';
import { unpack } from './weights.ts';

/** What was learned from the training texts; made by `npm run train`, read once when the program starts. */
export interface Model {
  readonly phase: Weights;
  readonly role: Weights;
  readonly tag: Weights;
  readonly calibration: Calibration;
  /** Short hash of all weights: part of every Verdict's version. */
  readonly name: string;
}

/** The head of the file: what the numbers behind it were learned from. */
export interface Card {
  readonly texts: number;
  readonly incidents: number;
  readonly writers: readonly string[];
  /** Hash of the weights, made when they were learned: reading it costs a start nothing. */
  readonly name: string;
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
export function encode(card: Omit<Card, 'tables' | 'name'>, tables: Tables): Uint8Array {
  const sizes = { phase: sizeOf(tables.phase), role: sizeOf(tables.role), tag: sizeOf(tables.tag) };
  const numbers = Buffer.concat([tables.phase, tables.role, tables.tag].flatMap(bytesOf));
  const name = fingerprint(Buffer.concat([Buffer.from(JSON.stringify([sizes, card.calibration])), numbers]));
  const head = JSON.stringify({ name, ...card, tables: sizes });
  // Padded, so that the numbers begin at a multiple of four.
  const line = `${head.padEnd(Math.ceil((head.length + 1) / 4) * 4 - 1)}\n`;
  return Buffer.concat([new TextEncoder().encode(line), numbers]);
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
    name: card.name,
  };
}

function sizeOf({ classes, codes, scale }: Packed): Card['tables']['phase'] {
  return { classes, features: codes.length, scale };
}

function bytesOf({ codes, quanta }: Packed): readonly Uint8Array[] {
  const padding = new Uint8Array((4 - (quanta.length % 4)) % 4);
  return [new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength), new Uint8Array(quanta.buffer), padding];
}
