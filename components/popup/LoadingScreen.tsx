import { i18n } from '#i18n';
import type { Progress } from '../../lib/model/index.ts';
import { numberWords } from '../shared/plain-words.ts';

interface Props {
  /** Null as long as nobody knows how much there is to ask. */
  progress: Progress | null;
  onCancel: (() => void) | null;
}

/** The page is read, and the site is asked. */
export function LoadingScreen({ progress, onCancel }: Props) {
  return (
    <>
      {progress === null ? (
        <p class="loading" role="progressbar" aria-label={i18n.t('popup.loading')}>
          {i18n.t('popup.loading')}
        </p>
      ) : (
        <Asked {...progress} />
      )}
      {onCancel !== null && (
        <footer>
          <div class="more">
            <button type="button" onClick={onCancel}>
              {i18n.t('loading.cancel')}
            </button>
          </div>
        </footer>
      )}
    </>
  );
}

/** The words are the value of the bar, so that they are read out with it and not at every step. */
function Asked({ done, all }: Progress) {
  const words = i18n.t('loading.progress', [numberWords(done), numberWords(all)]);
  return (
    <div class="loading">
      <p class="summary">{words}</p>
      <progress
        value={done}
        max={Math.max(1, all)}
        aria-label={i18n.t('loading.asking')}
        aria-valuetext={words}
      />
    </div>
  );
}
