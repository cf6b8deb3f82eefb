import { describe, expect, test } from 'vitest';
import { runHere } from '../here.ts';

/** Explaining needs no data folder and makes none. */
const nowhere = 'no-such-folder';

describe('ripplewatch explain', () => {
  test('says what a text is read as and quotes the words that decided it', async () => {
    const { out } = await runHere(['explain', 'SystmOne is down, phones are working', '--author', 'practice'], nowhere);
    expect(out).toContain('An outage, going on now.');
    expect(out).toContain('Disrupted: SystmOne');
    expect(out).toContain('Said to be unaffected: Phones');
    expect(out).toMatch(/"is down" {2}\(fault\./);
  });

  test('gives the Verdict as JSON, with offsets into the text', async () => {
    const text = 'Our phones are down 📞';
    const { out } = await runHere(['explain', text, '--json'], nowhere);
    const verdict = JSON.parse(out) as { outage: boolean; reasons: { start: number; end: number }[] };
    expect(verdict.outage).toBe(true);
    for (const { start, end } of verdict.reasons) expect(text.slice(start, end).trim()).not.toBe('');
  });

  test('says so when nothing is the matter', async () => {
    const { out } = await runHere(['explain', 'Flu clinic on Saturday, book at reception'], nowhere);
    expect(out).toContain('No outage');
  });

  test('refuses an author it does not know and names those it does', async () => {
    const { err, code } = await runHere(['explain', 'EMIS is down', '--author', 'surgery'], nowhere);
    expect(code).not.toBe(0);
    expect(err).toContain('practice, pharmacy');
  });
});
