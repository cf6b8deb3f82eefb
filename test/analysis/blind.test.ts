import { describe, expect, it } from 'vitest';
import { findBlindPeriods } from '../../analysis/blind.ts';
import type { Channel, Instant, Run, RunOutcome } from '../../src/core/types.ts';
import { quietRun } from '../store/samples.ts';

const channel: Channel = {
  id: 'feed:1',
  platform: 'feed',
  address: 'https://thistlewick.invalid/feed/',
  title: 'Thistlewick Surgery (invented)',
  organisation: null,
  authorKind: 'practice',
  selector: null,
  everyMinutes: 10,
  dataset: 'live',
  addedAt: '2024-07-19T06:00:00.000Z',
};

describe('blind periods', () => {
  it('run from the last good look before a failure to the next good one', () => {
    const runs = [run('08:00', 'ok'), run('08:10', 'failed'), run('08:20', 'failed'), run('08:40', 'ok')];
    expect(findBlindPeriods(runs, [channel], at('08:45'))).toEqual([
      { channel: 'feed:1', from: at('08:00'), to: at('08:40'), why: 'No answer' },
    ]);
  });

  it('last while the failure lasts', () => {
    expect(findBlindPeriods([run('08:00', 'ok'), run('08:10', 'failed')], [channel], at('09:00'))).toEqual([
      { channel: 'feed:1', from: at('08:00'), to: null, why: 'No answer' },
    ]);
  });

  it('are found where nobody ran the schedule', () => {
    const [period] = findBlindPeriods([run('08:00', 'ok'), run('12:00', 'ok')], [channel], at('12:05'));
    expect(period).toMatchObject({ from: at('08:00'), to: at('12:00') });
    expect(period?.why).toContain('schedule');
  });

  it('are none while all goes well, and being asked to wait a little is not blindness', () => {
    expect(findBlindPeriods([run('08:00', 'ok'), run('08:10', 'waiting'), run('08:20', 'ok')], [channel], at('08:25'))).toEqual(
      [],
    );
  });

  it('do not begin before the first run: nobody was watching yet', () => {
    expect(findBlindPeriods([], [channel], at('12:00'))).toEqual([]);
  });

  it('do not depend on the order of the runs', () => {
    const runs = [run('08:40', 'ok'), run('08:10', 'failed'), run('08:00', 'ok')];
    expect(findBlindPeriods(runs, [channel], at('08:45'))).toHaveLength(1);
  });
});

function at(time: string): Instant {
  return `2024-07-19T${time}:00.000Z`;
}

function run(time: string, outcome: RunOutcome): Run {
  const failed = outcome === 'failed';
  return {
    ...quietRun,
    id: time,
    channel: 'feed:1',
    startedAt: at(time),
    finishedAt: at(time),
    outcome,
    failure: failed ? 'unreachable' : null,
    message: failed ? 'No answer' : null,
  };
}
