/** Signing in at a site, by OAuth or with a pasted token. */
import { browser } from 'wxt/browser';
import { type Application, authorizationUrl, newChallenge, tokensFor } from '../lms/auth/oauth.ts';
import { readToken } from '../lms/auth/token.ts';
import { connectClient } from '../lms/client.ts';
import { whoAmI } from '../lms/community.ts';
import { Failed, failureOf } from '../model/errors.ts';
import type { Failure, Site, SiteState } from '../model/index.ts';
import { LOCKS, withLock } from '../store/locks.ts';
import {
  type Attempt,
  attemptAt,
  attemptedSites,
  beginAttempt,
  forgetAttempt,
  noteAttempt,
} from '../store/sign-in-attempts.ts';
import type { SignIn } from '../store/sign-in-schema.ts';
import { keepSignIn } from '../store/sign-ins.ts';
import { siteOf } from '../store/sites.ts';
import { requireAccess } from './access.ts';
import { endGrant } from './refresh-token.ts';
import { watchRightClicks } from './right-click-script.ts';
import { asSet, organisation, siteAt, stateOf } from './sites.ts';

/** A site's addresses, and how long to stay signed in there. */
type Where = Pick<Site, 'origin' | 'api' | 'keep'>;

/** An attempt that takes longer is given up: what it began with may be known to others by now. */
const LONGEST_MS = 30 * 60_000;
/** How long another window for signing in is waited for. */
const PATIENCE_MS = 4 * 60_000;

/** Verifies a pasted token at the API it was entered for and keeps it, bound to that. Throws `Failed`. */
export async function connect({ token: pasted, ...where }: Where & { token: string }): Promise<SiteState> {
  const before = await siteAt(where.origin);
  const site = await asSet({ ...where, clientId: before?.clientId ?? null });
  if (!(await organisation()).pastedTokens) throw new Failed({ kind: 'pasting-not-allowed' });
  const { token, until } = readToken(pasted, Date.now());
  await requireAccess(site);
  const { origin, api, keep: stays } = site;
  const user = await whoAmI(connectClient({ origin, api, token }), origin);
  // Another sign-in that is under way there comes to nothing.
  await forgetAttempt(origin);
  return keep(site, { api, clientId: null, user, keep: stays, token, until, refreshToken: null });
}

/**
 * Signs in by OAuth in a window of the browser's. Asked again with the same `attempt`, it goes on where the worker ended;
 * with another one, the earlier attempt comes to nothing. Throws `Failed`.
 */
export async function signIn({ attempt: id, ...wanted }: Site & { attempt: string }): Promise<SiteState> {
  const site = await asSet(wanted);
  await requireAccess(site);
  const known = await attemptAt(site.origin);
  // Whoever was at the community's pages when the worker ended has to go there again: nobody heard of it.
  if (known?.id !== id || known.step === 'asked') await askPerson(id, site);
  return goOn(site.origin, id);
}

/** At the worker's start: goes on with every attempt that the community has answered. Resolves with the sites signed in to. */
export async function finishSignIns(): Promise<SiteState[]> {
  const attempts = await Promise.all((await attemptedSites()).map(attemptAt));
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
  const app = applicationAt(site);
  const challenge = newChallenge(browser.identity.getRedirectURL());
  const asked: Attempt = { step: 'asked', id, at: Date.now(), site, ...challenge };
  await beginAttempt(asked);
  const answer = await answerAt(await authorizationUrl(app, challenge)).catch((thrown: unknown) => {
    throw new Failed(unansweredBy(site, thrown));
  });
  if (answer === undefined || !(await noteAttempt({ ...asked, step: 'answered', answer }))) {
    throw interrupted(site.origin);
  }
}

/**
 * The address that the community sends the person back to. Chromium opens one window for this at a time, and it stays when
 * the worker ends (156, seen 2026-11): nobody hears of what is done in it any more, and the next one has to wait for its end.
 */
async function answerAt(url: string): Promise<string | undefined> {
  const { launchWebAuthFlow } = browser.identity;
  const patience = Date.now() + PATIENCE_MS;
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
 * is over: a code and a state are used once. So is what the person has given up meanwhile, by signing out or in anew.
 */
function goOn(origin: string, id: string): Promise<SiteState> {
  return withLock(LOCKS.attempt(origin), async () => {
    const known = await attemptAt(origin);
    if (known?.id !== id || known.step === 'asked') throw interrupted(origin);
    if (known.step === 'done') return stateNow(origin);
    try {
      return await keepGranted(known.step === 'granted' ? known : await exchangeCode(known));
    } catch (thrown) {
      await forgetAttempt(origin, id);
      throw thrown;
    }
  });
}

type Granted = Extract<Attempt, { step: 'granted' }>;

/** Exchanges the code for tokens. */
async function exchangeCode(known: Extract<Attempt, { step: 'answered' }>): Promise<Granted> {
  const { id, at, site, answer } = known;
  if (Date.now() - at > LONGEST_MS) throw interrupted(site.origin);
  return { step: 'granted', id, at, site, ...(await tokensFor(applicationAt(site), known, answer)) };
}

/** Asks whose tokens these are, and keeps them; where that fails or is no longer wanted, they are ended. */
async function keepGranted(grant: Granted): Promise<SiteState> {
  const { id, at, site, token, until, refreshToken } = grant;
  const { origin, api, clientId } = applicationAt(site);
  const tokens = { api, clientId, keep: site.keep, token, until, refreshToken };
  try {
    if (!(await noteAttempt(grant))) throw interrupted(origin);
    const user = await whoAmI(connectClient({ origin, api, token }), origin);
    if (!(await noteAttempt(grant))) throw interrupted(origin);
    const state = await keep(site, { ...tokens, user });
    await noteAttempt({ step: 'done', id, at, site });
    return state;
  } catch (thrown) {
    await endGrant(origin, tokens);
    throw thrown;
  }
}

function applicationAt({ origin, api, clientId }: Site): Application {
  if (clientId === null) throw new Failed({ kind: 'no-client-id' });
  return { origin, api, clientId };
}

/** Keeps a new sign-in; the one before it ends, here and at the community. */
async function keep(site: Site, signIn: SignIn): Promise<SiteState> {
  const { origin } = site;
  await siteOf(origin).set(site);
  const before = await keepSignIn(origin, signIn);
  if (before !== null) void endGrant(origin, before);
  await watchRightClicks();
  return stateNow(origin);
}

async function stateNow(origin: string): Promise<SiteState> {
  const site = await siteAt(origin);
  if (site === null) throw new Failed({ kind: 'not-connected', origin });
  return stateOf(site);
}

function interrupted(origin: string): Failed {
  return new Failed({ kind: 'sign-in-interrupted', origin });
}
