import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../cli.ts';
import { runHere } from '../here.ts';

const whole = ['--basis', 'public task', '--dpia', 'DPIA-1', '--retention-days', '14', '--contact', 'privacy@watch.example'];

describe('ripplewatch governance', () => {
  it('says what is missing, records it, changes one part, withdraws it, and keeps who did what', async () => {
    const data = await makeFolder();
    const governance = (...args: string[]) => runHere(['governance', ...args], data);
    expect((await governance()).out).toContain('Nothing is recorded. There are no channels of private people');
    expect(await governance('record', '--basis', 'public task')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Still missing: --dpia, --retention-days, --contact.') as string,
    });
    expect(await governance('withdraw')).toMatchObject({ code: 2 });
    expect((await governance('record', ...whole)).out).toContain('Words are kept for 14 days\nContact: privacy@watch.example');
    expect((await governance('record', '--retention-days', '90')).out).toContain(
      'Words are kept for 30 days (RIPPLEWATCH_RETENTION_PEOPLE_DAYS is shorter than the 90 recorded)',
    );
    expect((await governance('withdraw')).out).toMatch(/^Withdrawn\. Nothing is recorded\./);
    const shown = JSON.parse((await governance('show', '--json')).out) as { standing: null; history: { who: string }[] };
    expect(shown.standing).toBeNull();
    expect(shown.history).toMatchObject([
      { decided: null },
      { decided: { retentionDays: 90, dpia: 'DPIA-1' } },
      { decided: { retentionDays: 14 }, who: expect.stringMatching(/^command line \(/) as string },
    ]);
    expect((await governance()).out.split('\n').filter((line) => line.includes('command line ('))).toHaveLength(3);
  });

  it.each([
    [['--retention-days', 'soon'], '--retention-days takes a whole number of days from 1 to 36500, not "soon".'],
    [['--basis', 'two\nlines'], '--basis takes 1 to 500 printable characters on one line.'],
  ])('refuses %j', async (args, words) => {
    expect(await runHere(['governance', 'record', ...args], await makeFolder())).toMatchObject({
      code: 2,
      err: expect.stringContaining(words) as string,
    });
  });
});

describe('a channel of private people', () => {
  it('is stored and off, without a look at it, until a basis is recorded', async () => {
    const data = await makeFolder();
    // Nothing of that name answers: had it been looked at, it would not have been stored.
    const added = await runHere(['channels', 'add', '#emisdown@social.example'], data);
    expect(added).toMatchObject({ code: 0 });
    expect(added.out).toMatch(
      /It is off, because private people post there: "ripplewatch governance record" takes a lawful basis/,
    );
    expect((await runHere(['channels', 'add', 'blog.example', '--people'], data)).err).toContain(
      'waits until its basis is recorded',
    );
    await writeFile(join(data, 'list.csv'), 'address,people\n@jo@social.example,yes\n');
    await runHere(['channels', 'import', join(data, 'list.csv')], data);
    const list = JSON.parse((await runHere(['channels', 'list', '--json'], data)).out) as { health: string }[];
    expect(list.map(({ health }) => health)).toEqual(['withheld', 'withheld']);
    const collected = await runHere(['collect'], data);
    expect(collected.err).toMatch(/^2 channels of private people not read: "ripplewatch governance record" takes/);
    expect((await runHere(['governance'], data)).out).toContain('2 channels of private people held back');
    expect((await runHere(['governance', 'record', ...whole], data)).out).toContain('2 channels of private people may be read.');
    const open = JSON.parse((await runHere(['channels', 'list', '--json'], data)).out) as { health: string }[];
    expect(open.map(({ health }) => health)).toEqual(['new', 'new']);
  });
});

describe('ripplewatch forget', () => {
  it('takes the words away of what was replayed, and says how many', async () => {
    const data = await makeFolder();
    const posts = [
      { text: 'EMIS is down at my surgery', authorKind: 'patient', handle: '@jo', url: 'https://social.example/@jo/1' },
      { text: 'My surgery cannot use EMIS', authorKind: 'patient', handle: '@jo' },
      { text: 'EMIS is down at our surgery', authorKind: 'practice', handle: '@surgery' },
    ];
    await writeFile(join(data, 'posts.ndjson'), posts.map((post) => JSON.stringify(post)).join('\n'));
    await runHere(['replay', join(data, 'posts.ndjson')], data);
    expect(await runHere(['forget', 'jo'], data)).toMatchObject({
      code: 0,
      out: '2 posts lost their words. What comes later from this handle is not stored.\n',
    });
    expect(JSON.parse((await runHere(['forget', '@nobody', '--json'], data)).out)).toEqual({ posts: 0, channels: [] });
    const { out } = await runHere(['export', '--phase', 'all'], data);
    expect(out).toContain('EMIS is down at our surgery');
    expect(out).not.toContain('my surgery');
    expect(out.match(/,request,/g)).toHaveLength(2);
    expect(await runHere(['forget', 'two words'], data)).toMatchObject({ code: 2 });
  });
});
