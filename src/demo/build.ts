import { addMs, readInstant } from '../core/time.ts';
import type { Channel, Dataset, Instant, Notice, Organisation, Phase, Post, Run } from '../core/types.ts';
import { channelIdOf, channelsOf } from './channels.ts';
import type { LondonTime } from './line.ts';
import { buildPages } from './notices.ts';
import type { Row } from './organisations.ts';
import { rows } from './organisations.ts';
import { buildRuns, seenByRun } from './runs.ts';
import type { Scene } from './script.ts';
import { scenes } from './script.ts';

interface Demo {
  readonly dataset: Dataset;
  readonly organisations: readonly Organisation[];
  readonly channels: readonly Channel[];
  /** In the order of the clock. */
  readonly posts: readonly Post[];
  /** What invented status pages said; their systems are named as they are loaded. */
  readonly notices: readonly Omit<Notice, 'systems'>[];
  /** Hour by hour of the Channels that were blind for half an hour; the last one alone of the others. */
  readonly runs: readonly Run[];
  /** The phase that each Post's writer meant, by Post id: the yardstick for the classifier, never shown. */
  readonly expected: ReadonlyMap<string, Phase>;
}

/**
 * The demonstration: the shape of 19 July 2024 from Thursday 18:00Z to Saturday 18:00Z, told by organisations that do not exist.
 * Pure: the same ids, times and words at every call.
 */
export function buildDemo(): Demo {
  const script = scenes();
  const pages = buildPages();
  const ids = number(script);
  const posts = script.map((scene, index) => postOf(scene, ids[index] ?? '', index));
  return {
    dataset: { id: 'demo', title: '19 July 2024, re-told (invented)', invented: true, createdAt: '2024-07-20T18:15:00.000Z' },
    organisations: rows.map(organisationOf),
    channels: [...channelsOf(script), ...pages.channels],
    posts,
    notices: pages.notices,
    runs: [...buildRuns(script, posts), ...pages.runs],
    expected: new Map(script.map((scene, index) => [ids[index] ?? '', scene.expect])),
  };
}

/** `demo-thistlewick-2`: each author's posts counted in the order of the clock. */
function number(script: readonly Scene[]): string[] {
  const counted = new Map<string, number>();
  return script.map(({ by }) => {
    const count = (counted.get(by) ?? 0) + 1;
    counted.set(by, count);
    return `demo-${by}-${count}`;
  });
}

function postOf(scene: Scene, id: string, index: number): Post {
  const { by, name, kind, platform, text, more } = scene;
  const at = instantOf(scene.at);
  const social = !['web', 'feed', 'hand'].includes(platform);
  return {
    platform,
    id,
    channel: channelIdOf(scene),
    url: platform === 'hand' ? null : `https://demo.invalid/${platform}/${by}/${id}`,
    text,
    ...(more.spoiler === undefined ? {} : { spoiler: more.spoiler }),
    ...(more.quoted === undefined ? {} : { quoted: more.quoted }),
    lang: 'en',
    author: { kind, name, handle: social ? `@${by}.demo.invalid` : null, private: kind === 'patient' },
    postedAt: more.undated === true ? null : at,
    editedAt: null,
    // Some minutes later, different ones from post to post, as a collector that comes round would see it.
    seenAt: more.undated === true ? at : (seenByRun(scene, at) ?? addMs(at, (2 + ((index * 7) % 11)) * 60_000)),
    raw: { invented: true, says: 'Written for the demonstration; nobody posted this.' },
  };
}

const dates = { Thu: '2024-07-18', Fri: '2024-07-19', Sat: '2024-07-20' };

/** London is one hour ahead of UTC in July. */
function instantOf(at: LondonTime): Instant {
  const [day, time] = at.split(' ') as [keyof typeof dates, string];
  const instant = readInstant(`${dates[day]}T${time}:00+01:00`);
  if (instant === null) throw new Error(`"${at}" is no time of the demonstration.`);
  return instant;
}

function organisationOf([code, , name, kind, town, area, system]: Row): Organisation {
  return {
    code,
    name,
    kind,
    town,
    postcode: null,
    area,
    status: 'active',
    openedOn: null,
    closedOn: null,
    system,
    systemAsOf: system === null ? null : '2024-07-01',
    patients: null,
    patientsAsOf: null,
    source: 'demonstration',
  };
}
