import type { Failure } from '../../lib/model/index.ts';
import { failureWords } from './failure-words.ts';

/** A failure in words, under what was asked for. */
export function Refused({ failure }: { failure: Failure }) {
  const { title, help } = failureWords(failure);
  return (
    <div class="problem" role="alert">
      <strong>{title}.</strong> {help}
    </div>
  );
}
