import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from './cli.ts';
import { runHere } from './here.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

/** What the README shows under a command; an ellipsis at the end stands for the rest. */
function shown(command: string): string {
  const [, after = ''] = readme.split(`$ npx ripplewatch ${command}\n`);
  expect(after, `the README shows "${command}"`).not.toBe('');
  return (after.split(/^(?:\$ |```)/m)[0] ?? '').trimEnd();
}

// The five minutes of the README are real output: on a mismatch the test shows what it should be.
describe('the tour', () => {
  it('shows what the commands print', async () => {
    const data = await makeFolder();
    const say = async (...words: string[]): Promise<string> => {
      const { out, err } = await runHere(words, data);
      return `${out}${err}`.trimEnd();
    };
    expect(shown('demo').split('\n')[0]).toBe(await say('demo'));

    const text = 'EMIS is down at our Wilmslow site, but the phones are fine';
    expect(shown(`classify "${text}" --author practice`)).toBe(await say('classify', text, '--author', 'practice'));

    const options = ['--format', 'csv', '--system', 'emis-web', '--area', 'Y62', '--output'];
    const file = join(data, 'emis-north-west.csv');
    const exported = await say('export', ...options, file);
    expect(shown(`export ${options.join(' ')} emis-north-west.csv`)).toBe(exported.replaceAll(file, 'emis-north-west.csv'));

    const lines = shown('digest --date 2024-07-19').split('\n');
    expect(lines.pop()).toBe('…');
    expect(lines).toEqual((await say('digest', '--date', '2024-07-19')).split('\n').slice(0, lines.length));
  });
});
