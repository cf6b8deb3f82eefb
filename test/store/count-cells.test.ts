import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, levels, periodsOf } from '../../src/store/count-cells.ts';

/** First hour of the London day or month of an hour, and of the next one, by the calendar alone. */
function byCalendar(hour: number, unit: 'day' | 'month'): { start: number; ends: number } {
  const date = Temporal.Instant.fromEpochMilliseconds(hour * hourMs)
    .toZonedDateTimeISO('Europe/London')
    .toPlainDate();
  const first = unit === 'day' ? date : date.with({ day: 1 });
  const [start = 0, ends = 0] = [first, first.add({ [`${unit}s`]: 1 })].map(
    (one) => one.toZonedDateTime('Europe/London').epochMilliseconds / hourMs,
  );
  return { start, ends };
}

test('an hour lies in its London day and month, whatever hours were asked for before it', () => {
  const from = Date.UTC(2023, 0, 1) / hourMs;
  // Few enough that hours of one day are often asked for, the days when clocks change among them.
  const hours = fc.array(fc.oneof(fc.nat(24 * 800), fc.integer({ min: 10_900, max: 10_960 })), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(hours, (asked) => {
      for (const hour of asked.map((after) => from + after)) {
        expect(periodsOf(hour)).toEqual([
          { level: levels.day, ...byCalendar(hour, 'day') },
          { level: levels.month, ...byCalendar(hour, 'month') },
        ]);
      }
    }),
  );
});
