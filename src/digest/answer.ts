import { plural } from '../core/text.ts';
import { addMs } from '../core/time.ts';
import type { Course } from './course.ts';
import { findCourse } from './course.ts';
import type { Hour } from './digest.ts';
import type { DigestFacts } from './facts.ts';
import { clockTime } from './hours.ts';
import { leadingSystem } from './leading.ts';
import { sayDay, sayTerm } from './say.ts';
import { saySight } from './sight.ts';

/** What somebody reads who reads nothing else: who posted, about what, how it went, and whether we could see. */
export function writeAnswer(facts: DigestFacts, hours: readonly Hour[]): string[] {
  const day = `On ${sayDay(facts.day)}${facts.generatedAt < facts.window.to ? `, up to ${clockTime(facts.generatedAt)}` : ''}`;
  const about = facts.filters === null ? '' : ` (${facts.filters})`;
  if (facts.totals.mentions === 0) {
    return [`${day} there were no mentions${about}: none of the posts we saw speaks of a disruption.`, saySight(facts)];
  }
  const sight = isWorrying(facts) ? [saySight(facts)] : [];
  return [`${day}${about}, ${sayWho(facts)}; ${sayLeading(facts)}.`, sayCourse(facts, findCourse(hours)), ...sight];
}

function sayWho({ totals: { mentions, organisations } }: DigestFacts): string {
  if (organisations > 0) return `${plural(organisations, 'organisation')} posted about a disruption`;
  return `${plural(mentions, 'post')} spoke of a disruption, none of them by an organisation we know`;
}

function sayLeading(facts: DigestFacts): string {
  const leading = leadingSystem(facts);
  if (leading === null) return 'no system was named';
  const name = sayTerm(leading.id, facts.vocabulary.systems);
  return leading.most ? `most named ${name}` : `${name} was named most often`;
}

function sayCourse({ scan, generatedAt, window }: DigestFacts, course: Course | null): string {
  if (course === null) {
    if (scan.firstAt === null || scan.lastAt === null) return 'None of the posts has a time.';
    const [first, last] = [clockTime(scan.firstAt), clockTime(scan.lastAt)];
    return first === last ? `It was posted at ${first}.` : `The first post came at ${first}, the last at ${last}.`;
  }
  const { onset, peak } = course;
  const start = course.fromBefore ? 'It was under way when the day began' : `It began about ${sayOnset(onset, scan.firstAt)}`;
  const end = sayEnd(course, generatedAt < window.to ? clockTime(generatedAt) : 'the end of the day');
  return `${start}, peaked between ${peak.label} and ${clockTime(addMs(peak.at, hourMs))} and ${end}.`;
}

/** Fewer posts are no recovery: somebody has to say that it is getting better. */
function sayEnd({ recedingAt, quieterAt }: Course, until: string): string {
  if (recedingAt !== null) return `was receding by ${clockTime(recedingAt)}`;
  if (quieterAt !== null)
    return `drew less than half as many posts an hour from ${clockTime(quieterAt)}, with little word of recovery`;
  return `was not yet receding at ${until}`;
}

const hourMs = 60 * 60_000;

/** To the minute where the day's first post began the rise, to the hour where something unrelated came before it. */
function sayOnset(onset: Hour, firstAt: DigestFacts['scan']['firstAt']): string {
  return firstAt !== null && firstAt >= onset.at && firstAt < addMs(onset.at, hourMs) ? clockTime(firstAt) : onset.label;
}

/** A tenth of the channels unseen is enough to say so at the top. */
function isWorrying({ watch, dataset }: DigestFacts): boolean {
  const unseen = new Set(watch.blind.map(({ channel }) => channel)).size + watch.channels - watch.collected;
  return !dataset.invented && watch.channels > 0 && unseen * 10 >= watch.channels;
}
