import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPlatforms } from '../scrapers/index.ts';
import { notRead, unbuilt } from '../scrapers/unbuilt.ts';
import { createProgram } from '../src/program.ts';
import { settings } from '../src/settings.ts';
import { createTerminal } from '../src/terminal.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

// The README's tables are checked against the code: on a mismatch the test shows the table as it should be.
describe('the README', () => {
  it('lists every setting as the code has it', () => {
    const rows = settings.map(
      ({ name, default: fallback, says, secret }) =>
        `| \`${name}\` | ${fallback === null || fallback === '' ? 'not set' : `\`${fallback}\``} | ${says}${secret === true ? ' Secret.' : ''} |`,
    );
    expect(section('settings')).toBe(table(['setting', 'default', 'meaning'], rows));
  });

  it('lists every platform as the code has it', () => {
    const why = new Map(unbuilt.map((one) => [one.platform, one.why]));
    const rows = listPlatforms(() => null).map(
      ({ platform, title, state }) =>
        `| ${title} | \`${platform}\` | ${state === 'not-built' ? `not built. ${why.get(platform) ?? ''}` : state} |`,
    );
    expect(section('platforms')).toBe(table(['platform', 'id', 'state'], rows));
  });

  it('lists every command as the code has it', async () => {
    const terminal = createTerminal();
    const program = await createProgram({ terminal, signal: AbortSignal.timeout(1000), exitWith: () => undefined, words: [] });
    const rows = program.commands.flatMap((command) => [
      ...(command.commands.length > 0 ? command.commands : [command]).map((one) => {
        const name = one === command ? command.name() : `${command.name()} ${one.name()}`;
        return `| \`${name}\` | ${one.summary()} |`;
      }),
    ]);
    expect(section('commands')).toBe(table(['command', 'what it does'], rows));
  });

  it('names every dependency with its reason', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const named = new Set([...section('dependencies').matchAll(/`([^`]+)`/g)].map((match) => match[1]));
    const all = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].filter(
      (name) => !name.startsWith('@types/'),
    );
    expect(all.filter((name) => !named.has(name))).toEqual([]);
    expect([...named].filter((name) => name !== undefined && !all.includes(name) && !name.startsWith('node'))).toEqual([]);
  });

  it('has a page that says of each platform which is not read why not', () => {
    const page = readFileSync(join(root, 'docs', 'platforms.md'), 'utf8');
    for (const { title, why } of [...notRead, ...unbuilt]) expect(page).toContain(`| ${title} | ${why} |`);
  });

  it('links to nothing that is not there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(() => readFileSync(join(root, link)), link).not.toThrow();
  });
});

function section(name: string): string {
  return (new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)\\n<!-- /${name} -->`).exec(readme)?.[1] ?? '').trim();
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}
