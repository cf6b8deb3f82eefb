import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { areas } from '../../analysis/areas.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { run } from '../cli.ts';
import { organisation } from '../directory/organisation.ts';
import { codeOf, type Farm, startFarm } from '../discover/farm.ts';
import { findBarriers, missing, openBrowser, openPage } from './chromium.ts';
import { type Started, startDashboard } from './server.ts';

describe.skipIf(missing !== null)(`proposed channels in a browser${missing === null ? '' : ` (${missing})`}`, () => {
  let server: Started;
  let browser: Browser;
  let farm: Farm;

  beforeAll(async () => {
    [server, browser, farm] = await Promise.all([startDashboard(), openBrowser(), startFarm(10)]);
    const store = await openSqlite(join(server.data, 'ripplewatch.db'), { areas });
    await store.saveOrganisations(
      Array.from({ length: 12 }, (_, n) => organisation({ code: codeOf(n), name: `Practice ${n} (invented)`, area: 'QYG' })),
    );
    await store.close();
    const lines = farm.urls.map((url, n) => `${url},${codeOf(n)}`);
    const file = join(server.data, 'sites.csv');
    // The tenth website is that of two practices.
    await writeFile(file, ['url,ods', ...lines, `${farm.urls[9] ?? ''},${codeOf(10)}`].join('\n'));
    const found = await run(['channels', 'discover', '--from', file], { data: server.data });
    expect(found.out).toContain('10 websites read');
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
    await farm.close();
  });

  async function visit(path: string, look: (page: Page) => Promise<void>, width = 1280): Promise<void> {
    const { page, complaints } = await openPage(browser, width);
    await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
    await look(page);
    await page.close();
    expect(complaints).toEqual([]);
  }

  for (const width of [1280, 360]) {
    it(`has no serious barrier and no sideways scrolling at ${width} px`, async () => {
      await visit(
        '/proposals',
        async (page) => {
          await page.locator('.rw-proposal').first().waitFor();
          await page.evaluate('document.querySelectorAll("main details").forEach((details) => { details.open = true; })');
          expect(await findBarriers(page)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
        },
        width,
      );
    });
  }

  it('says what speaks for and against each, and narrows by area and platform in the URL', async () => {
    await visit('/proposals', async (page) => {
      const words = await page.innerText('main');
      expect(words).toContain('0 of 12 practices in the directory visible.');
      expect(words).toMatch(/\d+ open proposals, 1 with a doubt\./);
      expect(words).toContain('The websites of 2 organisations lead to it');
      await page.getByLabel('Platform').selectOption('feed');
      await page.getByRole('button', { name: 'Apply filters' }).click();
      await expect.poll(() => page.url()).toContain('platform=feed');
      await expect.poll(() => page.locator('.rw-proposal').count()).toBe(6);
      await page.getByText('Why').first().click();
      expect(await page.locator('.rw-proposal details[open]').first().innerText()).toContain('An RSS feed');
      await page.getByLabel('Area').selectOption('QOP');
      await page.getByRole('button', { name: 'Apply filters' }).click();
      await expect.poll(() => page.innerText('main')).toContain('No open proposals under these filters');
    });
  });

  it('keeps a box that is ticked the moment it appears', async () => {
    await visit('/proposals', async (page) => {
      await page.addInitScript(`
        const watch = new MutationObserver(() => {
          const box = document.querySelector('.rw-proposal input[type=checkbox]');
          if (box === null) return;
          watch.disconnect();
          box.click();
        });
        watch.observe(document, { childList: true, subtree: true });
      `);
      await page.reload();
      await page.locator('.rw-proposal').first().waitFor();
      await page.waitForTimeout(500);
      expect(await page.getByRole('button', { name: 'Reject 1 selected' }).isVisible()).toBe(true);
    });
  });

  it('rejects with the keyboard alone, says whose a shared one is, and accepts the rest in bulk', async () => {
    await visit('/proposals', async (page) => {
      await page.locator('.rw-proposal').first().waitFor();
      const before = await page.locator('.rw-proposal').count();
      await page.locator('.rw-proposal input[type=checkbox]').first().focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Reject 1 selected' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.innerText('main')).toContain('1 proposal rejected.');
      await expect.poll(() => page.locator('.rw-proposal').count()).toBe(before - 1);
      await page
        .getByLabel(/^Whose is it\?/)
        .first()
        .selectOption(codeOf(10));
      await page.getByRole('button', { name: 'Accept 1 selected' }).click();
      await expect
        .poll(() => page.innerText('main'))
        .toContain('1 channel accepted. 0 of 12 practices in the directory visible. 1 more has a channel');
      await page.getByRole('button', { name: /^Accept all \d+ without a doubt$/ }).click();
      await expect
        .poll(() => page.innerText('main'))
        .toMatch(/1[0-9] channels accepted.*0 of 12 practices in the directory visible\./);
    });
    const listed = JSON.parse((await run(['channels', 'list', '--json'], { data: server.data })).out) as {
      channel: { organisation: string; platform: string };
    }[];
    expect(listed.filter(({ channel }) => channel.organisation === codeOf(10))).toHaveLength(1);
    expect(listed.length).toBeGreaterThan(12);
  });

  it('offers the default set of a nation, says that it was checked on paper, and adds nothing unasked', async () => {
    await visit('/proposals', async (page) => {
      const button = page.getByRole('button', { name: /^Try \d+ addresses and add those that answer$/ });
      const all = await button.innerText();
      await page.getByLabel('Nation').selectOption('wales');
      await expect.poll(() => button.innerText()).not.toBe(all);
      await page.getByText(/^The \d+ addresses$/).click();
      expect(await page.innerText('.rw-defaults')).toContain('Address checked on paper on 2026-');
    });
  });
});
