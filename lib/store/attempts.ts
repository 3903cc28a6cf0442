/** Attempts at signing in by OAuth, one a site: how far each has come, so that the worker's end in the middle ends nothing. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Site } from '../model.ts';
import { type Kept, kept } from './kept.ts';

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

/** The last attempt at a site: a new one takes its place. */
export function attemptAt(origin: string): Kept<Attempt> {
  return kept(`${PREFIX}${origin}`, Attempt);
}

/** Where there was one. */
export async function attemptedSites(): Promise<string[]> {
  const keys = Object.keys(await browser.storage.session.get(null));
  return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
}
