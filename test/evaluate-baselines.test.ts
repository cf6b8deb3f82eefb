import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runBaselines } from '../src/evaluate-baselines.ts';

const things = ['records', 'phones', 'email', 'printers', 'labels', 'bookings'];
const train = things.flatMap((thing) => [
  { text: `the ${thing} crashed again and nothing loads`, outage: true, phase: 'disrupted' as const },
  { text: `lovely weather for a walk, bring your ${thing}`, outage: false, phase: 'none' as const },
]);
const texts = ['everything crashed and nothing loads', 'bring a friend for a walk', 'crashed', ''];
const signal = new AbortController().signal;

describe('the baselines', () => {
  it('learn from the texts they are given, and answer every text in order', async () => {
    let steps = 0;
    const [bayes, logistic, phrases] = await runBaselines({
      names: ['bayes', 'logistic', 'phrases'],
      train,
      texts,
      logisticTexts: 10,
      signal,
      onAnswer: () => (steps += 1),
    });
    expect(bayes?.trainedOn).toEqual({ texts: 12, of: 12 });
    expect(bayes?.answers.slice(0, 3).map(({ outage, phase }) => [outage, phase])).toEqual([
      [true, 'disrupted'],
      [false, 'none'],
      [true, 'disrupted'],
    ]);
    expect(logistic?.trainedOn).toEqual({ texts: 10, of: 12 });
    expect(logistic?.answers.slice(0, 3).map(({ outage, phase }) => [outage, phase])).toEqual([
      [true, null],
      [false, null],
      [true, null],
    ]);
    for (const { score } of [...bayes!.answers, ...logistic!.answers])
      expect(score === null || (score >= 0 && score <= 1)).toBe(true);
    expect(phrases?.trainedOn).toBeNull();
    expect(phrases?.answers.map(({ outage }) => outage)).toEqual([true, false, true, false]);
    expect([bayes, logistic].map((one) => one?.answers.length)).toEqual([4, 4]);
    expect(steps).toBe(8);
  });

  it('say so when there is nothing to learn, instead of answering all the same', async () => {
    const onlyOutages = train.filter(({ outage }) => outage);
    await expect(runBaselines({ names: ['bayes'], train: onlyOutages, texts, logisticTexts: 10, signal })).rejects.toThrow(
      "natural's naive Bayes cannot be trained: it needs texts with an outage and texts without",
    );
  });

  it('stop when they are told to', async () => {
    const stopping = new AbortController();
    const many = Array.from({ length: 40 }, (_, at) =>
      train.map((one) => ({ ...one, text: `${one.text} ${at} word${at} more${at * 7}` })),
    ).flat();
    const running = runBaselines({ names: ['logistic'], train: many, texts, logisticTexts: 480, signal: stopping.signal });
    setTimeout(() => stopping.abort(), 50);
    await expect(running).rejects.toThrow('was stopped before it had answered every text');
  });

  it('never load natural into the thread that asks', async () => {
    const script = `
      import(${JSON.stringify(join(import.meta.dirname, '..', 'src', 'evaluate-baselines.ts'))}).then(async ({ runBaselines }) => {
        const [bayes] = await runBaselines({
          names: ['bayes'], train: ${JSON.stringify(train)}, texts: ['crashed'], logisticTexts: 10, signal: new AbortController().signal,
        });
        if (bayes.answers[0]?.outage !== true) throw new Error('it did not answer');
        process.stdout.write(JSON.stringify(Object.keys(require.cache)));
      });
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--eval', script]);
    expect((JSON.parse(stdout) as string[]).filter((file) => file.includes('classifiers'))).toEqual([]);
  });
});
