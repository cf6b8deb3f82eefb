import { describe, expect, it } from 'vitest';
import { systemsOfNotice, systemsOfPage } from '../../analysis/notice.ts';

const page = { title: 'Accurx status page', address: 'https://status.example' };
const notice = (title: string, body = '', components: readonly string[] = []) => ({ title, body, components });

describe('the systems of a Notice', () => {
  it.each<[string, ReturnType<typeof notice>, readonly string[]]>([
    [
      'named in the title, and the page’s where that is another supplier’s',
      notice('EMIS Web integration is slow'),
      ['emis-web', 'accurx'],
    ],
    ['named by a component', notice('Slow for some', '', ['PATCHS', 'NHS login']), ['patchs', 'nhs-login', 'accurx']],
    ['the title’s, whatever else is spoken of', notice('SystmOne is down', 'EMIS Web is not touched.'), ['systmone', 'accurx']],
    [
      'named in what was said where the title names none',
      notice('Degraded', 'Docman users cannot sign in.'),
      ['docman', 'accurx'],
    ],
    ['the page’s where none is named', notice('Degraded performance', 'We are looking into it.'), ['accurx']],
    ['the page’s and the kind of thing where only that is named', notice('Delayed SMS delivery'), ['sms', 'accurx']],
  ])('are %s', (_, given, expected) => {
    expect(systemsOfNotice(given, page)).toEqual(expected);
  });

  it('are those named alone, where one of them is the supplier’s own', () => {
    const emis = { title: 'EMIS Web status page', address: 'https://status.example' };
    expect(systemsOfNotice(notice('EMIS Web is slow, Docman with it'), emis)).toEqual(['emis-web', 'docman']);
    expect(systemsOfNotice(notice('Patient Access is unavailable'), emis)).toEqual(['patient-access']);
  });

  it('are none where neither the entry nor the page names one', () => {
    expect(
      systemsOfNotice(notice('Degraded'), { title: 'Quillsoft status page', address: 'https://status.quillsoft.example' }),
    ).toEqual([]);
  });

  it('of a page are named by its title, or else by its address', () => {
    expect(systemsOfPage({ title: 'Status', address: 'https://status.accurx.example' })).toEqual(['accurx']);
    expect(systemsOfPage({ title: 'EMIS Health status', address: 'https://status.accurx.example' })).toEqual(['emis-web']);
    expect(systemsOfPage({ title: 'Phones and SMS', address: 'not an address' })).toEqual([]);
  });
});
