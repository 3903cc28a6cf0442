/** What can be said of a sign-in, and of a token before it is used. */
import { i18n } from '#i18n';
import type { SiteState } from '../lib/model.ts';
import { hostOf, timeOf } from './failure-words.ts';

/** What is known of a pasted token without asking anybody. */
export interface TokenFacts {
  userId: number | null;
  /** Milliseconds since 1970. */
  until: number | null;
}

/** A token's owner and end, by its own words; empty where it says neither. */
export function tokenWords({ userId, until }: TokenFacts): string {
  return [
    ...(userId === null ? [] : [i18n.t('options.token.owner', [String(userId)])]),
    ...(until === null ? [] : [i18n.t('options.token.until', [timeOf(until)])]),
  ].join(' ');
}

/** All there is to say of a site, in short lines. */
export function siteWords({ origin, api, user, until, keep, byPolicy }: SiteState): string[] {
  const known =
    user === null ? [i18n.t('options.signedOut')] : [i18n.t('options.connectedAs', [user.username])];
  return [
    ...known,
    ...(user !== null && until !== null ? [i18n.t('options.until', [timeOf(until)])] : []),
    ...(user !== null && keep ? [i18n.t('options.kept')] : []),
    ...(api === origin ? [] : [i18n.t('options.apiAt', [hostOf(api)])]),
    ...(byPolicy ? [i18n.t('options.byOrganisation')] : []),
  ];
}
