/** Expected failures in words: what is the matter, and what to do about it. */
import { i18n } from '#i18n';
import type { Fill } from '../../lib/model/failure-care.ts';
import { wordsOf } from '../../lib/model/failure-table.ts';
import type { Failure } from '../../lib/model/index.ts';
import { hostOf, timeOf } from './plain-words.ts';

/** A key that is put together is none that the types know; test/components/shared/failure-words.test.ts tries them all. */
const textOf: (key: never, fills: string[]) => string = i18n.t;

/** The words for a failure, in the language of the browser. */
export function failureWords(failure: Failure): { title: string; help: string } {
  const { name, title, help } = wordsOf(failure);
  return {
    title: textOf(`failure.${name}.title` as never, title.map(said)),
    help: textOf(`failure.${name}.help` as never, help.map(said)),
  };
}

function said(fill: Fill): string {
  if (typeof fill === 'string') return fill;
  return 'site' in fill ? hostOf(fill.site) : timeOf(fill.moment);
}

/** Why a course has to be chosen: null where there is nothing to say, since there is no page. */
export function whyChoose(because: Failure | null, hasPage: boolean): string | null {
  if (because !== null) return i18n.t('chooser.because', [failureWords(because).title]);
  return hasPage ? i18n.t('popup.noCourse') : null;
}
