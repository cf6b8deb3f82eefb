import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decode, encode, modelFile, readCard } from '../../../analysis/classify/model.ts';
import { pack, unpack } from '../../../analysis/classify/weights.ts';
import { createClassifier } from '../../../analysis/classify.ts';
import { fitCalibration } from '../../../analysis/learn/calibrate.ts';
import { learn, study } from '../../../analysis/learn/learn.ts';
import { fitLogistic } from '../../../analysis/learn/logistic.ts';
import { fitSoftmax } from '../../../analysis/learn/softmax.ts';
import { readTraining } from '../../../src/evaluate-files.ts';
import { fingerprint } from '../../../src/trained.ts';

const rows = (...lists: number[][]): Int32Array[] => lists.map((list) => Int32Array.from(list));
const plain = { texts: 0, incidents: 0, writers: [], data: '', calibration: { slope: 1, offset: 0 } };

describe('learning', () => {
  test('finds the feature that tells the classes apart, and gives one that says nothing no weight', () => {
    // Feature 0 goes with class 1, feature 1 with class 0, feature 2 with both.
    const weights = fitSoftmax(
      { rows: rows([0, 2], [1, 2], [0, 2], [1, 2]), classes: 2, features: 3 },
      Uint8Array.of(1, 0, 1, 0),
      { strength: 0.1, iterations: 50 },
    );
    const lead = (feature: number): number => (weights[feature * 2 + 1] ?? 0) - (weights[feature * 2] ?? 0);
    expect(lead(0)).toBeGreaterThan(1);
    expect(lead(1)).toBeLessThan(-1);
    expect(Math.abs(lead(2))).toBeLessThan(0.01);
  });

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
    expect(weights.lead(70, 0, 1)).toBeCloseTo(1.75, 1);
    expect(weights.lead(12, 0, 1)).toBeCloseTo(2.5, 1);
    expect(weights.lead(99, 0, 1)).toBe(0);
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
