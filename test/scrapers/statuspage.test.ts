import express from 'express';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recognise } from '../../scrapers/recognise.ts';
import { statuspage } from '../../scrapers/statuspage.ts';
import type { Channel } from '../../src/core/types.ts';
import { type Served, serve } from '../servers.ts';
import { channel, context, look } from './context.ts';

interface Update {
  id: string;
  status: string;
  body: string;
  created_at: string;
}

let server: Served;
let at: Channel;
let page: express.Express;
let incidents: { id: string; name: string; status: string; created_at: string; incident_updates: Update[] }[];
const invented = { name: 'Quillsoft (invented)' };

beforeEach(async () => {
  incidents = [
    {
      id: 'k1',
      name: 'Messages are delayed',
      status: 'investigating',
      created_at: '2024-07-19T08:31:00Z',
      incident_updates: [{ id: 'u1', status: 'investigating', body: 'We are looking.', created_at: '2024-07-19T08:30:00Z' }],
    },
  ];
  page = express();
  server = await serve(page);
  at = channel(server.url, { platform: 'statuspage', id: 'statuspage:1', authorKind: 'vendor' });
});
afterEach(() => server.close());

function serveApi(): void {
  page.get('/api/v2/incidents.json', (_, response) => void response.json({ page: invented, incidents }));
  page.get('/api/v2/summary.json', (_, response) => void response.json({ page: invented, components: [{}, {}], incidents }));
}

const notices = async (cursor: Parameters<typeof look>[2]) => {
  const looked = await look(statuspage, at, cursor);
  return { ...looked, notices: looked.batches.flatMap((batch) => batch.notices) };
};

describe('a status page', () => {
  test('brings each incident once, dated by its first word, and again when something was added', async () => {
    serveApi();
    const first = await notices(null);
    expect(first.posts).toEqual([]);
    expect(first.notices).toMatchObject([
      {
        id: 'k1',
        channel: 'statuspage:1',
        title: 'Messages are delayed',
        body: 'Investigating: We are looking.',
        url: `${server.url}/incidents/k1`,
        status: 'investigating',
        impact: null,
        components: [],
        publishedAt: '2024-07-19T08:30:00.000Z',
      },
    ]);
    expect((await notices(first.cursor)).notices).toEqual([]);
    const [incident] = incidents;
    Object.assign(incident!, { status: 'resolved' });
    incident!.incident_updates.unshift({ id: 'u2', status: 'resolved', body: 'Done.', created_at: '2024-07-19T10:00:00Z' });
    const second = await notices(first.cursor);
    expect(second.notices).toMatchObject([
      { status: 'resolved', body: 'Investigating: We are looking.\n\nResolved: Done.', updatedAt: '2024-07-19T10:00:00.000Z' },
    ]);
  });

  test('that lists nothing is calm at first and a change later', async () => {
    serveApi();
    const kept = incidents;
    incidents = [];
    expect((await notices(null)).notices).toEqual([]);
    incidents = kept;
    const { cursor } = await notices(null);
    incidents = [];
    await expect(notices(cursor)).rejects.toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('lists no incidents') as unknown,
    });
  });

  test('without an API is read by its history feed, planned work left out, and the two agree on ids', async () => {
    const entry = (id: string, title: string, words: string): string =>
      `<entry><id>tag:x,2005:Incident/9${id}</id><published>2024-07-19T08:30:00Z</published><updated>2024-07-19T10:00:00Z</updated>
       <link rel="alternate" href="${server.url}/incidents/${id}"/><title>${title}</title><content type="html">${words}</content></entry>`;
    const resolved =
      '&lt;p&gt;&lt;small&gt;Jul 19, 10:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Done.&lt;/p&gt;';
    const work =
      '&lt;p&gt;&lt;small&gt;Jul 21, 22:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Scheduled&lt;/strong&gt; - Upgrade.&lt;/p&gt;';
    page.get('/history.atom', (_, response) => {
      response
        .type('application/atom+xml')
        .send(
          `<feed xmlns="http://www.w3.org/2005/Atom"><title>Quillsoft (invented)</title>${entry('k1', 'Messages', resolved)}${entry('k9', 'Upgrade', work)}</feed>`,
        );
    });
    const { notices: found, batches } = await notices(null);
    expect(found).toMatchObject([{ id: 'k1', status: 'resolved', publishedAt: '2024-07-19T08:30:00.000Z', title: 'Messages' }]);
    expect(batches[0]?.notes?.[0]).toContain('its history feed is read');
  });

  test('of another maker, or a login page, is a change in a sentence', async () => {
    page.use((_, response) => void response.type('html').send('<html><title>All is well</title></html>'));
    await expect(notices(null)).rejects.toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('neither the API nor') as unknown,
    });
  });
});

describe('an address', () => {
  test('of a page made by Statuspage is one, by its own summary', async () => {
    serveApi();
    page.get(
      '/',
      (_, response) => void response.send('<title>Status</title><body class="status"><p>Powered by Atlassian Statuspage</p>'),
    );
    expect(await recognise(server.url, context())).toEqual({
      platform: 'statuspage',
      address: server.url,
      title: 'Quillsoft (invented) status page',
      says: 'a supplier’s status page, “Quillsoft (invented) status page”, with 2 components and 1 open',
      authorKind: 'vendor',
      storable: true,
    });
  });

  test('of a page that only speaks of Statuspage is a web page', async () => {
    page.get(
      '/',
      (_, response) => void response.send('<title>News</title><main><p>We moved to Statuspage last year.</p></main>'),
    );
    expect(await recognise(server.url, context())).toMatchObject({ platform: 'web' });
  });

  test('at statuspage.io is known by its form and tried before it is stored', async () => {
    expect(statuspage.recognise('quillsoft.statuspage.io')).toMatchObject({ address: 'https://quillsoft.statuspage.io' });
    expect(statuspage.recognise('https://www.statuspage.io.example/')).toBeNull();
    await expect(
      recognise(
        'https://quillsoft.statuspage.io',
        context({ allowPrivate: false, lookup: (_h, _o, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) }),
      ),
    ).rejects.toMatchObject({ kind: 'refused' });
  });
});
