import { readFileSync } from 'node:fs';
import type { Calibration } from './decide.ts';
import { fingerprint } from './fingerprint.ts';
import type { Layer, Net, PackedNet } from './net.ts';
import { unpackNet } from './net.ts';
import { widthOf } from './weights.ts';

/** What was learned from the training texts; made by `npm run train`, read once when the program starts. */
export interface Model {
  readonly phase: Net;
  readonly role: Net;
  readonly tag: Net;
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
  readonly nets: Readonly<Record<keyof Nets, Size>>;
}

/** How many numbers of a net follow the head, how they are meant, and what stands behind them. */
interface Size {
  readonly columns: number;
  readonly features: number;
  readonly scale: number;
  readonly layer: Layer;
}

type Nets = Readonly<Record<'phase' | 'role' | 'tag', PackedNet>>;

export const modelFile = new URL('../model.bin', import.meta.url);

/** The model that came with the program. Loading throws where the file is missing or cut short. */
export const shipped: Model = decode(readFileSync(modelFile));

/** The file's bytes: a line of JSON that says what it is, then for each table the codes and the quantised weights. */
export function encode(card: Omit<Card, 'nets' | 'name'>, { phase, role, tag }: Nets): Uint8Array {
  const nets = { phase: sizeOf(phase), role: sizeOf(role), tag: sizeOf(tag) };
  const numbers = Buffer.concat([phase, role, tag].flatMap(bytesOf));
  const name = fingerprint(Buffer.concat([Buffer.from(JSON.stringify([nets, card.calibration])), numbers]));
  const head = JSON.stringify({ name, ...card, nets });
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
  const net = ({ columns, features, scale, layer }: Size): Net => {
    const codes = new Int32Array(take(features * 4));
    return unpackNet({
      table: { classes: columns, codes, quanta: new Int8Array(take(features * widthOf(columns))), scale },
      layer,
    });
  };
  return {
    phase: net(card.nets.phase),
    role: net(card.nets.role),
    tag: net(card.nets.tag),
    calibration: card.calibration,
    name: card.name,
  };
}

function sizeOf({ table: { classes, codes, scale }, layer }: PackedNet): Size {
  return { columns: classes, features: codes.length, scale, layer };
}

function bytesOf({ table: { codes, quanta } }: PackedNet): readonly Uint8Array[] {
  return [codes, quanta].map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
}
