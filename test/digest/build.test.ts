import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instant, Mention } from '../../src/core/types.ts';
import { buildDigest } from '../../src/digest/build.ts';
import type { Digest } from '../../src/digest/digest.ts';
import { digestFormats } from '../../src/digest/formats.ts';
import { gatherFacts } from '../../src/digest/gather.ts';
import type { Store } from '../../src/store/contract.ts';
import { makeMention, patient } from '../export/mention.ts';
import { quietRun } from '../store/samples.ts';
import {
  channelOf,
  day,
  leadTimesOf,
  minutesIn,
  morningAfter,
  openStore,
  query,
  runHourly,
  save,
  vocabulary,
  wholeDay,
} from './day.ts';

let store: Store;
beforeEach(async () => {
  store = await openStore();
});
afterEach(() => store.close());

async function digestOf(mentions: readonly Mention[], now: Instant = morningAfter): Promise<Digest> {
  await save(store, mentions);
  return buildDigest(
    await gatherFacts(store, { day, query, vocabulary, now, dashboardUrl: null, leadTimes: leadTimesOf(store) }),
  );
}

function textOf(digest: Digest, section?: string): string {
  if (section === undefined) return digestFormats.text.render(digest).replace(/\s+/g, ' ');
  return JSON.stringify(digest.sections.find(({ id }) => id === section)?.blocks ?? null);
}

test('the answer comes first: who posted, about what, when it began, peaked and receded', async () => {
  const { answer, subject } = await digestOf(wholeDay());
  expect(answer[0]).toBe('On Friday 19 July 2024, 140 organisations posted about a disruption; most named EMIS Web.');
  expect(answer[1]).toBe('It began about 07:00, peaked between 10:00 and 11:00 and was receding by 14:00.');
  expect(subject).toBe('Ripplewatch digest: Friday 19 July 2024 – 140 organisations posted, most about EMIS Web');
});

test('sections come in the order of a situation report', async () => {
  const { sections } = await digestOf(wholeDay());
  expect(sections.map(({ id }) => id)).toEqual([
    'when',
    'where',
    'what',
    'working',
    'voices',
    'statement',
    'lead',
    'sight',
    'comparison',
    'meaning',
  ]);
});

test('a share is a floor over the practices that run the system', async () => {
  const where = textOf(await digestOf(wholeDay()), 'where');
  expect(where).toContain('At least 47 of the 881 EMIS Web practices in the North West have posted about it.');
});

test('practices that run the system and gave an answer on the day stand beside the share', async () => {
  const practices = Array.from({ length: 60 }, (_, index) => `P${index}`);
  await store.saveOrganisations(
    practices.map((code) => ({ code, source: 'test', name: code, kind: 'practice', system: 'emis-web', area: 'QOP' })),
  );
  for (const code of practices) await store.saveChannel({ ...channelOf(`feed:${code}`, code), organisation: code });
  // Two of them have never answered, and one answered on another day.
  for (const [index, code] of practices.slice(2).entries()) {
    const [id, channel] = [`look-${code}`, `feed:${code}`];
    await store.startRun({ id, channel, startedAt: minutesIn(index === 0 ? 2000 : 600) });
    await store.finishRun({ ...quietRun, id, channel, finishedAt: minutesIn(2001) });
  }
  const where = textOf(await digestOf(wholeDay()), 'where');
  expect(where).toContain('have posted about it; we could see 57 of them.');
});

test('areas stand in the order of their first posts, ten at most', async () => {
  const { sections } = await digestOf(wholeDay());
  const table = sections.find(({ id }) => id === 'where')!.blocks.find(({ kind }) => kind === 'table')!;
  const rows = table.kind === 'table' ? table.rows : [];
  expect(rows).toHaveLength(10);
  expect(rows[0]).toEqual(['Greater Manchester', '07:10', '13:46', '29']);
  expect(rows.map((row) => row[1])).toEqual(rows.map((row) => row[1]).toSorted());
});

test('what is said to be working is told apart and counted nowhere else', async () => {
  const digest = await digestOf(wholeDay());
  expect(textOf(digest, 'working')).toContain('9 posts said that all was working as usual.');
  expect(textOf(digest, 'working')).toContain('SystmOne (9 organisations)');
  expect(textOf(digest, 'what')).not.toContain('SystmOne');
});

test('the most repeated statement counts organisations and quotes the first of them', async () => {
  const statement = textOf(await digestOf(wholeDay()), 'statement');
  expect(statement).toContain('37 organisations posted almost the same words, 37 times in all.');
  expect(statement).toContain('Practice 0, 07:10');
});

test('no private person is quoted, named or linked in any format', async () => {
  const alone = Array.from({ length: 15 }, (_, index) =>
    makeMention({
      post: { id: `at://jo/${index}`, author: patient, text: 'secret words of jo.bloggs', postedAt: minutesIn(400 + index) },
      organisation: null,
      organisationName: null,
      statement: 's-jo',
    }),
  );
  const digest = await digestOf([...wholeDay(), ...alone]);
  for (const { render } of Object.values(digestFormats)) {
    expect(render(digest)).not.toMatch(/secret words|jo\.bloggs|Jo Bloggs|screens are dead/);
  }
});

test('names and words from outside stay one line of plain text in every format', async () => {
  const evil = 'Alder\r\n\r\n# Lane\u202e <script>alert(1)</script>';
  const posts = Array.from({ length: 3 }, (_, index) =>
    makeMention({
      post: { id: `f/${index}`, text: `EMIS is down ${evil}`, postedAt: minutesIn(500 + index), url: 'javascript:alert(1)' },
      organisation: `E${index}`,
      organisationName: evil,
      verdict: { systems: [`other:${evil}`] },
    }),
  );
  await runHourly(store, channelOf('feed:evil', evil), [9]);
  const digest = await digestOf(posts);
  const strings = JSON.stringify(digest, (_key, value: unknown) => (_key === 'figures' ? null : value));
  expect(strings).not.toMatch(/\\r|\\n|\u202e|javascript:/);
  expect(digestFormats.html.render(digest)).not.toContain('<script>');
  expect(digestFormats.text.render(digest)).not.toMatch(/^# Lane/m);
  expect(digest.subject).toContain('most about Alder # Lane');
});

test('it never says affected of a count, and never speaks of OPEL', async () => {
  const text = textOf(await digestOf(wholeDay()));
  expect(text).not.toMatch(/affected|opel/i);
});

test('a day without mentions says so, and that we could see', async () => {
  await runHourly(store, channelOf('feed:a', 'Alder Lane'));
  await runHourly(store, channelOf('feed:b', 'Birch Road'));
  const { answer, subject } = await digestOf([]);
  expect(answer).toEqual([
    'On Friday 19 July 2024 there were no mentions: none of the posts we saw speaks of a disruption.',
    'We could see both channels all day.',
  ]);
  expect(subject).toBe('Ripplewatch digest: Friday 19 July 2024 – no mentions');
});

test('a day without mentions on which nothing could be seen is no all-clear', async () => {
  await runHourly(
    store,
    channelOf('feed:a', 'Alder Lane'),
    Array.from({ length: 24 }, (_, hour) => hour),
  );
  const { answer, subject } = await digestOf([]);
  expect(answer[1]).toBe('We could not see our one channel on that day, so this is not an all-clear.');
  expect(subject).toBe('Ripplewatch digest: Friday 19 July 2024 – we could not see');
});

test('a day without mentions and without channels is no all-clear either', async () => {
  expect((await digestOf([])).answer[1]).toBe('Nothing was being collected on that day, so this is not an all-clear.');
});

test('channels that went blind together share a line', async () => {
  for (const name of ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm']) await runHourly(store, channelOf(`feed:${name}`, name), [9]);
  expect(textOf(await digestOf([]), 'sight')).toContain('Alder, Birch, Cedar and 2 more: not seen from 08:05 to 10:05.');
});

test('blind periods are told with their channel, times and reason, and marked in the hours', async () => {
  await runHourly(store, channelOf('feed:a', 'Alder Lane'), [9, 10]);
  const digest = await digestOf(wholeDay());
  expect(textOf(digest, 'sight')).toContain('Alder Lane: not seen from 08:05 to 11:05. The server did not answer.');
  const block = digest.sections[0]!.blocks[0]!;
  const blind = block.kind === 'hours' ? block.hours.filter((hour) => hour.blind).map(({ label }) => label) : [];
  expect(blind).toEqual(['08:00', '09:00', '10:00', '11:00']);
});

test('a channel that needs attention shows with its sentence', async () => {
  await runHourly(store, channelOf('feed:a', 'Alder Lane'), [22, 23]);
  expect(textOf(await digestOf([]), 'sight')).toContain('Failed 2 times in a row: the server did not answer (Alder Lane)');
});

test('the days before stand beside the day', async () => {
  const earlier = (id: string, at: Instant) => makeMention({ post: { id, postedAt: at }, organisation: id, statement: null });
  const digest = await digestOf([
    ...wholeDay(),
    earlier('E1', '2024-07-18T10:00:00.000Z'),
    earlier('E2', '2024-07-18T11:00:00.000Z'),
    earlier('E1b', '2024-07-12T11:00:00.000Z'),
  ]);
  expect(textOf(digest, 'comparison')).toContain('The day before: 2 organisations, 2 posts.');
  expect(digest.highlights.at(-1)).toEqual({ value: '2', label: 'organisations the day before' });
  expect(textOf(digest, 'comparison')).toContain(
    'Mean of the 2 of the seven days before that have posts stored: 1.5 organisations, 1.5 posts a day.',
  );
});

test('without anything stored from before there is no comparison, which is not the same as zero', async () => {
  expect(textOf(await digestOf(wholeDay()), 'comparison')).toContain('nothing to compare with');
});

test('a day that is not over says until when it reports and draws no hours to come', async () => {
  const digest = await digestOf(wholeDay().slice(0, 40), '2024-07-19T11:30:00.000Z');
  expect(digest.partial).toBe(true);
  expect(digest.answer[0]).toContain('On Friday 19 July 2024, up to 12:30, ');
  const block = digest.sections[0]!.blocks[0]!;
  expect(block.kind === 'hours' && block.hours.filter((hour) => hour.ahead)[0]?.label).toBe('13:00');
});

test('posts of patients alone are not said to be organisations', async () => {
  const post = { author: patient, id: 'at://jo/1', postedAt: minutesIn(500) };
  const { answer } = await digestOf([
    makeMention({ post, organisation: null, organisationName: null, verdict: { systems: ['emis-web'] } }),
  ]);
  expect(answer[0]).toContain('1 post spoke of a disruption, none of them by an organisation we know; most named EMIS Web.');
});

test('a handful of posts has a first and a last, and no peak', async () => {
  const posts = [500, 620].map((minute) => makeMention({ post: { id: `f/${minute}`, postedAt: minutesIn(minute) } }));
  expect((await digestOf(posts)).answer[1]).toBe('The first post came at 08:20, the last at 10:20.');
});

test('posts without a date are in no number, and that is said', async () => {
  const digest = await digestOf([makeMention({ post: { postedAt: null } })]);
  expect(digest.answer[0]).toContain('no mentions');
  expect(textOf(digest, 'sight')).toContain('1 stored post without a date');
});

test('an invented dataset says so above everything and in the subject', async () => {
  await store.addDataset({ id: 'demo', title: 'Demonstration', invented: true, createdAt: morningAfter });
  await save(
    store,
    wholeDay().map((mention) => ({ ...mention, dataset: 'demo', invented: true })),
  );
  const facts = await gatherFacts(store, {
    day,
    query: { ...query, dataset: 'demo' },
    vocabulary,
    now: morningAfter,
    dashboardUrl: null,
    leadTimes: leadTimesOf(store),
  });
  const digest = buildDigest(facts);
  expect(digest.subject).toMatch(/^Demonstration: /);
  expect(digest.banner).toContain('invented');
  for (const { render } of Object.values(digestFormats)) expect(render(digest)).toContain('invented');
});

test('an invented channel is told blind, and never to need attention', async () => {
  await runHourly(store, channelOf('feed:a', 'Alder Lane'), [22, 23]);
  await save(store, wholeDay());
  const facts = await gatherFacts(store, {
    day,
    query,
    vocabulary,
    now: morningAfter,
    dashboardUrl: null,
    leadTimes: leadTimesOf(store),
  });
  const sight = textOf(buildDigest({ ...facts, dataset: { ...facts.dataset, invented: true } }), 'sight');
  expect(sight).toContain('In the demonstration, 1 channel could not be seen for part of the day.');
  expect(sight).not.toContain('attention');
});

test('the same facts give the same digest', async () => {
  await save(store, wholeDay());
  const facts = await gatherFacts(store, {
    day,
    query,
    vocabulary,
    now: morningAfter,
    dashboardUrl: null,
    leadTimes: leadTimesOf(store),
  });
  expect(buildDigest(facts)).toEqual(buildDigest(structuredClone(facts)));
});
