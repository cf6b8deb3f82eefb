import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/core/types.ts';
import type { GivenCorrection } from '../../src/store/correction.ts';
import { readCorrection, readReviewer } from '../../src/store/correction.ts';
import { vocabulary } from '../../src/vocabulary.ts';
import { makeMention } from './samples.ts';

const disrupted = makeMention('a').verdict;
const quiet = makeMention('a', { verdict: { phase: 'none', systems: [] } }).verdict;

function read(given: GivenCorrection, machine: Verdict = disrupted) {
  return readCorrection(given, machine, vocabulary);
}

describe('a correction', () => {
  it('keeps what was said in the vocabulary’s own spelling, each id once, and nothing of what was not', () => {
    expect(
      read({
        phase: ' Restored ',
        voice: 'own',
        systems: ['EMIS-Web', 'emis-web', 'other:Rota Pro'],
        systemsCause: [],
        services: ['records', 'appointments'],
        cause: 'none',
        places: ['qyg'],
        note: '  over\r\nnow ',
      }),
    ).toEqual({
      phase: 'restored',
      voice: 'own',
      systems: ['emis-web', 'other:Rota Pro'],
      systemsCause: [],
      services: ['appointments', 'records'],
      cause: null,
      places: ['QYG'],
      note: 'over\nnow',
    });
    expect(read({ phase: '', voice: undefined, note: ' ' })).toEqual({});
  });

  it('pins the voice that stood beside a chosen outage phase', () => {
    expect(read({ phase: 'recovering' })).toEqual({ phase: 'recovering', voice: 'own' });
    expect(read({ phase: 'none' })).toEqual({ phase: 'none' });
    expect(read({ systems: ['eps'] })).toEqual({ systems: ['eps'] });
  });

  it.each<[GivenCorrection, Verdict, string, string]>([
    [{ phase: 'broken' }, disrupted, 'phase', 'it takes disrupted, recovering'],
    [{ voice: 'mine' }, disrupted, 'voice', 'it takes own, relayed'],
    [{ systems: ['emis'] }, disrupted, 'systems', 'did you mean emis-web'],
    [{ systemsPlanned: ['other:'] }, disrupted, 'systemsPlanned', 'is not known'],
    [{ services: ['haircuts'] }, disrupted, 'services', 'is not known'],
    [{ cause: 'gremlins' }, disrupted, 'cause', 'it takes third-party-update'],
    [{ places: ['Cheshire'] }, disrupted, 'places', 'QYG (NHS Cheshire and Merseyside)'],
    [{ voice: 'own', phase: 'none' }, disrupted, 'voice', 'does not go with the phase none'],
    [{ voice: 'own' }, quiet, 'voice', 'does not go with the phase none'],
    [{ phase: 'disrupted' }, quiet, 'voice', 'is needed with the phase disrupted'],
    [{ cause: 'cyber' }, quiet, 'cause', 'does not go with the phase none'],
    [{ phase: 'planned', systems: ['eps'] }, disrupted, 'systems', 'there they belong in systemsPlanned'],
    [{ systems: ['eps'], systemsUnaffected: ['eps'] }, disrupted, 'systemsUnaffected', 'both name eps'],
    [{ note: 'a\u0000b' }, disrupted, 'note', 'control character'],
    [{ note: 'x'.repeat(2001) }, disrupted, 'note', 'at most 2000'],
    [{ systems: Array.from({ length: 101 }, () => 'eps') }, disrupted, 'systems', 'at most 100'],
  ])('%j is refused in a sentence that names the field', (given, machine, field, words) => {
    expect(() => read(given, machine)).toThrow(expect.objectContaining({ name: 'InputError', field }) as Error);
    expect(() => read(given, machine)).toThrow(words);
  });

  it('is signed with a printable name', () => {
    expect(readReviewer('  Sam Taylor ')).toBe('Sam Taylor');
    for (const name of ['', ' ', 'a\nb', 'x'.repeat(81)]) expect(() => readReviewer(name)).toThrow('1 to 80 printable');
  });
});
