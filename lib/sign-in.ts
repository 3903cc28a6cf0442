/** Signing in at a site, by OAuth or with a pasted token, and signing out. */
import { browser } from 'wxt/browser';
import { Failed, failureOf } from './errors.ts';
import { connectClient } from './lms/client.ts';
import { type Application, authorizationUrl, newChallenge, tokensFor } from './lms/oauth.ts';
import { whoAmI } from './lms/sign-in.ts';
import { readToken } from './lms/token.ts';
import type { Failure, Site, SiteState } from './model.ts';
import { applicationOf, endGrant } from './refresh.ts';
import { watchRightClicks } from './right-clicks.ts';
import { requireAccess } from './site.ts';
import { asSet, organisation, siteAt, stateOf } from './sites.ts';
import { type Attempt, attemptAt, attemptedSites } from './store/attempts.ts';
import { atOnceAt } from './store/settings.ts';
import { forgetSignIn, keepSignIn, type SignIn, signInAt } from './store/sign-ins.ts';
import { siteOf } from './store/sites.ts';

/** A site's addresses, and how long to stay signed in there. */
type Where = Pick<Site, 'origin' | 'api' | 'keep'>;

/** An attempt that takes longer is given up: what it began with may be known to others by now. */
const LONGEST = 30 * 60_000;
/** How long another window for signing in is waited for. */
const PATIENCE = 4 * 60_000;

/** Verifies a pasted token at the API it was entered for and keeps it, bound to that. Throws `Failed`. */
export async function connect({ token: pasted, ...where }: Where & { token: string }): Promise<SiteState> {
  const before = await siteAt(where.origin);
  const site = await asSet({ ...where, clientId: before?.clientId ?? null });
  if (!(await organisation()).pastedTokens) throw new Failed({ kind: 'pasting-not-allowed' });
  const { token, until } = readToken(pasted, Date.now());
  await requireAccess(site);
  const { origin, api } = site;
  const user = await whoAmI(connectClient({ origin, api, token }), origin);
  return keep(site, { api, clientId: null, user, token, until, refreshToken: null });
}

/**
 * Signs in by OAuth in a window of the browser's. Asked again with the same `attempt`, it goes on where the worker ended;
 * with another one, the earlier attempt comes to nothing. Throws `Failed`.
 */
export async function signIn({ attempt: id, ...wanted }: Site & { attempt: string }): Promise<SiteState> {
  const site = await asSet(wanted);
  await requireAccess(site);
  const known = await attemptAt(site.origin).get();
  // Whoever was at the community's pages when the worker ended has to go there again: nobody heard of it.
  if (known?.id !== id || known.step === 'asked') await askPerson(id, site);
  return goOn(site.origin, id);
}

/** At the worker's start: goes on with every attempt that the community has answered. Resolves with the sites signed in to. */
export async function finishSignIns(): Promise<SiteState[]> {
  const attempts = await Promise.all((await attemptedSites()).map((origin) => attemptAt(origin).get()));
  const open = attempts.flatMap((one) => (one?.step === 'answered' || one?.step === 'granted' ? one : []));
  const done = open.map(({ id, site }) =>
    goOn(site.origin, id).catch((thrown: unknown) => {
      console.error('Rollcall: a sign-in does not go on:', failureOf(thrown).kind);
      return null;
    }),
  );
  return (await Promise.all(done)).flatMap((state) => state ?? []);
}

/** Sends the person to the community's own pages and keeps what they come back with. */
async function askPerson(id: string, site: Site): Promise<void> {
  const { origin } = site;
  const app = applicationAt(site);
  const attempt = attemptAt(origin);
  const challenge = newChallenge(browser.identity.getRedirectURL());
  const asked: Attempt = { step: 'asked', id, at: Date.now(), site, ...challenge };
  await attempt.set(asked);
  const answer = await answerAt(await authorizationUrl(app, challenge)).catch((thrown: unknown) => {
    throw new Failed(unansweredBy(site, thrown));
  });
  if ((await attempt.get())?.id !== id || answer === undefined) throw interrupted(origin);
  await attempt.set({ ...asked, step: 'answered', answer });
}

/**
 * The address that the community sends the person back to. Chromium opens one window for this at a time, and it stays when
 * the worker ends (156, seen 2026-11): nobody hears of what is done in it any more, and the next one has to wait for its end.
 */
async function answerAt(url: string): Promise<string | undefined> {
  const { launchWebAuthFlow } = browser.identity;
  const patience = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await launchWebAuthFlow({ url, interactive: true });
    } catch (thrown) {
      const isTaken = thrown instanceof Error && /only one web auth flow/i.test(thrown.message);
      if (!isTaken || Date.now() > patience) throw thrown;
      await new Promise((again) => setTimeout(again, 500));
    }
  }
}

/** Chromium (156, seen 2026-11) shows no page of an error, and tells that apart from a closed window by words only. */
function unansweredBy({ origin }: Site, thrown: unknown): Failure {
  const noPage = thrown instanceof Error && /could not be loaded/.test(thrown.message);
  return { kind: noPage ? 'sign-in-not-offered' : 'sign-in-closed', origin };
}

/**
 * From the community's answer to the person's name; what was done before the worker ended is not done again. What fails
 * is over: a code and a state are used once.
 */
function goOn(origin: string, id: string): Promise<SiteState> {
  return navigator.locks.request(`rollcall:attempt:${origin}`, async () => {
    const attempt = attemptAt(origin);
    const known = await attempt.get();
    if (known?.id !== id || known.step === 'asked') throw interrupted(origin);
    if (known.step === 'done') return stateNow(origin);
    try {
      const signIn = await identified(await granted(known));
      const state = await keep(known.site, signIn);
      await attempt.set({ step: 'done', id, at: known.at, site: known.site });
      return state;
    } catch (thrown) {
      await attempt.remove();
      throw thrown;
    }
  }) as Promise<SiteState>;
}

type Granted = Extract<Attempt, { step: 'granted' }>;

/** Exchanges the code for tokens, which are kept before anything else is done. */
async function granted(known: Granted | Extract<Attempt, { step: 'answered' }>): Promise<Granted> {
  if (known.step === 'granted') return known;
  const { id, at, site, answer } = known;
  if (Date.now() - at > LONGEST) throw interrupted(site.origin);
  const tokens = await tokensFor(applicationAt(site), known, answer);
  const now: Granted = { step: 'granted', id, at, site, ...tokens };
  await attemptAt(site.origin).set(now);
  return now;
}

/** Asks whose tokens these are; they are ended at the community where that fails. */
async function identified({ site, token, until, refreshToken }: Granted): Promise<SignIn> {
  const { origin, api, clientId } = site;
  try {
    const user = await whoAmI(connectClient({ origin, api, token }), origin);
    return { api, clientId, user, token, until, refreshToken };
  } catch (thrown) {
    await endGrant(applicationAt(site), { token, refreshToken });
    throw thrown;
  }
}

function applicationAt({ origin, api, clientId }: Site): Application {
  if (clientId === null) throw new Failed({ kind: 'no-client-id' });
  return { origin, api, clientId };
}

/** Keeps a new sign-in; the one before it ends, here and at the community. */
async function keep(site: Site, signIn: SignIn): Promise<SiteState> {
  const before = await signInAt(site);
  await siteOf(site.origin).set(site);
  await keepSignIn(site, signIn);
  const app = before === null ? null : applicationOf(site, before);
  if (before !== null && app !== null) void endGrant(app, before);
  await watchRightClicks();
  return stateNow(site.origin);
}

async function stateNow(origin: string): Promise<SiteState> {
  const site = await siteAt(origin);
  if (site === null) throw new Failed({ kind: 'not-connected', origin });
  return stateOf(site);
}

/**
 * Forgets the sign-in at a site, first here and then at the community. Resolves with whether the community could be told,
 * where there is anything to tell: a pasted token stays valid there until it expires.
 */
export async function signOut(origin: string): Promise<boolean> {
  const site = await siteAt(origin);
  const before = site === null ? null : await signInAt(site);
  await attemptAt(origin).remove();
  await forgetSignIn(origin);
  await watchRightClicks();
  const app = site === null || before === null ? null : applicationOf(site, before);
  return before === null || app === null || endGrant(app, before);
}

/** Signs out of a site and forgets it, and that anything is sent at once there. Throws `Failed` `set-by-organisation` for a site that is not the person's own. */
export async function disconnect(origin: string): Promise<boolean> {
  if ((await siteAt(origin))?.byPolicy) throw new Failed({ kind: 'set-by-organisation', origin });
  const told = await signOut(origin);
  await Promise.all([siteOf(origin).remove(), atOnceAt(origin).remove()]);
  return told;
}

function interrupted(origin: string): Failed {
  return new Failed({ kind: 'sign-in-interrupted', origin });
}
