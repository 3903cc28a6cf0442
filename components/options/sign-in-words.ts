/** What can be said of a sign-in, and of a token before it is used. */
import { i18n } from '#i18n';
import type { SiteState } from '../../lib/model/index.ts';
import { hostOf, timeOf } from '../shared/plain-words.ts';

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
    ...(until === null
      ? []
      : [i18n.t(isPast(until) ? 'options.token.past' : 'options.token.until', [timeOf(until)])]),
  ].join(' ');
}

/** All there is to say of a site, in short lines. */
export function siteWords({ origin, api, user, until, keep, allowed, byPolicy }: SiteState): string[] {
  const isIn = user !== null;
  return [
    isIn ? i18n.t('options.connectedAs', [user.username]) : i18n.t('options.signedOut'),
    ...(isIn && until !== null
      ? [i18n.t(isPast(until) ? 'options.past' : 'options.until', [timeOf(until)])]
      : []),
    ...(isIn && keep ? [i18n.t('options.kept')] : []),
    ...(isIn && !allowed ? [i18n.t('options.notAllowed')] : []),
    ...(api === origin ? [] : [i18n.t('options.apiAt', [hostOf(api)])]),
    ...(byPolicy ? [i18n.t('options.byOrganisation')] : []),
  ];
}

/** By this computer's clock, which may be wrong. */
export function isPast(until: number | null): boolean {
  return until !== null && until <= Date.now();
}
