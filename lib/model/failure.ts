/** What can be expected to go wrong. */
import * as z from 'zod/mini';
import { Id, Origin, Username } from './base.ts';

/** What can be expected to go wrong: one closed union of values. */
export const Failure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-a-site-address') }),
  z.strictObject({ kind: z.literal('site-not-secure') }),
  z.strictObject({ kind: z.literal('token-not-usable') }),
  /** What was pasted instead, where it can be told. */
  z.strictObject({
    kind: z.literal('not-an-access-token'),
    is: z.enum(['refresh-token', 'secret', 'password']),
  }),
  /** `at`: milliseconds since 1970. */
  z.strictObject({ kind: z.literal('token-expired'), at: z.number() }),
  /** The site refused a token; `at`: when, by its own clock, which this computer's is far from. */
  z.strictObject({ kind: z.literal('clock-wrong'), origin: Origin, at: z.number() }),
  z.strictObject({ kind: z.literal('pasting-not-allowed') }),
  z.strictObject({ kind: z.literal('set-by-organisation'), origin: Origin }),
  z.strictObject({ kind: z.literal('no-client-id') }),
  /** Asked for with a set-up text, and none is kept. */
  z.strictObject({ kind: z.literal('no-client-secret'), origin: Origin }),
  /** A set-up text that was cut off or changed on its way, was made by a later version, or holds what none may hold. */
  z.strictObject({ kind: z.literal('set-up-not-usable'), why: z.enum(['cut', 'newer', 'wrong']) }),
  /** The window for signing in was closed, or showed nothing that leads back. */
  z.strictObject({ kind: z.literal('sign-in-closed'), origin: Origin }),
  /** The page for signing in did not come: the community cannot be reached, or knows nothing of such a client. */
  z.strictObject({ kind: z.literal('sign-in-not-offered'), origin: Origin }),
  z.strictObject({ kind: z.literal('sign-in-declined'), origin: Origin }),
  /** The browser ended Rollcall in the middle, or it took too long. */
  z.strictObject({ kind: z.literal('sign-in-interrupted'), origin: Origin }),
  /** The community does not know the client id, or not for this. */
  z.strictObject({ kind: z.literal('client-rejected'), origin: Origin }),
  /** The community wants a client secret, and none was sent. */
  z.strictObject({ kind: z.literal('client-secret-missing'), origin: Origin }),
  /** One was sent: that or the client id is not the right one, or not any more. */
  z.strictObject({ kind: z.literal('client-secret-wrong'), origin: Origin }),
  /** What was typed can be none. */
  z.strictObject({ kind: z.literal('client-secret-not-usable') }),
  /** The site is known; nobody is signed in there any more. */
  z.strictObject({ kind: z.literal('signed-out'), origin: Origin }),
  z.strictObject({ kind: z.literal('access-not-granted'), origin: Origin }),
  z.strictObject({ kind: z.literal('not-connected'), origin: Origin }),
  z.strictObject({ kind: z.literal('page-not-readable') }),
  /** It is asked and does not answer: it stands still, or a dialog of its own is open. */
  z.strictObject({ kind: z.literal('page-silent') }),
  /** There is no page yet: the browser waits for the site's answer. */
  z.strictObject({ kind: z.literal('page-loading') }),
  z.strictObject({ kind: z.literal('no-page-open'), origin: Origin }),
  z.strictObject({ kind: z.literal('token-rejected'), origin: Origin }),
  /** The account that is connected now is not the one that reviewed. */
  z.strictObject({ kind: z.literal('other-account'), origin: Origin, username: Username }),
  z.strictObject({ kind: z.literal('not-a-community'), origin: Origin }),
  z.strictObject({ kind: z.literal('forbidden') }),
  z.strictObject({ kind: z.literal('not-a-manager') }),
  z.strictObject({ kind: z.literal('course-not-found'), courseId: Id }),
  z.strictObject({ kind: z.literal('not-found') }),
  z.strictObject({ kind: z.literal('refused'), message: z.string() }),
  /** The same, of all such requests whoever is in them: nothing is gained by sending fewer people. */
  z.strictObject({ kind: z.literal('turned-away'), message: z.string() }),
  /** A web page answered where the API belongs, or asked for a password: `title` is the page's own, '' where it has none. */
  z.strictObject({ kind: z.literal('not-the-api'), origin: Origin, status: z.int(), title: z.string() }),
  /** `until`: milliseconds since 1970, or null where the server gave no time. */
  z.strictObject({ kind: z.literal('rate-limited'), until: z.nullable(z.number()) }),
  /** The same, for maintenance or too much to do. */
  z.strictObject({ kind: z.literal('unavailable'), until: z.nullable(z.number()) }),
  /** More than the server takes at once. */
  z.strictObject({ kind: z.literal('too-large') }),
  /** The browser keeps nothing more: its disk is full, or it refuses. */
  z.strictObject({ kind: z.literal('not-kept') }),
  /** The browser cannot open what is kept, or lets nothing be written there: not for want of room. */
  z.strictObject({ kind: z.literal('store-not-opened') }),
  /** Another window went on with it meanwhile. */
  z.strictObject({ kind: z.literal('job-elsewhere') }),
  /** It was deleted or given up, or never was. */
  z.strictObject({ kind: z.literal('no-such-job') }),
  /** It cannot be deleted before it has ended. */
  z.strictObject({ kind: z.literal('still-running') }),
  /** A day went by without an end. */
  z.strictObject({ kind: z.literal('too-long') }),
  z.strictObject({ kind: z.literal('offline'), origin: Origin }),
  z.strictObject({ kind: z.literal('server-error'), status: z.int() }),
  z.strictObject({ kind: z.literal('unexpected-answer'), what: z.string() }),
  z.strictObject({ kind: z.literal('too-many-people'), most: z.int() }),
  /** The plan is gone, or a newer review has taken its place. */
  z.strictObject({ kind: z.literal('review-again') }),
  /** The manager gave a question of some length up. */
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('internal'), what: z.string() }),
]);
export type Failure = z.infer<typeof Failure>;
