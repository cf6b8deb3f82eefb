import type { Bucket } from '../logic/buckets.ts';

interface BlindProps {
  readonly bucket: Bucket;
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly channels: number;
}

/** Half of the channels or more unseen: the whole hour is hatched. Fewer: a strip at the top. */
export function Blind({ bucket, x, width, top, height: full, channels }: BlindProps) {
  if (bucket.blind === 0) return null;
  const most = bucket.blind * 2 >= channels;
  return <rect fill="url(#rw-hatch)" x={x} y={top} width={width} height={most ? full : 14} />;
}

export function Hatching() {
  return (
    <defs>
      <pattern id="rw-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" class="rw-hatch__ground" />
        <line x1="0" y1="0" x2="0" y2="7" class="rw-hatch__line" />
      </pattern>
    </defs>
  );
}
