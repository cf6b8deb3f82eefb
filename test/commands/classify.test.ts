import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeFolder, run } from '../cli.ts';

const verdict = z.strictObject({
  id: z.union([z.string(), z.number(), z.null()]),
  outage: z.boolean(),
  current: z.boolean(),
  score: z.number().min(0).max(1),
  phase: z.string(),
  voice: z.enum(['own', 'relayed']).nullable(),
  systems: z.array(z.string()),
  systemsUnaffected: z.array(z.string()),
  systemsCause: z.array(z.string()),
  systemsPlanned: z.array(z.string()),
  systemsSwitchedOff: z.array(z.string()),
  services: z.array(z.string()),
  cause: z.string().nullable(),
  causesDenied: z.array(z.string()),
  advice: z.array(z.string()),
  places: z.array(
    z.object({
      text: z.string().nullable(),
      code: z.string(),
      name: z.string(),
      kind: z.string(),
      method: z.string(),
      confidence: z.number(),
    }),
  ),
  reasons: z.array(z.object({ rule: z.string(), start: z.int(), end: z.int() })),
  version: z.string().min(1),
});

describe('ripplewatch classify', () => {
  it('answers one line for each, in order, in the contract shape', async () => {
    const texts = [
      'EMIS is down at all our sites, phones are fine',
      'Flu clinic on Saturday, book now!',
      'EMIS back up, thank you for your patience',
    ];
    const input = texts.map((text, index) => JSON.stringify({ id: `p${index}`, text, authorKind: 'practice' })).join('\n');
    const { code, out, err } = await run(['classify'], { data: await makeFolder(), input });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const answers = out
      .trim()
      .split('\n')
      .map((line) => verdict.parse(JSON.parse(line)));
    expect(answers.map(({ id, phase, outage }) => ({ id, phase, outage }))).toEqual([
      { id: 'p0', phase: 'disrupted', outage: true },
      { id: 'p1', phase: 'none', outage: false },
      { id: 'p2', phase: 'restored', outage: true },
    ]);
    expect(answers[0]?.systems).toEqual(['emis-web']);
    expect(answers[0]?.systemsUnaffected).toEqual(['phones']);
    for (const [index, answer] of answers.entries()) {
      const length = texts[index]?.length ?? 0;
      if (answer.outage) expect(answer.reasons.length).toBeGreaterThan(0);
      for (const { start, end } of answer.reasons) expect(0 <= start && start < end && end <= length).toBe(true);
    }
  });

  it('takes one text as arguments', async () => {
    const { code, out } = await run(['classify', 'No', 'EMIS', 'this', 'morning', 'in', 'Wilmslow', '--author', 'practice'], {
      data: await makeFolder(),
    });
    expect(code).toBe(0);
    const answer = verdict.parse(JSON.parse(out));
    expect(answer).toMatchObject({ id: null, outage: true, systems: ['emis-web'] });
    expect(answer.places).toContainEqual(expect.objectContaining({ text: 'Wilmslow', code: 'QYG', method: 'gazetteer' }));
  });

  it('answers a bad line on its own line and goes on', async () => {
    const lines = [
      'not json',
      '{"id":"a"}',
      '[1]',
      '{"id":"b","text":"","authorKind":"practice"}',
      '{"id":"c","text":"x","postedAt":"yesterday"}',
      '{"id":"d","text":"\\ud800 broken"}',
    ];
    const { code, out, err } = await run(['classify'], { data: await makeFolder(), input: `${lines.join('\n')}\n\n` });
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; error?: string; phase?: string });
    expect(answers).toHaveLength(6);
    expect(answers.map(({ id, error }) => [id, error !== undefined])).toEqual([
      [null, true],
      ['a', true],
      [null, true],
      ['b', false],
      ['c', true],
      ['d', false],
    ]);
    expect(answers[1]?.error).toContain('text');
    expect(code).toBe(1);
    expect(err).toContain('4 of the lines');
  });

  it('survives a megabyte of text and a stream of nasty characters', async () => {
    const nasty = ['\u0000', '\u202e', '🙂', '<b>', '&amp;', '((((', 'a ', '\ud83d'].map((piece, index) =>
      JSON.stringify({ id: index, text: piece.repeat(Math.floor(1_000_000 / piece.length)) }),
    );
    const { code, out } = await run(['classify'], { data: await makeFolder(), input: nasty.join('\n') });
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(nasty.length);
  });
});
