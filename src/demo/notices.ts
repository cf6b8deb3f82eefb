import { addMs, startOfHour } from '../core/time.ts';
import type { Channel, Instant, Notice, Run } from '../core/types.ts';
import { unasked } from './runs.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly impact: string;
  readonly components: readonly string[];
  /** When each thing was said, the supplier's word for it, and the words. */
  readonly said: readonly (readonly [at: Instant, status: string, text: string])[];
}

interface Page {
  readonly slug: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** What the suppliers' own pages might have said that day. Written for the demonstration; no supplier published this. */
const pages: readonly Page[] = [
  {
    slug: 'emis',
    title: 'EMIS Web status page (invented)',
    entries: [
      {
        id: 'demo-notice-emis-1',
        title: 'EMIS Web: some users cannot sign in or see records',
        impact: 'critical',
        components: ['EMIS Web'],
        said: [
          ['2024-07-19T06:55:00.000Z', 'Investigating', 'We are looking into reports that some users cannot sign in.'],
          ['2024-07-19T08:20:00.000Z', 'Identified', 'An update of a third party has stopped servers that we depend on.'],
          ['2024-07-19T13:40:00.000Z', 'Monitoring', 'Servers are coming back; it may be slow for a while.'],
          ['2024-07-20T09:10:00.000Z', 'Resolved', 'EMIS Web is working as usual.'],
        ],
      },
    ],
  },
  {
    slug: 'accurx',
    title: 'Accurx status page (invented)',
    entries: [
      {
        id: 'demo-notice-accurx-1',
        title: 'Record integration is unavailable for EMIS Web practices',
        impact: 'major',
        components: ['EMIS Web integration'],
        said: [
          ['2024-07-19T07:50:00.000Z', 'Identified', 'Messages are sent, but cannot be saved to the record for now.'],
          ['2024-07-19T15:05:00.000Z', 'Resolved', 'Messages are saved to the record again.'],
        ],
      },
    ],
  },
];

const lastLookAt: Instant = '2024-07-20T18:10:00.000Z';

/** The invented pages as Channels, with their Notices and the last look at each. Their addresses lead nowhere. */
export function buildPages(): {
  readonly channels: readonly Channel[];
  readonly notices: readonly Omit<Notice, 'systems'>[];
  readonly runs: readonly Run[];
} {
  return {
    channels: pages.map(channelOf),
    notices: pages.flatMap((page) => page.entries.map((entry) => noticeOf(page, entry))),
    runs: pages.map(runOf),
  };
}

function idOf({ slug }: Page): string {
  return `statuspage:demo-${slug}`;
}

function channelOf(page: Page): Channel {
  return {
    id: idOf(page),
    platform: 'statuspage',
    address: `https://demo.invalid/statuspage/${page.slug}`,
    title: page.title,
    organisation: null,
    authorKind: 'vendor',
    selector: null,
    everyMinutes: 60,
    dataset: 'demo',
    addedAt: '2024-07-15T09:00:00.000Z',
  };
}

function noticeOf(page: Page, { id, title, impact, components, said }: Entry): Omit<Notice, 'systems'> {
  const [first, last] = [said[0]?.[0] ?? null, said.at(-1)];
  return {
    ...{ id, title, impact, components },
    channel: idOf(page),
    body: said.map(([, status, text]) => `${status}: ${text}`).join('\n\n'),
    url: `https://demo.invalid/statuspage/${page.slug}/${id}`,
    status: last?.[1].toLowerCase() ?? 'unknown',
    publishedAt: first,
    updatedAt: last?.[0] ?? null,
    seenAt: first === null ? lastLookAt : addMs(startOfHour(first), 58 * 60_000),
  };
}

function runOf(page: Page): Run {
  return {
    id: `demo-run-${page.slug}-status`,
    channel: idOf(page),
    startedAt: lastLookAt,
    finishedAt: addMs(lastLookAt, 2_000),
    outcome: 'ok',
    failure: null,
    message: null,
    postsSeen: 0,
    postsNew: 0,
    mentionsNew: 0,
    ...unasked,
  };
}
