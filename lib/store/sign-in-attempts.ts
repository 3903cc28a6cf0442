/** Attempts at signing in by OAuth, one a site: how far each has come, so that the worker's end in the middle ends nothing. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Site } from '../model/index.ts';
import { type Item, item } from './item.ts';
import { LOCKS, withLock } from './locks.ts';

const ofAttempt = { id: z.uuid(), at: z.number(), site: Site };
const ofChallenge = { state: z.string(), verifier: z.string(), redirectUri: z.string() };

export const Attempt = z.discriminatedUnion('step', [
  /** The person is at the community's own pages. */
  z.strictObject({ step: z.literal('asked'), ...ofAttempt, ...ofChallenge }),
  /** The community has sent the person back, to this address. */
  z.strictObject({ step: z.literal('answered'), ...ofAttempt, ...ofChallenge, answer: z.string() }),
  /** The code was exchanged; whose the tokens are is not known yet. */
  z.strictObject({
    step: z.literal('granted'),
    ...ofAttempt,
    token: z.string(),
    until: z.nullable(z.number()),
    refreshToken: z.nullable(z.string()),
  }),
  z.strictObject({ step: z.literal('done'), ...ofAttempt }),
]);
export type Attempt = z.infer<typeof Attempt>;

const PREFIX = 'attempt:';

const at = (origin: string): Item<Attempt> => item(`${PREFIX}${origin}`, Attempt);

/** The last attempt at a site; null where there was none. */
export function attemptAt(origin: string): Promise<Attempt | null> {
  return at(origin).get();
}

/** Begins an attempt: the one before it comes to nothing. */
export function beginAttempt(attempt: Attempt): Promise<void> {
  return withLock(LOCKS.attemptNote(attempt.site.origin), () => at(attempt.site.origin).set(attempt));
}

/** Notes how far an attempt has come; whether it is still the one that counts. */
export function noteAttempt(attempt: Attempt): Promise<boolean> {
  const { origin } = attempt.site;
  return withLock(LOCKS.attemptNote(origin), async () => {
    if ((await at(origin).get())?.id !== attempt.id) return false;
    await at(origin).set(attempt);
    return true;
  });
}

/** Forgets the attempt at a site: whichever there is, or only this one. */
export function forgetAttempt(origin: string, only?: string): Promise<void> {
  return withLock(LOCKS.attemptNote(origin), async () => {
    if (only === undefined || (await at(origin).get())?.id === only) await at(origin).remove();
  });
}

/** Where there was one. */
export async function attemptedSites(): Promise<string[]> {
  const keys = Object.keys(await browser.storage.session.get(null));
  return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
}
