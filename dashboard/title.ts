import { useEffect, useRef } from 'preact/hooks';

let opened = false;

/** Sets the window's title; after a change of page, moves the focus to the new page so that it is read out from the top. */
export function useTitle(title: string): void {
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} – Ripplewatch`;
    if (!first.current) return;
    first.current = false;
    if (opened) {
      document.getElementById('main')?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    opened = true;
  }, [title]);
}
