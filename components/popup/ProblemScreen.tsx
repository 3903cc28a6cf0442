import { i18n } from '#i18n';
import { nextStep } from '../../lib/model/errors.ts';
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

/** How the button that leads to the options is called, where it can be said more clearly. */
const BUTTONS: Partial<Record<Failure['kind'], 'popup.connect' | 'popup.signIn'>> = {
  'not-connected': 'popup.connect',
  'signed-out': 'popup.signIn',
};

/** What is the matter, what to do about it, and the one button that helps. */
export function ProblemScreen({ failure, onTryAgain, onBack, onOpenOptions }: Props) {
  const { title, help } = failureWords(failure);
  const origin = 'origin' in failure ? failure.origin : '';
  return (
    <>
      <div class="body" role="alert">
        <h1>{title}</h1>
        <p>{help}</p>
      </div>
      <footer>
        {nextStep(failure) === 'open-options' ? (
          <PrimaryButton onClick={() => onOpenOptions(origin)}>
            {i18n.t(BUTTONS[failure.kind] ?? 'popup.openOptions')}
          </PrimaryButton>
        ) : (
          <PrimaryButton onClick={onTryAgain}>
            {failure.kind === 'review-again' ? i18n.t('popup.reviewAgain') : i18n.t('popup.tryAgain')}
          </PrimaryButton>
        )}
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
