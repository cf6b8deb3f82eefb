import type { Bucket, BucketSize } from '../logic/buckets.ts';
import { londonHour, sayTime, sayWeekday } from '../logic/london.ts';

interface AxisProps {
  readonly buckets: readonly Bucket[];
  readonly size: BucketSize;
  readonly step: number;
  readonly x: (index: number) => number;
  readonly y: number;
}

/** Hours and days of London time under the columns, as many as have room. */
export function Axis({ buckets, size, step, x, y }: AxisProps) {
  const every = [1, 2, 3, 6, 12, 24].find((hours) => hours * step >= 46) ?? 24;
  const dayEvery = Math.max(1, Math.ceil(76 / step));
  return (
    <g>
      {buckets.map((bucket, index) => {
        if (size === 'day')
          return index % dayEvery === 0 && <Tick key={index} x={x(index)} y={y} day={sayWeekday(bucket.startMs)} />;
        const hour = londonHour(bucket.startMs);
        const left = (buckets.length - index) * step;
        if (hour % every !== 0 || left < 42) return null;
        const room = left > 80;
        return (
          <Tick
            key={index}
            x={x(index)}
            y={y}
            time={sayTime(bucket.startMs)}
            {...(hour === 0 && room ? { day: sayWeekday(bucket.startMs) } : {})}
          />
        );
      })}
    </g>
  );
}

function Tick({ x, y, time, day }: { x: number; y: number; time?: string; day?: string }) {
  return (
    <g>
      <line class="rw-tick" x1={x} x2={x} y1={y} y2={y + (day === undefined ? 5 : 38)} />
      {time !== undefined && (
        <text class="rw-axis" x={x + 4} y={y + 17}>
          {time}
        </text>
      )}
      {day !== undefined && (
        <text class="rw-axis rw-axis--day" x={x + 4} y={y + (time === undefined ? 17 : 35)}>
          {day}
        </text>
      )}
    </g>
  );
}
