import type { Digest } from '../../src/digest/digest.ts';
import { minutesIn, morningAfter } from './day.ts';

/** A small complete Digest with a block of every kind. */
export function makeDigest(parts: Partial<Digest> = {}): Digest {
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    at: minutesIn(hour * 60),
    label: `${String(hour).padStart(2, '0')}:00`,
    disrupted: hour === 9 ? 12 : 0,
    recovering: hour === 10 ? 3 : 0,
    restored: hour === 11 ? 1 : 0,
    blind: hour === 4,
    ahead: hour > 20,
  }));
  return {
    shape: 1,
    day: '2024-07-19',
    dayInWords: 'Friday 19 July 2024',
    from: minutesIn(0),
    to: minutesIn(24 * 60),
    generatedAt: morningAfter,
    partial: false,
    dataset: { id: 'live', title: 'Collected posts', invented: false },
    filters: null,
    url: 'https://watch.example/mentions?from=2024-07-19&to=2024-07-19',
    subject: 'Ripplewatch digest: Friday 19 July 2024 – 16 organisations posted, most about EMIS Web',
    banner: null,
    answer: ['On Friday 19 July 2024, 16 organisations posted about a disruption; most named EMIS Web.', 'It began about 09:10.'],
    highlights: [{ value: '16', label: 'organisations' }],
    sections: [
      { id: 'when', title: 'When', blocks: [{ kind: 'hours', hours, says: '16 posts by hour.' }] },
      {
        id: 'where',
        title: 'Where',
        blocks: [
          { kind: 'list', items: ['At least 2 of the 881 EMIS Web practices in the North West have posted about it.'] },
          {
            kind: 'table',
            columns: [
              { title: 'Area', numeric: false },
              { title: 'First post', numeric: true },
            ],
            rows: [['Greater Manchester', '09:10']],
          },
        ],
      },
      {
        id: 'what',
        title: 'Which systems',
        blocks: [{ kind: 'bars', title: 'Organisations', bars: [{ label: 'EMIS Web', value: 16 }] }],
      },
      {
        id: 'voices',
        title: 'Who says so',
        blocks: [
          { kind: 'text', text: '16 own reports.' },
          {
            kind: 'quote',
            title: 'First own report',
            text: 'EMIS is down.',
            source: 'Alder Lane, 09:10',
            url: 'https://alder.example/1',
          },
        ],
      },
    ],
    footer: ['Made by Ripplewatch on 20 July 2024 at 07:00. All times are London time.'],
    figures: {
      totals: { mentions: 16, organisations: 16, undated: 0, statements: 1 },
      undated: 0,
      before: [null, null, null, null, null, null, { mentions: 1, organisations: 1 }],
      systems: [],
      areas: [],
      authorKinds: [],
      voices: [],
      causes: [],
      shares: [],
      leadTimes: [],
    },
    ...parts,
  };
}

/** What somebody might put into a post, a name or a channel's title. */
export const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt;',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '| a | b |',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '`code`',
  '<https://evil.example>',
  'https://evil.example/login',
  'www.evil.example',
  '***',
  '---',
];

/** The small Digest with one text from outside in every place a text can be. */
export function digestWith(text: string): Digest {
  return makeDigest({
    banner: text,
    answer: [text, text],
    footer: [text],
    highlights: [{ value: text, label: text }],
    sections: [
      {
        id: 'what',
        title: text,
        blocks: [
          { kind: 'text', text },
          { kind: 'list', items: [text] },
          { kind: 'table', columns: [{ title: text, numeric: false }], rows: [[text]] },
          { kind: 'bars', title: text, bars: [{ label: text, value: 1 }] },
          { kind: 'hours', hours: [], says: text },
          { kind: 'quote', title: text, text, source: text, url: null },
        ],
      },
    ],
  });
}
