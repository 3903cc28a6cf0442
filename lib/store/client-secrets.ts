/**
 * The client secrets that the person has entered: handed out to the background only. In the extension's IndexedDB, which
 * content scripts cannot see in any browser, also where the sign-in is in memory: nobody remembers a secret. It is not
 * encrypted there. One that is being tried counts for its attempt only, until the community has taken it.
 */
import * as z from 'zod/mini';
import { KeptSecret } from './client-secrets-schema.ts';
import { STRICT, withDatabase } from './database.ts';

/** Which application of a site is meant. */
export interface ApplicationId {
  origin: string;
  api: string;
  clientId: string;
}

/** Attempts are named by a UUID, sites by an origin: none is like the other. */
const isAttempt = (key: string) => !key.includes(':');

/** The secret that is kept for an application; null where there is none, or one of another API or client id. */
export async function keptSecret(app: ApplicationId): Promise<string | null> {
  return secretFor(await read(app.origin), app);
}

/** The secret that an attempt tries; null where it tries none. */
export async function triedSecret(attempt: string, app: ApplicationId): Promise<string | null> {
  return secretFor(await read(attempt), app);
}

/** The secret out of `kept`, if that is this application's. */
export function secretFor(kept: KeptSecret | null, { api, clientId }: ApplicationId): string | null {
  return kept?.api === api && kept.clientId === clientId ? kept.secret : null;
}

/** Notes what an attempt tries, on the disk before it is needed. */
export async function trySecret(attempt: string, kept: KeptSecret): Promise<void> {
  await withDatabase(async (database) => {
    const writing = database.transaction('clientSecrets', 'readwrite', STRICT);
    await writing.store.put(kept, attempt);
    await writing.done;
  });
}

/**
 * Keeps what an attempt has tried as the site's; where it tried none, what was kept stays if it is this application's.
 * Resolves with what was kept before.
 */
export async function keepTried(attempt: string, app: ApplicationId): Promise<KeptSecret | null> {
  const [before, tried] = await Promise.all([read(app.origin), read(attempt)]);
  await withDatabase(async (database) => {
    const writing = database.transaction('clientSecrets', 'readwrite', STRICT);
    if (tried !== null && secretFor(tried, app) !== null) await writing.store.put(tried, app.origin);
    else if (secretFor(before, app) === null) await writing.store.delete(app.origin);
    await writing.store.delete(attempt);
    await writing.done;
  });
  return before;
}

/** Forgets what an attempt has tried. */
export async function forgetTried(attempt: string): Promise<void> {
  await withDatabase((database) => database.delete('clientSecrets', attempt));
}

/** The attempts for which something is noted. */
export async function triedAttempts(): Promise<string[]> {
  const keys = await withDatabase((database) => database.getAllKeys('clientSecrets'));
  return keys.filter(isAttempt);
}

/** Forgets the secret of a site. Resolves with what was kept. */
export async function forgetSecret(origin: string): Promise<KeptSecret | null> {
  const before = await read(origin);
  await withDatabase((database) => database.delete('clientSecrets', origin));
  return before;
}

async function read(key: string): Promise<KeptSecret | null> {
  const kept = z.safeParse(KeptSecret, await withDatabase((database) => database.get('clientSecrets', key)));
  return kept.success ? kept.data : null;
}
