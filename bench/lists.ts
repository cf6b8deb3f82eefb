import { join } from 'node:path';
import { areas } from '../analysis/areas.ts';
import { phases } from '../src/core/types.ts';
import type { MentionQuery } from '../src/store/filters.ts';
import { outagePhases } from '../src/store/query.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { loadStore } from './load.ts';
import { makeMentions } from './mentions.ts';

/** What a reader of the mentions page may ask of a store that `bench:data` made; the last ones hold nothing, which is the hardest. */
const questions: Readonly<Record<string, Partial<MentionQuery>>> = {
  'outage posts': {},
  'every phase': { phases },
  'one system': { systems: ['emis-web'] },
  'a rare system': { systems: ['swan'] },
  'all of England': { areas: ['GB-ENG'] },
  'a region, a system, practices, own': { areas: ['Y62'], systems: ['emis-web'], authorKinds: ['practice'], voice: 'own' },
  'one week': { from: '2024-08-01T00:00:00.000Z', to: '2024-08-08T00:00:00.000Z' },
  'an hour of one platform': { phases, from: '2024-08-01T10:00:00.000Z', to: '2024-08-01T11:00:00.000Z', platforms: ['feed'] },
  'another role of a system': { systems: ['crowdstrike-falcon'], role: 'cause' },
  'a service and a cause': { services: ['phones'], causes: ['supplier'] },
  'several of everything': {
    ...{ systems: ['emis-web', 'phones', 'systmone'], areas: ['Y62', 'Y63'], platforms: ['feed', 'web'], voice: 'own' },
    ...{ phases: ['disrupted', 'recovering'], authorKinds: ['practice', 'pharmacy'] },
  },
  'one organisation': { phases, organisations: ['BENCH-3'] },
  'one channel': { phases, channels: ['feed:bench-3'] },
  'checked by a person': { phases, reviewed: 'yes' },
  'frequent filters, nothing in common': { phases: ['none'], systems: ['emis-web'] },
  'rare filters, nothing in common': { systems: ['medicus'], causes: ['cyber'] },
  'words: a system, an area': { systems: ['emis-web'], areas: ['Y62'], text: 'prescriptions' },
  'words: surgery': { phases, text: 'surgery' },
  'words: prescriptions delayed': { phases, text: 'prescriptions delayed' },
  'words: patience': { text: 'patience' },
  'words: a name': { phases, text: 'Farngate' },
  'words: nowhere': { phases, text: 'zzzz' },
};

/** Where a reader who pages on and on would be. */
const depths = [null, '1750000000000.0', '1735000000000.0', '1722500000000.0'];

/** Milliseconds of each question at four depths, ten times each, beside the time this process took of a processor meanwhile. */
export async function benchLists(given: string | null, folder: string): Promise<object> {
  const file = given ?? join(folder, 'lists.db');
  if (given === null) await loadStore(file, makeMentions(100_000));
  const store = await openSqlite(file, { areas });
  const report: Record<string, object> = {};
  const all: Record<'lists' | 'words', number[]> = { lists: [], words: [] };
  for (const [name, asked] of Object.entries(questions)) {
    const query: MentionQuery = { dataset: 'live', phases: outagePhases, ...asked };
    const times: number[] = [];
    const cpu = process.cpuUsage();
    let total = 0;
    for (let round = 0; round < 10; round += 1) {
      for (const after of depths) {
        const begun = performance.now();
        const page = await store.mentions(query, { limit: 50, after });
        times.push(performance.now() - begun);
        total = page.total;
      }
    }
    const { user, system } = process.cpuUsage(cpu);
    all[query.text === undefined ? 'lists' : 'words'].push(...times);
    report[name] = {
      total,
      p50Ms: at(times, 0.5),
      p95Ms: at(times, 0.95),
      cpuMs: Math.round((user + system) / times.length / 100) / 10,
    };
  }
  await store.close();
  return { questions: report, listsP95Ms: at(all.lists, 0.95), wordsP95Ms: at(all.words, 0.95) };
}

function at(times: readonly number[], share: number): number {
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN);
}
