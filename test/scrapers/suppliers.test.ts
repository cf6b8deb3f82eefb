import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Page, readPage } from '../../scrapers/blocks.ts';
import { suppliers } from '../../scrapers/suppliers/index.ts';
import { web } from '../../scrapers/web.ts';
import { type Served, serve } from '../servers.ts';
import { channel, look } from './context.ts';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures/web', `${name}.html`), 'utf8');
const read = (html: string, url = 'https://surgery.example/'): Page => readPage(html, null, url);
const texts = (page: Page, alert: boolean): string[] => page.blocks.filter((one) => one.alert === alert).map(({ text }) => text);

describe('a supplier', () => {
  test.each(suppliers.map(({ id, title }) => [id, title]))('%s is known by its signs, and by no other’s', (id) => {
    const { built } = read(fixture(id));
    expect(built.supplier?.id).toBe(id);
    expect(built.sign).toMatch(/^(?:it|its) /);
    for (const other of suppliers.filter((one) => one.id !== id)) expect(read(fixture(other.id)).built.supplier?.id).not.toBe(id);
  });

  test('of a page without any sign is nobody, and the page is read all the same', () => {
    const page = read('<main><p>Our phones are down.</p></main>');
    expect([page.built.supplier, page.built.rules, page.blocks.length]).toEqual([null, 'any', 1]);
  });

  test('is not told by a picture of theirs on somebody else’s page', () => {
    const page = read(
      '<main><img src="https://assets.practice365.co.uk/wp-content/uploads/sites/1005/2023/03/a.png"><p>Hello there</p></main>',
    );
    expect(page.built.supplier).toBeNull();
  });

  test('documents where its signs come from', () => {
    for (const { source } of suppliers) expect(source).toMatch(/^https:\/\//);
    expect(new Set(suppliers.map(({ id }) => id)).size).toBe(suppliers.length);
  });
});

describe('a WordPress page', () => {
  test('gives each entry of its lists as one block with its link, a page’s own text by the paragraph, and no opening hours or comments', () => {
    const page = read(fixture('wordpress'), 'https://millbrook.example/');
    expect(texts(page, true)).toEqual(['Our telephones are out of order this morning.']);
    expect(page.blocks.filter(({ alert }) => !alert).map(({ text, link }) => [text, link])).toEqual([
      ['Welcome', null],
      ['Flu clinics\n\nClinics start on Saturday.\n\nPlease book.', 'https://millbrook.example/2026/11/flu/'],
      ['Car park works 2 November 2026', 'https://millbrook.example/2026/11/parking/'],
      ['We look after 9,000 patients.', null],
      ['Our team has six doctors.', null],
    ]);
  });
});

describe('a page in the NHS design', () => {
  test('gives banners and warnings as notices, cards and inset texts whole, and leaves advice about illness alone', () => {
    const page = read(fixture('nhs-design'));
    expect(texts(page, true)).toEqual([
      'Important\n\nOur record system is slow today.',
      'Important: Blood tests\n\nResults are delayed.',
    ]);
    expect(texts(page, false)).toEqual([
      'Appointments\n\nBook or cancel online.',
      'Information:\n\nBring your glasses to the eye clinic.',
      'Riverbank Health Centre looks after the town.',
    ]);
  });
});

describe('a page of My Surgery Website', () => {
  test('is read although all of it stands in one form, and carries the ODS code', () => {
    const page = read(fixture('my-surgery-website'), 'https://orchard.example/info.aspx?p=1&pr=Z99007');
    expect(page.built.odsCode).toBe('Z99007');
    expect(texts(page, true)).toEqual(['The practice has no internet connection this morning.']);
    expect(texts(page, false)).toContain('We have been here since 1980.');
  });

  test('of two practices carries no code, nor does a number of the supplier’s own or a neighbour’s address', () => {
    const links = (...all: string[]): string => `<p>Hello</p>${all.map((href) => `<a href="${href}">x</a>`).join('')}`;
    const code = (html: string): string | null => read(html).built.odsCode;
    expect(code(links('/info.aspx?p=1&pr=Z99007', '/info.aspx?p=1&pr=Z99008'))).toBeNull();
    expect(code(links('https://www.mysurgerywebsite.co.uk/website/IGP367/files/a.pdf'))).toBeNull();
    expect(code(links('https://neighbour.example/info.aspx?p=1&pr=Z99008', '/info.aspx?p=1&pr=z99007'))).toBe('Z99007');
    expect(read('<p>Hi all</p>', 'https://a.example/info.aspx?p=2&pr=Z99009').built.odsCode).toBe('Z99009');
  });
});

describe('the collector', () => {
  let server: Served;
  let body = '';
  beforeAll(async () => {
    server = await serve((request, response) => {
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end(body);
    });
  });
  afterAll(() => server.close());

  test('gives a card that changed as one Post with its link, dated by when we saw it, and says whose page it is', async () => {
    const at = channel(`${server.url}/`, { platform: 'web', id: 'web:riverbank' });
    body = fixture('nhs-design');
    const first = await look(web, at, null);
    body = body.replace('Book or cancel online.', 'You cannot book online: the system is down.');
    const { posts } = await look(web, at, first.cursor);
    expect(posts).toMatchObject([
      {
        text: 'Appointments\n\nYou cannot book online: the system is down.',
        raw: { dated: 'seen', supplier: 'nhs-design', link: `${server.url}/appointments` },
      },
    ]);
    expect(posts[0]?.postedAt).toBe(posts[0]?.seenAt);
  });

  test('takes a page that moved to another supplier as a new baseline, and says so', async () => {
    const at = channel(`${server.url}/`, { platform: 'web', id: 'web:moved' });
    body = fixture('gpsurgery-net');
    const first = await look(web, at, null);
    body = fixture('practice365').replace('Online requests are switched off until noon.', 'The phone lines are working again.');
    const second = await look(web, at, first.cursor);
    expect(second.posts).toEqual([]);
    expect(second.batches[0]?.notes?.[0]).toContain('is read by other rules now');
  });
});
