import { beforeAll, describe, expect, it } from 'vitest';
import { phases } from '../../../src/core/types.ts';
import type { MentionQuery } from '../../../src/store/filters.ts';
import type { Engine } from '../engines.ts';
import { makeMention, placeIn } from '../samples.ts';
import { outage, useStore } from './given.ts';

export function checkAsking(engine: Engine): void {
  describe('asking for Mentions', () => {
    const given = useStore(engine, 'once');
    const { save, ids, all } = given;
    beforeAll(async () => {
      await save([
        makeMention('emis'),
        makeMention('eps', {
          post: {
            platform: 'web',
            channel: 'web:two',
            text: 'Préscriptions late, e-RS slow',
            postedAt: '2024-07-19T09:00:00.000Z',
          },
          verdict: {
            systems: ['eps'],
            systemsUnaffected: ['emis-web'],
            systemsCause: ['crowdstrike-falcon'],
            services: ['prescriptions'],
            cause: 'supplier',
          },
          places: [placeIn('QOLD', 'icb'), placeIn('N81086', 'organisation')],
          organisation: 'N81086',
          statement: 's1',
        }),
        makeMention('relay', {
          post: {
            author: { kind: 'patient', name: 'Secretname', handle: null, private: true },
            postedAt: null,
            text: 'my GP says',
          },
          verdict: { phase: 'recovering', voice: 'relayed', systemsPlanned: ['phones'], systemsSwitchedOff: ['econsult'] },
          places: [placeIn('WAL', 'country')],
          organisation: null,
        }),
        makeMention('fine', { verdict: { phase: 'unaffected', systems: [], systemsUnaffected: ['emis-web'] }, places: [] }),
      ]);
    });

    it.each<[Partial<MentionQuery>, string[]]>([
      [{}, ['emis', 'eps', 'relay']],
      [{ phases }, ['emis', 'eps', 'fine', 'relay']],
      [{ phases: ['unaffected', 'planned'] }, ['fine']],
      [{ phases: [] }, []],
      [{ systems: ['emis-web', 'eps'] }, ['emis', 'eps', 'relay']],
      [{ systems: ['emis-web'], role: 'unaffected', phases }, ['eps', 'fine']],
      [{ systems: ['crowdstrike-falcon'], role: 'cause' }, ['eps']],
      [{ systems: ['phones'], role: 'planned' }, ['relay']],
      [{ systems: ['econsult'], role: 'switched-off' }, ['relay']],
      [{ areas: ['QYG'] }, ['emis']],
      [{ areas: ['QNEW'] }, ['eps']],
      [{ areas: ['Y62'] }, ['emis', 'eps']],
      [{ areas: ['WAL', 'ENG'] }, ['emis', 'eps', 'relay']],
      [{ areas: ['N81086'] }, []],
      [{ services: ['prescriptions'] }, ['eps']],
      [{ causes: ['supplier', 'cyber'] }, ['eps']],
      [{ voice: 'relayed' }, ['relay']],
      [{ authorKinds: ['practice'] }, ['emis', 'eps']],
      [{ platforms: ['web'] }, ['eps']],
      [{ channels: ['feed:one'] }, ['emis', 'relay']],
      [{ organisations: ['N81086'] }, ['eps']],
      [{ statement: 's1' }, ['eps']],
      [{ from: '2024-07-19T09:00:00.000Z' }, ['eps']],
      [{ to: '2024-07-19T09:00:00.000Z' }, ['emis']],
      [{ dataset: 'other' }, []],
      [{ text: 'PRESCRIPTIONS e-rs' }, ['eps']],
      [{ text: 'bear EMIS' }, ['emis']],
      [{ text: 'late morning' }, []],
      [{ text: 'Invented Surgery' }, ['emis', 'eps']],
      [{ text: 'Secretname' }, []],
      [{ text: 'EMIS OR late' }, []],
      [{ text: 'pres*' }, []],
      [{ text: '"late' }, ['eps']],
      [{ text: "') OR 1=1 --" }, []],
      [{ systems: ["x' OR '1'='1"] }, []],
      [{ text: '$where' }, []],
      [{ text: '{"$gt":""}' }, []],
      [{ dataset: '$ne' }, []],
      [{ statement: '{"$ne":null}' }, []],
      [{ channels: ['$exists', '{"$ne":null}'] }, []],
      [{ organisations: ['$regex', '__proto__', '.*'] }, []],
      [{ areas: ['$in', 'constructor'] }, []],
    ])('finds for %j exactly %j', async (part, expected) => {
      const query = { ...outage, ...part };
      expect(await ids(query)).toEqual(expected);
      expect((await given.store.count(query)).mentions).toBe(expected.length);
      expect((await all(query)).map(({ post }) => post.id).sort()).toEqual(expected);
    });

    it('adds up Mentions, Organisations, undated ones and Statements', async () => {
      expect(await given.store.count(outage)).toEqual({ mentions: 3, organisations: 2, undated: 1, statements: 1 });
      expect(await given.store.count({ ...outage, dataset: 'none' })).toEqual({
        mentions: 0,
        organisations: 0,
        undated: 0,
        statements: 0,
      });
    });

    it('knows the newest date of a query', async () => {
      expect(await given.store.latest(outage)).toBe('2024-07-19T09:00:00.000Z');
      expect(await given.store.latest({ ...outage, systems: ['nothing'] })).toBeNull();
      expect(await given.store.latest({ ...outage, voice: 'relayed' })).toBeNull();
    });
  });
}
