import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findSystem, fitSystems, sayMachine, startDraft, toReview, usualRole } from '../../dashboard/logic/review.ts';
import type { Mention, Vocabulary } from '../../dashboard/types.ts';
import { run } from '../cli.ts';
import { makeMention } from '../export/mention.ts';
import { findBarriers, missing, openBrowser, openPage } from './chromium.ts';
import { type Started, startDashboard } from './server.ts';

const terms = (...ids: string[]) => ids.map((id) => ({ id, title: id.toUpperCase() }));
const vocabulary: Vocabulary = {
  platforms: [],
  systems: [{ id: 'emis-web', title: 'EMIS Web' }, ...terms('eps', 'phones', 'docman', 'crowdstrike-falcon')],
  services: terms('appointments', 'prescriptions'),
  causes: [{ id: 'third-party-update', title: "Another firm's update" }],
  advices: [],
  phases: [{ id: 'disrupted', title: 'Disrupted' }],
  voices: [{ id: 'own', title: 'Own report' }],
  authorKinds: [],
  areas: [],
  filters: [],
};
const { raw: _raw, ...post } = makeMention().post;
const mention = { ...makeMention(), post } as unknown as Mention;

describe('the form of a correction', () => {
  it('begins as the post reads, and left so it confirms every part that was on screen', () => {
    const start = startDraft(mention);
    expect(toReview(start, mention, 'Sam')).toEqual({
      phase: 'disrupted',
      voice: 'own',
      systems: ['emis-web', 'docman'],
      systemsUnaffected: ['phones'],
      systemsCause: ['crowdstrike-falcon'],
      systemsPlanned: [],
      systemsSwitchedOff: [],
      reviewer: 'Sam',
    });
  });

  it('sends of the folded part what was touched, no voice without an outage, and nothing that is blank', () => {
    const start = startDraft(mention);
    const draft = { ...start, systems: [], services: ['appointments'], cause: '', place: 'QYG', note: '  ' } as const;
    const none = { systems: [], systemsUnaffected: [], systemsCause: [], systemsPlanned: [], systemsSwitchedOff: [] };
    const rest = { services: ['appointments'], places: ['QYG'] };
    expect(toReview(draft, mention, ' ')).toEqual({ phase: 'disrupted', voice: 'own', ...none, ...rest, cause: null });
    expect(toReview({ ...draft, phase: 'none' }, mention, ' ')).toEqual({ phase: 'none', ...none, places: ['QYG'] });
  });

  it('keeps of an earlier review what was not touched, since the new one takes its place as a whole', () => {
    const { verdict, places } = mention;
    const correction = { services: ['appointments'], cause: null, places: ['QYG', 'QWO'], note: 'Rang them.' };
    const review = { correction, reviewer: 'Jo', reviewedAt: '2024-07-19T09:00:00.000Z', machine: { verdict, places } };
    const reviewed = {
      ...mention,
      verdict: { ...verdict, services: ['appointments'], cause: null },
      review,
    } as unknown as Mention;
    const start = startDraft(reviewed);
    expect(toReview({ ...start, phase: 'recovering' }, reviewed, 'Sam')).toMatchObject({ phase: 'recovering', ...correction });
    expect(toReview({ ...start, place: '' }, reviewed, 'Sam').places).toBeUndefined();
  });

  it('reads disrupted systems as the chosen phase has them, and knows them again when it is changed back', () => {
    const start = startDraft(mention);
    const asIn = (phase: typeof start.phase) => fitSystems({ ...start, phase }).map(({ id, role }) => `${id} ${role}`);
    const others = ['phones systemsUnaffected', 'crowdstrike-falcon systemsCause'];
    expect(asIn('recovering')).toEqual(['emis-web systems', 'docman systems', ...others]);
    expect(asIn('planned')).toEqual(['emis-web systemsPlanned', 'docman systemsPlanned', ...others]);
    expect(asIn('unaffected')).toEqual(['emis-web systemsUnaffected', 'docman systemsUnaffected', ...others]);
    expect(asIn('none')).toEqual(others);
  });

  it('takes a system by title, id or as a product outside the list, and nothing else', () => {
    const find = (typed: string) => findSystem(typed, vocabulary);
    expect([find(' emis web '), find('EPS'), find('Other: Rota Pro')]).toEqual(['emis-web', 'eps', 'other:Rota Pro']);
    expect([find('emis'), find(''), find('other:')]).toEqual([null, null, null]);
    expect([usualRole('recovering'), usualRole('planned'), usualRole('unaffected')]).toEqual([
      'systems',
      'systemsPlanned',
      'systemsUnaffected',
    ]);
  });

  it('says what the machine had said where a person says otherwise, and nothing where they agree', () => {
    expect(sayMachine(mention, vocabulary)).toBeNull();
    const { verdict, places } = mention;
    const review = { correction: {}, reviewer: 'Sam', reviewedAt: '2024-07-19T09:00:00.000Z', machine: { verdict, places } };
    expect(sayMachine({ ...mention, review }, vocabulary)).toBeNull();
    const corrected = { ...verdict, phase: 'none', voice: null, systems: ['eps'], systemsUnaffected: [], cause: null };
    expect(sayMachine({ ...mention, verdict: corrected, review } as Mention, vocabulary)).toBe(
      "“Disrupted”; own report; EMIS Web, DOCMAN disrupted; PHONES said to be fine; cause: Another firm's update",
    );
  });
});

const totals = z.object({ total: z.number() });

describe.skipIf(missing !== null)(`correcting in a browser${missing === null ? '' : ` (${missing})`}`, () => {
  let server: Started;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startDashboard(), openBrowser()]);
    expect((await run(['demo'], { data: server.data })).code).toBe(0);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const total = async (query: string): Promise<number> =>
    totals.parse(await (await fetch(`${server.url}/api/mentions?dataset=demo&limit=1&${query}`)).json()).total;

  async function openForm(page: Page, path: string): Promise<void> {
    await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
    await page.getByText('Is this right?').first().click();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
  }

  it('asks for a name in an error summary that has the focus and leads to the field', async () => {
    // The server's refusal shows as a console message of the browser, so nothing is expected of those here.
    const { page } = await openPage(browser);
    await openForm(page, '/mentions?dataset=demo');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('There is a problem').waitFor();
    expect(await page.evaluate('document.activeElement.className')).toContain('nhsuk-error-summary');
    expect(await findBarriers(page)).toEqual([]);
    await page.locator('.nhsuk-error-summary a').click();
    expect(await page.evaluate('document.activeElement.id')).toBe(await page.getByLabel('Your name').getAttribute('id'));
    await page.close();
  }, 60_000);

  it('stores a correction with the keyboard alone, shows who said what, and counts by it', async () => {
    const { page, complaints } = await openPage(browser);
    const before = await total('');
    await openForm(page, '/mentions?dataset=demo&system=emis-web');
    await page.getByRole('radio', { name: 'Says unaffected' }).focus();
    await page.keyboard.press('Space');
    expect(await page.getByText('Whose disruption is it?').count()).toBe(0);
    const rows = page.locator('.rw-review__systems li');
    while ((await rows.count()) > 0) await rows.first().getByRole('button').press('Enter');
    await page.getByLabel('Add a system').fill('SystmOne');
    await page.getByLabel('Add a system').press('Enter');
    expect(await rows.innerText()).toMatch(/SystmOne/);
    await page.getByLabel('Note (optional)').fill('They say <b>all is well</b>.');
    await page.getByLabel('Your name').fill('Sam Taylor');
    await page.getByLabel('Your name').press('Enter');
    const card = page.locator('.rw-card').first();
    await card.locator('.nhsuk-tag--green').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Saved.');
    const words = await card.innerText();
    expect(words).toMatch(/Corrected by Sam Taylor on \d+ \w+ \d{4}, \d\d:\d\d; the machine said: “[^”]+”; .*EMIS Web disrupted/);
    expect(words).toContain('Note: They say <b>all is well</b>.');
    expect(words).toContain('Says unaffected');
    expect(await total('')).toBe(before - 1);
    expect(await total('phase=unaffected&reviewed=yes&system=systmone&role=unaffected')).toBe(1);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  it('finds it under the filter, and takes it back with one button', async () => {
    const { page, complaints } = await openPage(browser);
    await openForm(page, '/mentions?dataset=demo&phase=all&reviewed=yes');
    expect(await page.locator('.rw-card').count()).toBe(1);
    expect(await page.innerText('.rw-chips')).toContain('Checked by a person: yes');
    await page.getByRole('button', { name: /Withdraw the review/ }).click();
    await page.getByText('Withdrawn.').waitFor();
    expect(await page.getByText('Corrected by').count()).toBe(0);
    expect(await total('phase=all&reviewed=yes')).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);

  for (const width of [1280, 360]) {
    it(`has no serious barrier and no sideways scrolling at ${width} px, the whole form open`, async () => {
      const { page, complaints } = await openPage(browser, width);
      await openForm(page, '/mentions?dataset=demo&system=emis-web');
      await page.getByText('Services, cause and place').first().click();
      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
      await page.close();
    }, 60_000);
  }
});
