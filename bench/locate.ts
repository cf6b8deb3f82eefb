import { createLocator } from '../analysis/locate.ts';
import { createDirectory } from '../src/directory/directory.ts';
import { makeOrganisations } from './names.ts';
import { race, ratio } from './timing.ts';

/**
 * Microseconds a post for saying where it is, with 5,000 and with 60,000 names, on texts that name no place and on texts that name a town or an
 * organisation, beside a plain loop over the same characters; and what the tables take to build.
 */
export async function benchLocate(posts: number): Promise<object> {
  const report: Record<string, object> = {};
  const perSecond: number[] = [];
  for (const size of [5000, 60_000]) {
    const organisations = makeOrganisations(size);
    const begun = performance.now();
    const directory = await createDirectory([organisations]);
    const locate = createLocator({ directory });
    const buildMs = performance.now() - begun;
    const silent = Array.from({ length: posts }, (_, index) => textOf(index, 'Update for patients'));
    const named = Array.from({ length: posts }, (_, index) =>
      textOf(index, index % 2 === 0 ? 'EMIS is down in Leeds' : `${organisations[index % size]?.name ?? ''}:`),
    );
    const all = (texts: readonly string[]) => () => {
      for (const text of texts) locate({ text, postedAt: '2026-09-01T09:00:00.000Z' }, null);
    };
    const rates = await race(posts, 7, { silent: all(silent), named: all(named), scan: () => sumOf(silent) });
    perSecond.push(rates['silent'] ?? Number.NaN);
    report[`names${size}`] = {
      microsecondsWithoutPlace: microseconds(rates['silent']),
      microsecondsWithPlace: microseconds(rates['named']),
      microsecondsOfPlainLoop: microseconds(rates['scan']),
      buildMs: Math.round(buildMs),
    };
  }
  return { ...report, rateOf60000To5000: ratio(perSecond[1], perSecond[0]) };
}

// About 200 characters of a post about IT, different in each, flat in memory as posts from JSON are.
function textOf(index: number, opening: string): string {
  const [first = '', second = '', third = ''] = [0, 1, 2].map((turn) => sentences[(index * 7 + turn * 3) % sentences.length]);
  return JSON.parse(JSON.stringify(`${opening} ${first} ${second} ${third} Ref ${index}.`.slice(0, 200))) as string;
}

const sentences = [
  'our computers have been slow since early this morning and nobody can tell us when it will be fixed.',
  'please bear with the reception team while they work through it all by hand.',
  'Repeat requests will take longer than usual today and we are sorry for that.',
  'The helpdesk says engineers are working on the fault and will write again after lunch.',
  'If it can wait until tomorrow then please let it wait.',
  'Anyone with an appointment should come as normal, the doctors are all in.',
  'We hope to have better news soon and will post it on this page.',
];

function sumOf(texts: readonly string[]): number {
  let sum = 0;
  for (const text of texts) for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

function microseconds(perSecond: number | undefined): number {
  return Number((1_000_000 / (perSecond ?? Number.NaN)).toPrecision(3));
}
