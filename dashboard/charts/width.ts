import { useEffect, useRef, useState } from 'preact/hooks';

/** The width in px that a chart's container has now, so that its letters keep their size on every screen. */
export function useWidth(): { readonly box: { current: HTMLDivElement | null }; readonly width: number } {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (box.current === null) return;
    setWidth(Math.floor(box.current.clientWidth));
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}
