import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findBarriers, missing, openBrowser, openPage } from './chromium.ts';
import { type Started, startDashboard } from './server.ts';

const answer = z.object({ total: z.number(), items: z.array(z.looseObject({ post: z.looseObject({ text: z.string() }) })) });

describe.skipIf(missing !== null)(`logging a post by hand${missing === null ? '' : ` (${missing})`}`, () => {
  let server: Started;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDashboard(), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const stored = async (): Promise<z.output<typeof answer>> =>
    answer.parse(await (await fetch(`${server.url}/api/mentions?dataset=live&platform=hand&phase=all`)).json());

  async function open(width: number): Promise<{ page: Page; complaints: string[] }> {
    const opened = await openPage(browser, width);
    await opened.page.goto(`${server.url}/log`, { waitUntil: 'networkidle' });
    return opened;
  }

  it.each([1280, 360])(
    'has no barriers and nothing to scroll sideways at %i pixels, with errors on it as well',
    async (width) => {
      const { page } = await open(width);
      expect(await findBarriers(page)).toEqual([]);
      await page.getByRole('button', { name: 'Log this post' }).click();
      await page.getByRole('alert').waitFor();
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await page.close();
    },
    60_000,
  );

  it('says at the field what is wrong, and leads there from the summary', async () => {
    const { page } = await open(1280);
    await page.getByLabel('What does it say?').fill('Phones down.');
    await page.getByLabel('Day').fill('2024-07-19');
    await page.getByRole('button', { name: 'Log this post' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.innerText('.rw-when .nhsuk-error-message')).toMatch(/no date with a time/);
    await page.getByRole('alert').getByRole('link').click();
    expect(await page.evaluate('document.activeElement.id')).toBe('log-postedAt');
    expect(await page.getByLabel('What does it say?').inputValue()).toBe('Phones down.');
    expect((await stored()).total).toBe(0);
    await page.close();
  }, 60_000);

  it('works with the keyboard alone, shows text as text, and takes back what was logged by mistake', async () => {
    const { page, complaints } = await open(1280);
    const text = 'EMIS is down <img src=x onerror="document.title=1">';
    await page.getByLabel('What does it say?').focus();
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
    await page.keyboard.type('facebook.com/larkspur/posts/1');
    for (let tabs = 0; tabs < 2; tabs += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('GP pr');
    await page.getByLabel('Your name').focus();
    await page.keyboard.type('Sam Taylor');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'The post on Facebook is stored' }).waitFor();
    const { items } = await stored();
    expect(items.map(({ post }) => post.text)).toEqual([text]);
    expect(items[0]?.post).toMatchObject({ author: { kind: 'practice' } });
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back').waitFor();
    expect((await stored()).total).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);
});
