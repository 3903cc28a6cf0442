import { i18n } from '#i18n';
import type { NextStep } from '../../lib/model/failure-care.ts';
import { careFor } from '../../lib/model/failure-table.ts';
import type { Failure } from '../../lib/model/index.ts';
import { failureWords } from '../shared/failure-words.ts';
import { PrimaryButton } from '../shared/PrimaryButton.tsx';

interface Props {
  failure: Failure;
  onTryAgain(): void;
  /** To what was shown before; null where nothing was. */
  onBack: (() => void) | null;
  onOpenOptions(origin: string): void;
}

const BUTTONS = {
  connect: 'popup.connect',
  'sign-in': 'popup.signIn',
  'open-options': 'popup.openOptions',
  'try-again': 'popup.tryAgain',
  'review-again': 'popup.reviewAgain',
} as const satisfies Record<NextStep, string>;

/** What is the matter, what to do about it, and the one button that helps. */
export function ProblemScreen({ failure, onTryAgain, onBack, onOpenOptions }: Props) {
  const { title, help } = failureWords(failure);
  const { step } = careFor(failure);
  const origin = 'origin' in failure ? failure.origin : '';
  const isHere = step === 'try-again' || step === 'review-again';
  return (
    <>
      <div class="body" role="alert">
        <h1>{title}</h1>
        <p>{help}</p>
      </div>
      <footer>
        <PrimaryButton onClick={isHere ? onTryAgain : () => onOpenOptions(origin)}>
          {i18n.t(BUTTONS[step])}
        </PrimaryButton>
        {onBack !== null && (
          <div class="more">
            <button type="button" onClick={onBack}>
              {i18n.t('popup.back')}
            </button>
          </div>
        )}
      </footer>
    </>
  );
}
