/** Each expected failure in words: what is the matter, and what to do about it. */
import { i18n } from '#i18n';
import type { Failure } from '../../lib/model/index.ts';

export interface Words {
  title: string;
  help: string;
}

/** Names of messages have no hyphens. */
const PASTED = { 'refresh-token': 'refreshToken', secret: 'secret', password: 'password' } as const;

/** The words for a failure, in the language of the browser. */
export function failureWords(failure: Failure): Words {
  switch (failure.kind) {
    case 'not-a-site-address':
      return { title: i18n.t('failure.notASiteAddress.title'), help: i18n.t('failure.notASiteAddress.help') };
    case 'site-not-secure':
      return { title: i18n.t('failure.siteNotSecure.title'), help: i18n.t('failure.siteNotSecure.help') };
    case 'token-not-usable':
      return { title: i18n.t('failure.tokenNotUsable.title'), help: i18n.t('failure.tokenNotUsable.help') };
    case 'not-an-access-token':
      return {
        title: i18n.t(`failure.notAToken.${PASTED[failure.is]}.title`),
        help: i18n.t(`failure.notAToken.${PASTED[failure.is]}.help`),
      };
    case 'token-expired':
      return {
        title: i18n.t('failure.tokenExpired.title', [timeOf(failure.at)]),
        help: i18n.t('failure.tokenExpired.help'),
      };
    case 'pasting-not-allowed':
      return {
        title: i18n.t('failure.pastingNotAllowed.title'),
        help: i18n.t('failure.pastingNotAllowed.help'),
      };
    case 'set-by-organisation':
      return {
        title: i18n.t('failure.setByOrganisation.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.setByOrganisation.help'),
      };
    case 'no-client-id':
      return { title: i18n.t('failure.noClientId.title'), help: i18n.t('failure.noClientId.help') };
    case 'sign-in-closed':
      return { title: i18n.t('failure.signInClosed.title'), help: i18n.t('failure.signInClosed.help') };
    case 'sign-in-not-offered':
      return {
        title: i18n.t('failure.signInNotOffered.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.signInNotOffered.help'),
      };
    case 'sign-in-declined':
      return {
        title: i18n.t('failure.signInDeclined.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.signInDeclined.help'),
      };
    case 'sign-in-interrupted':
      return {
        title: i18n.t('failure.signInInterrupted.title'),
        help: i18n.t('failure.signInInterrupted.help'),
      };
    case 'client-rejected':
      return {
        title: i18n.t('failure.clientRejected.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.clientRejected.help'),
      };
    case 'signed-out':
      return {
        title: i18n.t('failure.signedOut.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.signedOut.help'),
      };
    case 'access-not-granted':
      return {
        title: i18n.t('failure.accessNotGranted.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.accessNotGranted.help'),
      };
    case 'not-connected':
      return {
        title: i18n.t('failure.notConnected.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.notConnected.help'),
      };
    case 'page-not-readable':
      return { title: i18n.t('failure.pageNotReadable.title'), help: i18n.t('failure.pageNotReadable.help') };
    case 'page-silent':
      return { title: i18n.t('failure.pageSilent.title'), help: i18n.t('failure.pageSilent.help') };
    case 'no-page-open':
      return {
        title: i18n.t('failure.noPageOpen.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.noPageOpen.help'),
      };
    case 'token-rejected':
      return {
        title: i18n.t('failure.tokenRejected.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.tokenRejected.help'),
      };
    case 'other-account':
      return {
        title: i18n.t('failure.otherAccount.title', [failure.username]),
        help: i18n.t('failure.otherAccount.help', [failure.username]),
      };
    case 'not-a-community':
      return {
        title: i18n.t('failure.notACommunity.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.notACommunity.help'),
      };
    case 'forbidden':
      return { title: i18n.t('failure.forbidden.title'), help: i18n.t('failure.forbidden.help') };
    case 'not-a-manager':
      return { title: i18n.t('failure.notAManager.title'), help: i18n.t('failure.notAManager.help') };
    case 'course-not-found':
      return {
        title: i18n.t('failure.courseNotFound.title', [String(failure.courseId)]),
        help: i18n.t('failure.courseNotFound.help'),
      };
    case 'not-found':
      return { title: i18n.t('failure.notFound.title'), help: i18n.t('failure.notFound.help') };
    case 'refused':
      return {
        title: i18n.t('failure.refused.title'),
        help: i18n.t('failure.refused.help', [failure.message]),
      };
    case 'rate-limited':
      return { title: i18n.t('failure.rateLimited.title'), help: waitUntil('rateLimited', failure.until) };
    case 'unavailable':
      return { title: i18n.t('failure.unavailable.title'), help: waitUntil('unavailable', failure.until) };
    case 'too-large':
      return { title: i18n.t('failure.tooLarge.title'), help: i18n.t('failure.tooLarge.help') };
    case 'not-kept':
      return { title: i18n.t('failure.notKept.title'), help: i18n.t('failure.notKept.help') };
    case 'job-elsewhere':
      return { title: i18n.t('failure.jobElsewhere.title'), help: i18n.t('failure.jobElsewhere.help') };
    case 'still-running':
      return { title: i18n.t('failure.stillRunning.title'), help: i18n.t('failure.stillRunning.help') };
    case 'too-long':
      return { title: i18n.t('failure.tooLong.title'), help: i18n.t('failure.tooLong.help') };
    case 'offline':
      return {
        title: i18n.t('failure.offline.title', [hostOf(failure.origin)]),
        help: i18n.t('failure.offline.help'),
      };
    case 'server-error':
      return {
        title: i18n.t('failure.serverError.title', [String(failure.status)]),
        help: i18n.t('failure.serverError.help'),
      };
    case 'unexpected-answer':
      return {
        title: i18n.t('failure.unexpectedAnswer.title'),
        help: i18n.t('failure.unexpectedAnswer.help', [failure.what]),
      };
    case 'too-many-people':
      return {
        title: i18n.t('failure.tooManyPeople.title'),
        help: i18n.t('failure.tooManyPeople.help', [String(failure.most)]),
      };
    case 'review-again':
      return { title: i18n.t('failure.reviewAgain.title'), help: i18n.t('failure.reviewAgain.help') };
    case 'cancelled':
      return { title: i18n.t('failure.cancelled.title'), help: i18n.t('failure.cancelled.help') };
    case 'internal':
      return {
        title: i18n.t('failure.internal.title'),
        help: i18n.t('failure.internal.help', [failure.what]),
      };
  }
}

/** Why a course has to be chosen: null where there is nothing to say, since there is no page. */
export function whyChoose(because: Failure | null, hasPage: boolean): string | null {
  if (because !== null) return i18n.t('chooser.because', [failureWords(because).title]);
  return hasPage ? i18n.t('popup.noCourse') : null;
}

/** How a site is called in a sentence: its host, with a port where it has one. */
export function hostOf(origin: string): string {
  return new URL(origin).host;
}

function waitUntil(why: 'rateLimited' | 'unavailable', until: number | null): string {
  if (until === null) return i18n.t(`failure.${why}.help`);
  return i18n.t(`failure.${why}.until`, [timeOf(until)]);
}

/** A moment, in milliseconds since 1970, as a person says it: with the day where that is not today. */
export function timeOf(moment: number): string {
  const at = new Date(moment);
  const today = at.toDateString() === new Date().toDateString();
  return today
    ? at.toLocaleTimeString([], { timeStyle: 'medium' })
    : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}
