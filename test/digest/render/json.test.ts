import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { renderJson } from '../../../src/digest/render/json.ts';
import { makeDigest } from '../digest.ts';

test('it is the digest and nothing else', () => {
  expect(JSON.parse(renderJson(makeDigest()))).toEqual(makeDigest());
});

test('the data dictionary lists exactly its keys, in order, and names the figures', async () => {
  const page = await readFile(new URL('../../../docs/data.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('\n## Digest as JSON\n');
  expect([...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key)).toEqual(Object.keys(makeDigest()));
  for (const key of Object.keys(makeDigest().figures)) expect(section).toContain(`\`${key}\``);
});
