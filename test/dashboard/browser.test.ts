import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { run } from '../cli.ts';
import { serve } from '../servers.ts';
import { findBarriers, missing, openBrowser, openPage } from './chromium.ts';
import { type Started, startDashboard } from './server.ts';

const totals = z.object({ total: z.number() });

describe.skipIf(missing !== null)(`the dashboard in a browser${missing === null ? '' : ` (${missing})`}`, () => {
  let server: Started;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDashboard(), openBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  /** A page of the dashboard, and at the end of the test the proof that nothing went wrong on it. */
  async function visit<T>(path: string, look: (page: Page) => Promise<T>, width = 1280): Promise<T> {
    const { page, complaints } = await openPage(browser, width);
    await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
    // A slow machine may leave the network idle for a moment before everything was asked for.
    await expect.poll(() => page.locator('.rw-waiting').count()).toBe(0);
    const result = await look(page);
    await page.close();
    expect(complaints).toEqual([]);
    return result;
  }

  const total = async (path: string): Promise<number> => totals.parse(await (await fetch(`${server.url}${path}`)).json()).total;

  it('begins with the two ways to begin, and loads the demonstration with one of them', async () => {
    await visit('/', async (page) => {
      await expect.poll(() => page.textContent('h1')).toBe('Nothing is being watched yet');
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Load the demonstration' }).click();
      await page.getByText('invented practices, invented posts').waitFor({ timeout: 60_000 });
      await expect.poll(() => page.textContent('h1')).toMatch(/^\d+ practices and pharmacies have posted about a disruption/);
    });
  }, 90_000);

  it('opens on the last 48 hours that contain mentions and says which they are', async () => {
    await visit('/', async (page) => {
      const words = await page.innerText('main');
      expect(words).toMatch(
        /Showing the last 48 hours that contain mentions: 18 July \d\d:00 to 20 July 2024 \d\d:00 \(London time\)/,
      );
      for (const title of ['By hour', 'By system', 'By area', 'How well we see', 'Latest mentions'])
        expect(words).toContain(title);
      expect(await page.locator('.rw-timeline svg rect.rw-fill--disrupted').count()).toBeGreaterThan(4);
      expect(await page.locator('.rw-tile:not(.rw-level-0)').count()).toBeGreaterThan(4);
      expect(words).not.toMatch(/affected practices|OPEL/i);
    });
  });

  it('filters by a system, keeps the filter in the URL, and the back button takes it off', async () => {
    await visit('/', async (page) => {
      const all = await page.textContent('.rw-figures');
      await page.getByLabel('System', { exact: true }).selectOption('emis-web');
      await page.getByRole('button', { name: 'Apply filters' }).click();
      await expect.poll(() => page.url()).toContain('system=emis-web');
      await expect.poll(() => page.textContent('.rw-figures')).not.toBe(all);
      expect(await page.innerText('.rw-chips')).toContain('System: EMIS Web');
      await expect
        .poll(() => page.innerText('.rw-ranked'))
        .toMatch(/at least \d+ of the \d+ EMIS Web practices here ha(s|ve) posted this/);
      await page.goBack();
      await expect.poll(() => page.textContent('.rw-figures')).toBe(all);
      expect(await page.getByLabel('System', { exact: true }).inputValue()).toBe('');
    });
  });

  it('says in a sentence that the server does not answer, and goes on when it does', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${server.url}/mentions`, { waitUntil: 'networkidle' });
    await page.context().setOffline(true);
    await page.getByLabel('Search the words of posts').fill('EMIS');
    await page.getByLabel('Search the words of posts').press('Enter');
    await expect.poll(() => page.innerText('main [role=alert]')).toContain('does not answer');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.rw-card').first().waitFor();
    await page.close();
  });

  it('exports exactly what is on screen: screen, API and both files have the same number of rows', async () => {
    const filters = '?system=emis-web&author=practice';
    const expected = await total(`/api/mentions${filters}&limit=1`);
    expect(expected).toBeGreaterThan(10);
    await visit(`/mentions${filters}`, async (page) => {
      await expect.poll(() => page.innerText('.rw-results__total')).toContain(`${expected} mentions`);
      const menu = page.getByText(`Export ${expected} rows`);
      await menu.click();
      const csv = parse(await download(page, 'CSV'), { columns: true, bom: true });
      const ndjson = (await download(page, 'NDJSON')).trim().split('\n');
      const manifest = JSON.parse(await download(page, 'Manifest')) as unknown;
      expect(csv.length).toBe(expected);
      expect(ndjson.length).toBe(expected);
      expect(JSON.stringify(manifest)).toContain(String(expected));
    });
  });

  it('pages through the mentions, moves the focus to the first new one, and finds words', async () => {
    await visit('/mentions', async (page) => {
      await page.locator('.rw-card').first().waitFor();
      expect(await page.locator('.rw-card').count()).toBe(50);
      await page.getByRole('button', { name: 'Show more mentions' }).click();
      await expect.poll(() => page.locator('.rw-card').count()).toBe(100);
      const focused = 'document.activeElement === document.querySelectorAll(".rw-card h3")[50]';
      await expect.poll(() => page.evaluate(focused)).toBe(true);
      await page.getByLabel('Search the words of posts').fill('prescriptions');
      await page.getByLabel('Search the words of posts').press('Enter');
      const expected = await total('/api/mentions?q=prescriptions&limit=1');
      await expect.poll(() => page.innerText('.rw-results__total')).toContain(`${expected} mention`);
      await page.getByText('Why was this tagged?').first().click();
      expect(await page.locator('.rw-why[open] mark').count()).toBeGreaterThan(0);
    });
  });

  it('says so when nothing fits, and when a filter is wrong', async () => {
    await visit('/mentions?q=zyzzyva', async (page) => {
      await expect.poll(() => page.innerText('main')).toMatch(/0 mentions[^]*No mentions/);
    });
    const { page } = await openPage(browser);
    await page.goto(`${server.url}/mentions?system=nonsense`, { waitUntil: 'networkidle' });
    expect(await page.innerText('[role=alert]')).toMatch(/system/i);
    await page.goto(`${server.url}/?from=2024-99-99`, { waitUntil: 'networkidle' });
    expect(await page.innerText('[role=alert]')).toMatch(/from/i);
    await page.close();
  });

  for (const width of [1280, 360]) {
    for (const path of ['/', '/?system=emis-web&count=mentions', '/mentions?phase=all', '/channels', '/about', '/nowhere']) {
      it(`has no serious barrier and no sideways scrolling on ${path} at ${width} px`, async () => {
        await visit(
          path,
          async (page) => {
            await page.locator('h1').waitFor();
            await page.evaluate('document.querySelectorAll("main details").forEach((details) => { details.open = true; })');
            expect(await findBarriers(page)).toEqual([]);
            expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
          },
          width,
        );
      });
    }
  }

  it('can be used with the keyboard alone: skip link, filters, map', async () => {
    await visit('/', async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip to main content');
      await page.keyboard.press('Enter');
      await tabTo(page, '#filter-system');
      await page.keyboard.type('EMIS');
      await tabTo(page, '.rw-filters__apply');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).toContain('system=emis-web');
      await page.locator('.rw-chips').waitFor();
      await tabTo(page, '.rw-tile');
      const before = await page.evaluate('document.activeElement.textContent');
      await page.keyboard.press('ArrowDown');
      expect(await page.evaluate('document.activeElement.textContent')).not.toBe(before);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).toContain('area=');
    });
  });

  it('explains what is wrong with a channel in an error summary that has the focus', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${server.url}/channels`, { waitUntil: 'networkidle' });
    await page.getByLabel('Address', { exact: true }).fill('not an address');
    await page.getByRole('button', { name: 'Add channel' }).click();
    await page.getByText('There is a problem').waitFor();
    expect(await page.evaluate('document.activeElement.className')).toContain('nhsuk-error-summary');
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('refuses the POST of a foreign page', async () => {
    const script = (target: string) => `<!doctype html><title>foreign</title><script>
      const body = JSON.stringify({ address: 'https://example.org/feed' });
      const tries = ['application/json', 'text/plain'].map((type) => fetch('${target}', { method: 'POST', mode: type === 'text/plain' ? 'no-cors' : 'cors', headers: { 'content-type': type }, body }).catch(() => 0));
      Promise.all(tries).then(() => { document.title = 'done'; });
    </script>`;
    const before = await total('/api/channels?dataset=live');
    const foreign = await serve((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(script(`${server.url}/api/channels`));
    });
    const { page } = await openPage(browser);
    const statuses: number[] = [];
    page.on('response', (response) => response.url().startsWith(server.url) && statuses.push(response.status()));
    await page.goto(foreign.url);
    await expect.poll(() => page.title()).toBe('done');
    expect(statuses.filter((status) => status < 400)).toEqual([]);
    expect(await total('/api/channels?dataset=live')).toBe(before);
    await page.close();
    await foreign.close();
  });

  it('refuses a page that reaches it under a foreign name', async () => {
    const rebound = await openBrowser(['--host-resolver-rules=MAP evil.test 127.0.0.1']);
    const page = await rebound.newPage();
    const answer = await page.goto(`http://evil.test:${new URL(server.url).port}/api/state`);
    expect(answer?.status()).toBe(421);
    await rebound.close();
  });

  it('shows the text of a post as text, whatever it looks like', async () => {
    const text =
      'EMIS is down at our surgery <script>document.title = "taken"</script><img src=x onerror="document.title=\'taken\'">';
    const file = join(server.data, 'posts.ndjson');
    await writeFile(file, JSON.stringify({ id: 'x1', text, authorKind: 'practice', postedAt: '2024-07-19T08:00:00Z' }));
    expect((await run(['replay', file], { data: server.data })).code).toBe(0);
    await visit('/mentions?dataset=live&phase=all', async (page) => {
      await page.getByText('Why was this tagged?').first().click();
      expect(await page.innerText('.rw-card__text')).toBe(text);
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(await page.title()).not.toBe('taken');
    });
  });

  it('removes the demonstration with one button', async () => {
    await visit('/?dataset=demo', async (page) => {
      await page.getByRole('button', { name: 'Remove the demonstration' }).click();
      await page.getByText('invented practices, invented posts').waitFor({ state: 'detached' });
    });
    expect(await total('/api/mentions?dataset=live&phase=all&limit=1')).toBe(1);
  });
});

describe.skipIf(missing !== null)(`signing in${missing === null ? '' : ` (${missing})`}`, () => {
  it('asks for a name and the password before it shows anything, and forgets at sign-out', async () => {
    const server = await startDashboard({ RIPPLEWATCH_PASSWORD: 'correct horse battery staple' });
    const browser = await openBrowser();
    try {
      const { page } = await openPage(browser);
      await page.goto(server.url, { waitUntil: 'networkidle' });
      expect(await page.textContent('h1')).toBe('Sign in');
      expect(await findBarriers(page)).toEqual([]);
      await page.getByLabel('Your name').fill('Sam Taylor');
      await page.getByLabel('Password').fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').waitFor();
      await page.getByLabel('Password').fill('correct horse battery staple');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect.poll(() => page.textContent('header')).toContain('Sam Taylor');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect.poll(() => page.textContent('h1')).toBe('Sign in');
    } finally {
      await browser.close();
      await server.close();
    }
  }, 60_000);
});

async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
  return readFile(await file.path(), 'utf8');
}

/** Presses Tab until the focus is there, as a person would; fails when it never gets there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key never reached ${selector}.`);
}
