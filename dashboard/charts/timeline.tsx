import { useState } from 'preact/hooks';
import { type Bucket, type BucketSize, niceTicks, sumBucket, type Unit } from '../logic/buckets.ts';
import { plural } from '../logic/headline.ts';
import { sayShortDay, sayTime } from '../logic/london.ts';
import { phases } from '../parts/phase.tsx';
import type { Notice, Phase } from '../types.ts';
import { Axis } from './axis.tsx';
import { Blind, Hatching } from './hatching.tsx';
import { useWidth } from './width.ts';

interface TimelineProps {
  readonly buckets: readonly Bucket[];
  readonly size: BucketSize;
  readonly unit: Unit;
  /** Channels there are: how much a blind one weighs. */
  readonly channels: number;
  /** Suppliers' own notices, marked at their time; they are listed in words elsewhere. */
  readonly notices: readonly Notice[];
  readonly onPick: (bucket: Bucket) => void;
}

const margin = { top: 10, right: 4, bottom: 46, left: 34 };
const height = 280;

/** Columns by hour or day, stacked by phase; hours in which channels could not be seen are hatched. */
export function Timeline(props: TimelineProps) {
  const { buckets, unit, size } = props;
  const { box, width } = useWidth();
  const [active, setActive] = useState<number | null>(null);
  const max = Math.max(0, ...buckets.map((bucket) => sumBucket(bucket, unit)));
  const shown = active === null ? undefined : buckets[active];
  return (
    <div class="rw-timeline">
      <p class="rw-timeline__readout" aria-hidden="true">
        {shown === undefined ? 'Point at a column to read it; choose it to see its posts.' : sayBucket(shown, size, unit)}
      </p>
      <div ref={box} class="rw-timeline__box">
        {width > 0 && <Drawing {...props} width={width} max={max} active={active} onActive={setActive} />}
      </div>
    </div>
  );
}

interface DrawingProps extends TimelineProps {
  readonly width: number;
  readonly max: number;
  readonly active: number | null;
  readonly onActive: (index: number | null) => void;
}

function Drawing({ buckets, size, unit, channels, notices, onPick, width, max, active, onActive }: DrawingProps) {
  const ticks = niceTicks(max);
  const top = ticks.at(-1) ?? 1;
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const step = inner.width / Math.max(1, buckets.length);
  const y = (value: number): number => margin.top + inner.height * (1 - value / top);
  const x = (index: number): number => margin.left + index * step;
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={`Timeline of ${unit} by ${size}; the table below it has the same figures.`}
      onPointerLeave={() => onActive(null)}
    >
      <Hatching />
      <Grid ticks={ticks} width={width} y={y} />
      {buckets.map((bucket, index) => (
        <g key={bucket.startMs}>
          <Blind bucket={bucket} x={x(index)} width={step} top={margin.top} height={inner.height} channels={channels} />
          <Column bucket={bucket} unit={unit} x={x(index)} width={step} y={y} />
          <rect
            class={`rw-hover ${active === index ? 'rw-hover--on' : ''}`}
            x={x(index)}
            y={margin.top}
            width={step}
            height={inner.height}
            onPointerEnter={() => onActive(index)}
            onClick={() => onPick(bucket)}
          />
        </g>
      ))}
      <Marks notices={notices} buckets={buckets} step={step} x={x} height={inner.height} />
      <Axis buckets={buckets} size={size} step={step} x={x} y={height - margin.bottom} />
    </svg>
  );
}

/** A line and a triangle where a supplier's notice came out; days and hours are drawn as wide as each other, so time runs within a column. */
function Marks({
  notices,
  buckets,
  step,
  x,
  height: tall,
}: {
  notices: readonly Notice[];
  buckets: readonly Bucket[];
  step: number;
  x: (index: number) => number;
  height: number;
}) {
  return notices.map(({ id, channel, publishedAt }) => {
    const at = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
    const index = buckets.findIndex(({ startMs, endMs }) => at >= startMs && at < endMs);
    const bucket = buckets[index];
    if (bucket === undefined) return null;
    const middle = x(index) + (step * (at - bucket.startMs)) / (bucket.endMs - bucket.startMs);
    return (
      <g key={`${channel} ${id}`} class="rw-notice-mark">
        <line x1={middle} x2={middle} y1={margin.top} y2={margin.top + tall} />
        <path d={`M${middle - 6} ${margin.top - 9}h12l-6 10z`} />
      </g>
    );
  });
}

function Grid({ ticks, width, y }: { ticks: readonly number[]; width: number; y: (value: number) => number }) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line class="rw-grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
      <text class="rw-axis" x={margin.left - 6} y={y(tick)} dy="0.32em" text-anchor="end">
        {tick}
      </text>
    </g>
  ));
}

function Column({
  bucket,
  unit,
  x,
  width,
  y,
}: {
  bucket: Bucket;
  unit: Unit;
  x: number;
  width: number;
  y: (value: number) => number;
}) {
  const gap = Math.min(2, width * 0.15);
  let below = 0;
  return (
    <>
      {phases.map(({ id }) => {
        const value = bucket.counts[id]?.[unit] ?? 0;
        if (value === 0) return null;
        const from = below;
        below += value;
        return (
          <rect
            key={id}
            class={`rw-fill--${id}`}
            x={x + gap / 2}
            width={Math.max(1, width - gap)}
            y={y(below)}
            height={y(from) - y(below)}
          />
        );
      })}
    </>
  );
}

/** One column in words. */
function sayBucket(bucket: Bucket, size: BucketSize, unit: Unit): string {
  const day = sayShortDay(bucket.startMs);
  const span = size === 'day' ? day : `${day}, ${sayTime(bucket.startMs)} to ${sayTime(bucket.endMs)}`;
  const parts = phases.flatMap(({ id, title }: { id: Phase; title: string }) => {
    const value = bucket.counts[id]?.[unit] ?? 0;
    return value === 0 ? [] : [`${value} ${title.toLowerCase()}`];
  });
  const blind = bucket.blind === 0 ? '' : `; ${plural(bucket.blind, 'channel')} could not be seen`;
  return `${span}: ${parts.length === 0 ? `no ${unit}` : `${unit}: ${parts.join(', ')}`}${blind}`;
}
