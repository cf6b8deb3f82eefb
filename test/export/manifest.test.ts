import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { ManifestFacts } from '../../src/export/manifest.ts';
import { buildManifest } from '../../src/export/manifest.ts';

const facts: ManifestFacts = {
  words: 'EMIS Web, 19 July 2024',
  params: { system: 'emis-web', from: '2024-07-19', to: '2024-07-19' },
  url: 'http://127.0.0.1:8140/mentions?system=emis-web',
  rows: 212,
  generatedAt: '2024-07-20T06:00:00.000Z',
  versions: { ripplewatch: '0.1.0', analysis: 'a1' },
  blindInAll: 1,
  blind: [{ channel: 'feed:alder', from: '2024-07-19T07:00:00.000Z', to: null, why: 'no answer' }],
  dataset: { id: 'live', title: 'Live', invented: false },
  format: 'csv',
  showHandles: false,
};

test('the manifest says what was asked, how much came, when, of which version and what could not be seen', () => {
  const manifest = buildManifest(facts);
  expect(manifest).toMatchObject({
    query: { words: facts.words, params: facts.params, url: facts.url },
    rows: 212,
    versions: facts.versions,
    blindPeriodsInAll: 1,
    blindPeriods: [{ channel: 'feed:alder', to: null, why: 'no answer' }],
    notice: null,
  });
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
});

test('a CSV has its columns described, NDJSON has none to describe', () => {
  expect(buildManifest(facts)['columns']).toHaveLength(33);
  expect(buildManifest({ ...facts, format: 'ndjson' })['columns']).toBeNull();
});

test('an invented dataset says so in a sentence', () => {
  const dataset = { id: 'demo', title: 'Demonstration', invented: true };
  expect(buildManifest({ ...facts, dataset })['notice']).toContain('nobody posted');
});

test('the data dictionary lists exactly the keys of the manifest', async () => {
  const page = await readFile(new URL('../../docs/data.md', import.meta.url), 'utf8');
  const [, section = ''] = page.split('\n## Manifest\n');
  const [table = ''] = section.split('\n## ');
  expect([...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key)).toEqual(Object.keys(buildManifest(facts)));
});
