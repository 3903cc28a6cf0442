import { useEffect } from 'preact/hooks';

/**
 * Calls `work` `ms` milliseconds after each change of `shown`; not while the page is hidden, but as soon as it is seen
 * again. Null: nothing to do.
 */
export function useLater(work: (() => void) | null, ms: number, shown: unknown): void {
  useEffect(() => {
    if (work === null) return;
    const over = new AbortController();
    const timer = setTimeout(() => {
      if (!document.hidden) work();
      else document.addEventListener('visibilitychange', work, { once: true, signal: over.signal });
    }, ms);
    return () => {
      clearTimeout(timer);
      over.abort();
    };
  }, [shown, ms, work === null]);
}
