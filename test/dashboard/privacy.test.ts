import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { addMs } from '../../src/core/time.ts';
import type { Post } from '../../src/core/types.ts';
import { retain } from '../../src/retention.ts';
import { makeChannel } from '../store/samples.ts';
import { findBarriers, missing, openBrowser, openPage } from './chromium.ts';
import { type Started, startDashboard } from './server.ts';

// Posts of an invented surgery: one edited, one deleted where it was posted, one kept long enough.
describe.skipIf(missing !== null)(`words that change and words that go (${missing ?? 'in Chromium'})`, () => {
  let server: Started;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    server = await startDashboard();
    await fill(server.data);
    browser = await openBrowser();
    ({ page, complaints } = await openPage(browser));
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it('shows under a post what it said before it was edited, with its own phase', async () => {
    await page.goto(`${server.url}/mentions`);
    const card = page.locator('article', { hasText: 'RESOLVED: our phones' });
    await card.getByText('Edited', { exact: false }).first().click();
    const before = await card.locator('.rw-versions').innerText();
    expect(before).toMatch(/Edited 19 July 2024, 10:40/);
    expect(before).toContain('; before that it said:');
    expect(before).toContain('Disrupted');
    expect(before).toContain('The phones at our surgery are down');
    expect(await findBarriers(page)).toEqual([]);
  });

  it('says of a post whose words retention took that it is counted, and asks nobody whether that is right', async () => {
    const card = page.locator('article', { hasText: 'Text removed by retention on' });
    expect(await card.innerText()).toContain('It is counted as before.');
    expect(await card.getByText('Is this right?').count()).toBe(0);
  });

  it('leaves out what was deleted where it was posted, says how many, and lists it when asked', async () => {
    const deleted = page.locator('article', { hasText: 'Deleted where it was posted' });
    expect(await deleted.count()).toBe(0);
    expect(await page.locator('main').innerText()).toContain('1 post deleted where it was posted: counted, not listed.');
    await page.getByRole('button', { name: 'List them as well' }).click();
    await deleted.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Leave them out' }).click();
    await deleted.waitFor({ state: 'detached' });
  });

  it('says on the about page on what basis people’s posts are read and who decided so', async () => {
    await page.goto(`${server.url}/about`);
    await page.getByText('public task, Article 6(1)(e)').first().waitFor();
    const said = await page.locator('main').innerText();
    for (const words of ['DPIA-2026-014', 'privacy@watch.example', 'removed 14 days after', 'removed 730 days after']) {
      expect(said).toContain(words);
    }
    await page.getByText('Who recorded what (1)').click();
    expect(await page.locator('main').innerText()).toContain('command line (ann)');
    expect(await findBarriers(page)).toEqual([]);
  });

  it('says of a private person’s channel that it is not read once the basis is withdrawn, on a phone as well', async () => {
    const app = await openApp(readConfig({ RIPPLEWATCH_DATA: server.data }));
    await app.store.recordGovernance({ at: app.now(), who: 'command line (ann)', decided: null });
    await app.close();
    await page.goto(`${server.url}/channels`);
    await page.getByText('Not read', { exact: true }).waitFor();
    expect(await page.getByLabel('Private people post there').isChecked()).toBe(false);
    expect(await page.locator('main').innerText()).toContain('private people post there');
    expect(await findBarriers(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 800 });
    for (const path of ['/channels', '/about', '/mentions']) {
      await page.goto(`${server.url}${path}`);
      await page.locator('h1').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360);
    }
    expect(complaints).toEqual([]);
  });
});

async function fill(data: string): Promise<void> {
  const app = await openApp(readConfig({ RIPPLEWATCH_DATA: data }));
  const { save } = await app.pipeline();
  const channel = { id: 'mastodon:s', platform: 'mastodon', title: 'Alder', address: '@alder@social.example', cursor: {} };
  const origin = { organisation: 'Z00001', dataset: 'live', invented: false };
  const bring = (posts: readonly Post[], removed: readonly string[] = []) =>
    save({ posts, removed, notices: [] }, channel, origin);
  const post = (id: string, text: string, parts: Partial<Post> = {}): Post => ({
    ...{ platform: 'mastodon', id, channel: channel.id, url: null, text, raw: null },
    author: { kind: 'practice', name: 'Alder Lane Surgery (invented)', handle: '@alder', private: false },
    ...{ postedAt: '2024-07-19T07:12:00.000Z', editedAt: null, seenAt: app.now(), ...parts },
  });
  await bring([
    post('edited', 'The phones at our surgery are down, please come to the desk if it is urgent.'),
    post('deleted', 'EMIS is down at our surgery this morning.'),
    post('old', 'We cannot print prescriptions, EMIS is down.', { seenAt: addMs(app.now(), -731 * 24 * 3_600_000) }),
  ]);
  await bring([
    post('edited', 'RESOLVED: our phones are back, thank you for waiting.', { editedAt: '2024-07-19T09:40:00.000Z' }),
  ]);
  await bring([], ['deleted']);
  await retain(app);
  const decided = {
    lawfulBasis: 'public task, Article 6(1)(e)',
    dpia: 'DPIA-2026-014',
    retentionDays: 14,
    contact: 'privacy@watch.example',
  };
  await app.store.saveChannel(makeChannel('mastodon:tag', { title: '#emisdown', people: true, addedAt: app.now() }));
  await app.store.recordGovernance({ at: app.now(), who: 'command line (ann)', decided });
  await app.close();
}
