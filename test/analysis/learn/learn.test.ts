import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Features } from '../../../analysis/classify/features.ts';
import { newFeatures } from '../../../analysis/classify/features.ts';
import { decode, encode, modelFile, readCard } from '../../../analysis/classify/model.ts';
import { unpackNet } from '../../../analysis/classify/net.ts';
import { pack, unpack } from '../../../analysis/classify/weights.ts';
import { createClassifier } from '../../../analysis/classify.ts';
import { fitCalibration } from '../../../analysis/learn/calibrate.ts';
import { learn, study } from '../../../analysis/learn/learn.ts';
import { fitLogistic } from '../../../analysis/learn/logistic.ts';
import type { FittedNet } from '../../../analysis/learn/net.ts';
import { fitNet } from '../../../analysis/learn/net.ts';
import { fitNets } from '../../../analysis/learn/nets.ts';
import { softmaxLoss } from '../../../analysis/learn/softmax.ts';
import { readTraining } from '../../../src/evaluate-files.ts';
import { fingerprint } from '../../../src/trained.ts';

const rows = (...lists: number[][]): Int32Array[] => lists.map((list) => Int32Array.from(list));
const plain = { texts: 0, incidents: 0, writers: [], data: '', calibration: { slope: 1, offset: 0 } };

describe('learning', () => {
  test('finds several classes that hold at once', () => {
    const weights = fitLogistic({ rows: rows([0], [1], [0, 1], [2]), classes: 2, features: 3 }, [[0], [1], [0, 1], []], {
      strength: 0.05,
      iterations: 60,
    });
    expect(weights[0]).toBeGreaterThan(1);
    expect(weights[3]).toBeGreaterThan(1);
    expect(weights[4]).toBeLessThan(0);
  });

  test('a calibration of honest odds leaves them as they are, one of boasts shrinks them', () => {
    // Odds of 3 to 1 that come true three times in four.
    const odds = Array.from({ length: 400 }, (_, at) => (at < 200 ? Math.log(3) : -Math.log(3)));
    const outages = odds.map((one, at) => (one > 0 ? at % 4 !== 0 : at % 4 === 0));
    const honest = fitCalibration(odds, outages);
    expect(honest.slope).toBeCloseTo(1, 2);
    expect(honest.offset).toBeCloseTo(0, 2);
    expect(
      fitCalibration(
        odds.map((one) => one * 4),
        outages,
      ).slope,
    ).toBeCloseTo(0.25, 2);
  });

  test('weights survive being packed, to within their grain, and unknown features weigh nothing', () => {
    const packed = pack(2, Int32Array.of(70, -5, 12), Float64Array.of(1.5, -0.25, 0.001, 0, 0.5, -2));
    const weights = unpack(packed);
    expect([...packed.codes]).toEqual([12, 70]);
    const of = (...codes: number[]): number[] => {
      const sums = new Float64Array(2);
      weights.add(Int32Array.from(codes), codes.length, sums);
      return [...sums];
    };
    expect(of(70)[0]).toBeCloseTo(1.5, 1);
    expect(of(70, 12, 70)[1]).toBeCloseTo(-2.25, 1);
    expect(of(99)).toEqual([0, 0]);
  });
});

describe('a net', () => {
  // What no sum can tell: class 1 holds where exactly one of features 0 and 1 stands, and feature 2 always does.
  const either = {
    rows: Array.from({ length: 200 }, (_, at) => Int32Array.from([...(at & 1 ? [0] : []), ...(at & 2 ? [1] : []), 2])),
    classes: 2,
    features: 3,
  };
  const held = Uint8Array.from(either.rows, (row) => (row.length === 2 ? 1 : 0));
  const options = { hidden: 8, rounds: 40, drop: { features: 0, hidden: 0 }, step: 0.1 };
  const learned = fitNet(either, options, softmaxLoss(held), 20_240_719);
  const net = unpackNet({ table: pack(10, Int32Array.of(5, 6, 7), learned.weights), layer: learned.layer });
  const post = (...codes: number[]): Features => ({ ...newFeatures(), code: Int32Array.from(codes), length: codes.length });
  const ahead = (...codes: number[]): number => {
    const [no = 0, yes = 0] = net.score(post(...codes));
    return yes - no;
  };

  test('learns what depends on two features together', () => {
    expect(ahead(5, 7)).toBeGreaterThan(1);
    expect(ahead(6, 7)).toBeGreaterThan(1);
    expect(ahead(7)).toBeLessThan(-1);
    expect(ahead(5, 6, 7)).toBeLessThan(-1);
  });

  test('gives the same bits for the same rows', () => {
    expect(fitNet(either, options, softmaxLoss(held), 20_240_719)).toEqual(learned);
  });

  test('learned several times is one that answers as all of them do in the mean', () => {
    const loss = softmaxLoss(held);
    const scoresOf = ({ weights, layer }: FittedNet, codes: readonly number[]): readonly number[] => {
      const columns = layer.classes + layer.hidden;
      const sums = Array.from({ length: columns }, (_, at) =>
        codes.reduce((sum, code) => sum + (weights[code * columns + at] ?? 0), layer.bias[at] ?? 0),
      );
      return [0, 1].map((one) =>
        sums
          .slice(2)
          .reduce((sum, unit, at) => sum + Math.max(0, unit) * (layer.out[one * layer.hidden + at] ?? 0), sums[one] ?? 0),
      );
    };
    const together = fitNets(either, { ...options, nets: 3 }, loss);
    const alone = [0, 1, 2].map((at) => fitNet(either, options, loss, 20_240_719 + at));
    expect(together.layer.hidden).toBe(24);
    expect(alone[1]).not.toEqual(alone[0]);
    for (const codes of [[0, 2], [1, 2], [2], [0, 1, 2]]) {
      const each = alone.map((net) => scoresOf(net, codes));
      const all = scoresOf(together, codes);
      for (const one of [0, 1]) expect(all[one]).toBeCloseTo(each.reduce((sum, scores) => sum + (scores[one] ?? 0), 0) / 3, 2);
    }
  });

  test('says of each feature what it adds, through the units that speak in this post', () => {
    // Feature 5 speaks for class 0 by itself, and for class 1 through the one unit, which feature 6 silences. Weights of 0 and 1 are kept exactly.
    const table = pack(3, Int32Array.of(5, 6), Float64Array.of(1, 0, 1, 0, 0, -1));
    const made = unpackNet({ table, layer: { classes: 2, hidden: 1, bias: [0.5, 0, 0], out: [0, 3] } });
    expect([...made.score(post(5))]).toEqual([1.5, 3]);
    expect([5, 6, 99].map((code) => made.lead(code, 1, 0))).toEqual([2, -3, 0]);
    expect([...made.score(post(5, 6))]).toEqual([1.5, 0]);
    expect([5, 6, 99].map((code) => made.lead(code, 1, 0))).toEqual([-1, 0, 0]);
  });
});

describe('the model', () => {
  test('the same texts give the same bytes, and a classifier that reads what it was taught', async () => {
    const labels = (await readTraining()).filter((_, at) => at % 40 === 0);
    const [one, two] = [learn(study(labels)), learn(study(labels))].map((tables) => encode(plain, tables));
    expect(Buffer.compare(one ?? new Uint8Array(), two ?? new Uint8Array())).toBe(0);
    const classify = createClassifier(decode(one ?? new Uint8Array()));
    const right = labels.filter(
      ({ text, authorKind, outage }) => classify({ text, authorKind: authorKind ?? undefined }).outage === outage,
    );
    expect(right.length / labels.length).toBeGreaterThan(0.9);
  });

  test('the one that ships was made from the texts that ship', async () => {
    const labels = await readTraining();
    const card = readCard(readFileSync(modelFile));
    expect(card.data, 'the texts have changed: run `npm run train`').toBe(fingerprint(labels));
    expect(card.texts).toBe(labels.length);
  });

  test('a file that is cut short, or is no model, is refused with what to do', () => {
    const bytes = readFileSync(modelFile);
    expect(() => decode(bytes.subarray(0, 10_000))).toThrow(/cut short.*npm run train/);
    expect(() => decode(Buffer.from('nothing'))).toThrow(/no head.*npm run train/);
  });
});
