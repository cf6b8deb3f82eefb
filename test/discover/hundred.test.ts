import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { makeFolder, run } from '../cli.ts';
import { organisation } from '../directory/organisation.ts';
import { codeOf, startFarm } from './farm.ts';

const gapMs = 2000;

it('a hundred practices go from CQC’s file to channels that have been read, at the pace of every day, in minutes', {
  timeout: 240_000,
}, async () => {
  const data = await makeFolder();
  const farm = await startFarm(100, { closed: [7], broken: [13] });
  onTestFinished(() => farm.close());
  const store = await openSqlite(join(data, 'ripplewatch.db'), { areas });
  await store.saveOrganisations(
    Array.from({ length: 101 }, (_, n) =>
      organisation({ code: codeOf(n), name: `Practice ${n} (invented)`, area: n === 100 ? 'QOP' : 'QYG' }),
    ),
  );
  await store.close();
  const file = join(data, 'active.csv');
  const lines = farm.urls.map((url, n) => `1-${n},N,${codeOf(n)},Practice ${n},${url},GP Practices`);
  const others = [
    `1-100,N,${codeOf(100)},Elsewhere,http://elsewhere.invalid,GP Practices`,
    '1-101,Y,,A home,http://home.invalid,Residential social care',
  ];
  const head = 'Location ID,Care home?,Location ODS Code,Location Name,Location Web Address,Location Primary Inspection Category';
  await writeFile(file, [head, ...lines, ...others].join('\n'));

  const env = { RIPPLEWATCH_HOST_GAP: String(gapMs / 1000) };
  const startMs = performance.now();
  const found = await run(['channels', 'discover', '--from', 'cqc', file, '--area', 'QYG'], { data, env });
  const searchedMs = performance.now();
  expect(found.err).toContain('Left out: 1 line a care home, 1 in another area.');
  expect(found.err).toMatch(/refused\. .*robots\.txt asks robots to leave/);
  expect(found.out).toContain('98 websites read, 1 refused, 1 could not be read; 100 websites searched now');
  expect(found.code).toBe(0);
  const accepted = await run(['channels', 'proposals', 'accept', '--all', '--area', 'QYG'], { data, env });
  expect(accepted.out).toMatch(
    /^158 channels accepted, .*0 of 100 practices in NHS Cheshire and Merseyside visible\. 98 more have channels/,
  );
  const collected = await run(['collect', '--json'], { data, env });
  const tookMs = performance.now() - startMs;
  expect(JSON.parse(collected.out)).toMatchObject({ channels: 158, failures: {}, waiting: 0 });

  const after = await run(['channels', 'proposals', 'accept', '--all', '--area', 'QYG'], { data, env });
  expect(after.out).toContain('98 of 100 practices in NHS Cheshire and Merseyside visible.');
  expect(tookMs).toBeLessThan(90_000);
  // Within one command each host got its rest before every request; a page belongs to the robots.txt that was asked for just before it.
  let pairs = 0;
  for (const requests of farm.asked) {
    const within = requests.filter(({ atMs }) => atMs < searchedMs);
    for (const [at, { path, atMs }] of within.entries()) {
      const before = within[at - 1];
      if (before === undefined || (before.path === '/robots.txt' && path === '/')) continue;
      pairs += 1;
      expect(atMs - before.atMs).toBeGreaterThan(gapMs - 50);
    }
  }
  expect(pairs).toBeGreaterThan(50);
});
