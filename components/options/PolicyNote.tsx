import { i18n } from '#i18n';
import type { Organisation } from '../../lib/model/index.ts';

/** What of the organisation's settings cannot be used: only whoever manages the browser can mend it. */
export function PolicyNote({ organisation: { problems } }: { organisation: Organisation }) {
  if (problems.length === 0) return null;
  return (
    <div class="problem" role="alert">
      <strong>{i18n.t('options.policyProblem.title')}</strong>{' '}
      {i18n.t('options.policyProblem.help', [problems.join(', ')])}
    </div>
  );
}
