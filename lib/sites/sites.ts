/** The sites Rollcall knows: those that the person has connected, and those that the organisation has set. */

import { siteOrigin } from '../lms/community.ts';
import { failureOf } from '../model/errors.ts';
import {
  ClientId,
  ClientSecret,
  MOST_AUTO_SENT,
  type Organisation,
  type Site,
  type SiteState,
} from '../model/index.ts';
import { type ApplicationId, keptSecret } from '../store/client-secrets.ts';
import { type Policy, readPolicy } from '../store/policy.ts';
import { signInAt } from '../store/sign-ins.ts';
import { keptSites, siteOf } from '../store/sites.ts';
import { isAllowed } from './access.ts';

/** A known site. */
export interface KnownSite extends Site {
  /** Whether its addresses are the organisation's to set. */
  byPolicy: boolean;
}

/** The site whose pages are at `origin`, or null. */
export async function siteAt(origin: string): Promise<KnownSite | null> {
  const [policy, kept] = await Promise.all([readPolicy(), siteOf(origin).get()]);
  const set = setSites(policy).find((site) => site.origin === origin);
  if (set !== undefined) return setOver(set, kept);
  return kept === null ? null : { ...kept, byPolicy: false };
}

/** A site as the person wants it, but for what the organisation has set of it. */
export async function asSet(wanted: Site): Promise<Site> {
  const set = setSites(await readPolicy()).find(({ origin }) => origin === wanted.origin);
  if (set === undefined) return wanted;
  const { byPolicy: _, ...site } = setOver(set, wanted);
  return site;
}

/** All sites, the organisation's first, with who is signed in. */
export async function siteStates(): Promise<SiteState[]> {
  const [policy, kept] = await Promise.all([readPolicy(), keptSites()]);
  const keptAt = (origin: string) => kept.find((site) => site.origin === origin) ?? null;
  const set = setSites(policy).map((site) => setOver(site, keptAt(site.origin)));
  const own = kept.filter(({ origin }) => !set.some((site) => site.origin === origin));
  return Promise.all([...set, ...own.map((site) => ({ ...site, byPolicy: false }))].map(stateOf));
}

/** A site, with who is signed in. */
export async function stateOf(site: KnownSite): Promise<SiteState> {
  const [signIn, allowed, clientSecret] = await Promise.all([
    signInAt(site),
    isAllowed(site),
    whichSecret(site),
  ]);
  // With a refresh token it goes on by itself.
  const until = signIn !== null && signIn.refreshToken === null ? signIn.until : null;
  return {
    ...site,
    keep: signIn?.keep ?? site.keep,
    user: signIn?.user ?? null,
    clientSecret,
    until,
    allowed,
  };
}

/** The client secret that the organisation has set for an application; or null. */
export async function secretByPolicy({ origin, api, clientId }: ApplicationId): Promise<string | null> {
  const set = setSites(await readPolicy()).find((site) => site.origin === origin);
  return set?.api === api && set.clientId === clientId ? set.clientSecret : null;
}

async function whichSecret({ origin, api, clientId }: Site): Promise<SiteState['clientSecret']> {
  if (clientId === null) return 'none';
  const app = { origin, api, clientId };
  if ((await secretByPolicy(app)) !== null) return 'set';
  return (await keptSecret(app)) === null ? 'none' : 'kept';
}

/** What the organisation has set for all sites. */
export async function organisation(): Promise<Organisation> {
  const policy = await readPolicy();
  return {
    pastedTokens: policy.pastedTokens,
    autoSend: Math.min(policy.autoSend ?? MOST_AUTO_SENT, MOST_AUTO_SENT),
    problems: [...policy.problems, ...inPolicy(policy).flatMap(({ problem }) => problem ?? [])],
  };
}

interface SetSite extends Pick<Site, 'origin' | 'api' | 'clientId'> {
  clientSecret: string | null;
}

/** The addresses are the organisation's; the client id only where it has set one. Its secret is no part of what is told. */
function setOver({ clientSecret: _, ...set }: SetSite, known: Site | null): KnownSite {
  return {
    ...set,
    clientId: set.clientId ?? known?.clientId ?? null,
    keep: known?.keep ?? false,
    byPolicy: true,
  };
}

/** Each address once: the first that is set. */
function setSites(policy: Policy): SetSite[] {
  const found = inPolicy(policy).flatMap(({ site }) => site ?? []);
  return found.filter(({ origin }, at) => found.findIndex((site) => site.origin === origin) === at);
}

/** Each site of the policy, or the path of what is wrong with it: one that is wrong is left out, not made up. */
function inPolicy({ sites }: Policy): { site: SetSite | null; problem: string | null }[] {
  return sites.map(({ site: { address, apiAddress, clientId, clientSecret }, at }) => {
    const origin = originIn(address);
    const api = apiAddress === undefined ? origin : originIn(apiAddress);
    if (origin === null) return { site: null, problem: `sites[${at}].address` };
    if (api === null) return { site: null, problem: `sites[${at}].apiAddress` };
    if (clientId !== undefined && !ClientId.safeParse(clientId).success) {
      return { site: null, problem: `sites[${at}].clientId` };
    }
    // A secret belongs to the application that it was made for, not to one that the person enters.
    if (
      clientSecret !== undefined &&
      (clientId === undefined || !ClientSecret.safeParse(clientSecret).success)
    ) {
      return { site: null, problem: `sites[${at}].clientSecret` };
    }
    const site = { origin, api, clientId: clientId ?? null, clientSecret: clientSecret ?? null };
    return { site, problem: null };
  });
}

function originIn(address: string): string | null {
  try {
    return siteOrigin(address);
  } catch (thrown) {
    if (failureOf(thrown).kind === 'internal') throw thrown;
    return null;
  }
}
