import { useCallback, useRef, useState } from 'preact/hooks';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure } from '../../lib/model/index.ts';

/** What a button does: one thing at a time, with what is to be shown of it meanwhile and when it fails. */
export interface Doing {
  isBusy: boolean;
  /** Of the last try; null while there is none. */
  failure: Failure | null;
  /**
   * Does `work` unless something is being done already, and hands its answer to `then`. Nothing is awaited before `work` is
   * called, since a prompt of the browser needs the click. Resolves with whether it was done.
   */
  act<T>(work: () => Promise<T>, then?: (answer: T) => void): Promise<boolean>;
}

export function useDoing(): Doing {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  // Known at once, before the button is drawn anew.
  const busy = useRef(false);

  const act: Doing['act'] = useCallback(async (work, then = () => {}) => {
    if (busy.current) return false;
    busy.current = true;
    setBusy(true);
    setFailure(null);
    try {
      then(await work());
      return true;
    } catch (thrown) {
      setFailure(failureOf(thrown));
      return false;
    } finally {
      busy.current = false;
      setBusy(false);
    }
  }, []);
  return { isBusy, failure, act };
}
