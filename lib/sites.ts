/** The sites Rollcall knows: those that the person has connected, and those that the organisation has set. */
import { failureOf } from './errors.ts';
import { siteOrigin } from './lms/sign-in.ts';
import { ClientId, type Organisation, type Site, type SiteState } from './model.ts';
import { type Policy, readPolicy } from './store/policy.ts';
import { signInAt } from './store/sign-ins.ts';
import { keptSites, siteOf } from './store/sites.ts';

/** Most people that are sent at once anywhere. */
const MOST_AT_ONCE = 25;

/** A known site. */
export interface KnownSite extends Site {
  /** Whether its addresses are the organisation's to set. */
  byPolicy: boolean;
}

/** All sites, the organisation's first. */
async function knownSites(): Promise<KnownSite[]> {
  const [policy, kept] = await Promise.all([readPolicy(), keptSites()]);
  const set = usable(policy).map((site) => ({
    ...site,
    keep: kept.some(({ origin, keep }) => origin === site.origin && keep),
    byPolicy: true,
  }));
  const own = kept.filter(({ origin }) => !set.some((site) => site.origin === origin));
  return [...set, ...own.map((site) => ({ ...site, byPolicy: false }))];
}

/** The site whose pages are at `origin`, or null. */
export async function siteAt(origin: string): Promise<KnownSite | null> {
  const [policy, kept] = await Promise.all([readPolicy(), siteOf(origin).get()]);
  const set = usable(policy).find((site) => site.origin === origin);
  if (set !== undefined) return { ...set, keep: kept?.keep ?? false, byPolicy: true };
  return kept === null ? null : { ...kept, byPolicy: false };
}

/** A site as the person wants it, but for what the organisation has set of it. */
export async function asSet(wanted: Site): Promise<Site> {
  const set = usable(await readPolicy()).find(({ origin }) => origin === wanted.origin);
  return { ...wanted, ...set };
}

/** All sites, with who is signed in. */
export async function siteStates(): Promise<SiteState[]> {
  return Promise.all((await knownSites()).map(stateOf));
}

/** A site, with who is signed in. */
export async function stateOf(site: KnownSite): Promise<SiteState> {
  const signIn = await signInAt(site);
  const { origin, api, clientId, keep, byPolicy } = site;
  return {
    origin,
    api,
    clientId,
    keep,
    byPolicy,
    user: signIn?.user ?? null,
    // With a refresh token it goes on by itself.
    until: signIn !== null && signIn.refreshToken === null ? signIn.until : null,
  };
}

/** What the organisation has set for all sites. */
export async function organisation(): Promise<Organisation> {
  const policy = await readPolicy();
  return {
    pastedTokens: policy.allowPastedTokens,
    atOnce: Math.min(policy.sendAtOnceLimit ?? MOST_AT_ONCE, MOST_AT_ONCE),
    problems: read(policy).flatMap(({ problem }) => problem ?? []),
  };
}

type SetSite = Pick<Site, 'origin' | 'api' | 'clientId'>;

function usable(policy: Policy): SetSite[] {
  return read(policy).flatMap(({ site }) => site ?? []);
}

/** Each site of the policy, or the path of what is wrong with it: one that is wrong is left out, not made up. */
function read({ sites }: Policy): { site: SetSite | null; problem: string | null }[] {
  return sites.map(({ address, apiAddress, clientId }, at) => {
    const origin = originIn(address);
    const api = apiAddress === undefined ? origin : originIn(apiAddress);
    const isKnown = clientId === undefined || ClientId.safeParse(clientId).success;
    if (origin === null) return { site: null, problem: `sites[${at}].address` };
    if (api === null) return { site: null, problem: `sites[${at}].apiAddress` };
    if (!isKnown) return { site: null, problem: `sites[${at}].clientId` };
    return { site: { origin, api, clientId: clientId ?? null }, problem: null };
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
