/** Signing in at a site, by OAuth or with a pasted token. */
import { browser } from 'wxt/browser';
import { authorizationUrl, newChallenge, tokensFor } from '../lms/auth/oauth.ts';
import type { Application } from '../lms/auth/oauth-server.ts';
import { readToken } from '../lms/auth/token.ts';
import { connectClient } from '../lms/client.ts';
import { whoAmI } from '../lms/community.ts';
import { Failed, failureOf } from '../model/errors.ts';
import type { Site, SiteState } from '../model/index.ts';
import { forgetTried, keepTried } from '../store/client-secrets.ts';
import type { KeptSecret } from '../store/client-secrets-schema.ts';
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
import {
  applicationFor,
  applicationOf,
  forgetStaleSecrets,
  noteEntered,
  requireClientId,
} from './application.ts';
import { endGrant } from './refresh-token.ts';
import { watchRightClicks } from './right-click-script.ts';
import { answerAt, unansweredBy } from './sign-in-window.ts';
import { asSet, organisation, siteAt, stateOf } from './sites.ts';

/** A site's addresses, and how long to stay signed in there. */
type Where = Pick<Site, 'origin' | 'api' | 'keep'>;

interface Wish extends Site {
  attempt: string;
  /** To be tried, and kept if the community takes it; null: the one that is kept or set, if there is one. */
  clientSecret: string | null;
}

/** An attempt that takes longer is given up: what it began with may be known to others by now. */
const LONGEST_MS = 30 * 60_000;

/** Verifies a pasted token at the API it was entered for and keeps it, bound to that. Throws `Failed`. */
export async function connect({ token: pasted, ...where }: Where & { token: string }): Promise<SiteState> {
  const before = await siteAt(where.origin);
  const site = await asSet({ ...where, clientId: before?.clientId ?? null });
  if (!(await organisation()).pastedTokens) throw new Failed({ kind: 'pasting-not-allowed' });
  const { token, until } = readToken(pasted);
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
export async function signIn({ attempt: id, clientSecret, ...wanted }: Wish): Promise<SiteState> {
  const site = await asSet(wanted);
  await requireAccess(site);
  const known = await attemptAt(site.origin);
  // Whoever was at the community's pages when the worker ended has to go there again: nobody heard of it.
  if (known?.id !== id || known.step === 'asked')
    await askPerson(id, site, secretIn({ ...wanted, clientSecret }));
  return goOn(site.origin, id);
}

/** At the worker's start: goes on with every attempt that the community has answered. Resolves with the sites signed in to. */
export async function finishSignIns(): Promise<SiteState[]> {
  await forgetStaleSecrets();
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

/** What was entered, for the application that it was entered for: the organisation may have set another one. */
function secretIn({ api, clientId, clientSecret: secret }: Omit<Wish, 'attempt'>): KeptSecret | null {
  return secret === null || clientId === null ? null : { api, clientId, secret };
}

/** Sends the person to the community's own pages and keeps what they come back with. */
async function askPerson(id: string, site: Site, secret: KeptSecret | null): Promise<void> {
  const app = requireClientId(site);
  const challenge = newChallenge(browser.identity.getRedirectURL());
  const asked: Attempt = { step: 'asked', id, at: Date.now(), site, ...challenge };
  await beginAttempt(asked);
  if (secret !== null) await noteEntered(id, site, secret);
  const answer = await answerAt(await authorizationUrl(app, challenge)).catch(async (thrown: unknown) => {
    await forgetTried(id);
    throw new Failed(unansweredBy(site, thrown));
  });
  if (answer === undefined || !(await noteAttempt({ ...asked, step: 'answered', answer }))) {
    await forgetTried(id);
    throw interrupted(site.origin);
  }
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
      const app = await applicationFor(id, known.site);
      return await keepGranted(known.step === 'granted' ? known : await exchangeCode(known, app), app);
    } catch (thrown) {
      await forgetAttempt(origin, id);
      await forgetTried(id);
      throw thrown;
    }
  });
}

type Granted = Extract<Attempt, { step: 'granted' }>;

/** Exchanges the code for tokens. */
async function exchangeCode(
  known: Extract<Attempt, { step: 'answered' }>,
  app: Application,
): Promise<Granted> {
  const { id, at, site, answer } = known;
  if (Date.now() - at > LONGEST_MS) throw interrupted(site.origin);
  return {
    step: 'granted',
    id,
    at,
    site,
    ...(await tokensFor(app, known, answer)),
  };
}

/** Asks whose tokens these are, and keeps them; where that fails or is no longer wanted, they are ended. */
async function keepGranted(grant: Granted, app: Application): Promise<SiteState> {
  const { id, at, site, token, until, refreshToken } = grant;
  const { origin, api, clientId } = app;
  const tokens = { api, clientId, keep: site.keep, token, until, refreshToken };
  try {
    if (!(await noteAttempt(grant))) throw interrupted(origin);
    const user = await whoAmI(connectClient({ origin, api, token }), origin);
    if (!(await noteAttempt(grant))) throw interrupted(origin);
    const state = await keep(site, { ...tokens, user }, id);
    await noteAttempt({ step: 'done', id, at, site });
    return state;
  } catch (thrown) {
    await endGrant(app, tokens);
    throw thrown;
  }
}

/** Keeps a new sign-in, with the secret that its attempt has tried; the one before it ends, here and at the community. */
async function keep(site: Site, signIn: SignIn, attempt: string | null = null): Promise<SiteState> {
  const { origin } = site;
  await siteOf(origin).set(site);
  const secretBefore = attempt === null ? null : await keepTried(attempt, requireClientId(site));
  const before = await keepSignIn(origin, signIn);
  if (before !== null) void endGrant(await applicationOf(origin, before, secretBefore), before);
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
