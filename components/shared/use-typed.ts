import { useCallback, useEffect, useRef } from 'preact/hooks';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure } from '../../lib/model/index.ts';

/** What was typed is asked about once the person has stopped for so long. Milliseconds. */
const TYPING_MS = 250;

/** What is done with the answer to the question that was asked last; an earlier one's answer is dropped. */
interface Told<T> {
  onAnswer(answer: T): void;
  onFailure?(failure: Failure): void;
}

/**
 * Asks a moment after the last key: whenever `ask` is another function, so make it with `useCallback`. The first is asked
 * at once; null asks nothing. The function that is returned asks now.
 */
export function useTyped<T>(ask: (() => Promise<T>) | null, { onAnswer, onFailure }: Told<T>): () => void {
  const latest = useRef(0);
  const isFirst = useRef(true);

  const askNow = useCallback(() => {
    const mine = ++latest.current;
    ask?.().then(
      (answer) => mine === latest.current && onAnswer(answer),
      (thrown: unknown) => mine === latest.current && onFailure?.(failureOf(thrown)),
    );
  }, [ask]);

  useEffect(() => {
    const timer = setTimeout(askNow, isFirst.current ? 0 : TYPING_MS);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [askNow]);
  return askNow;
}
