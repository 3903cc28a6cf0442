/**
 * Who is signed in where, with the tokens: handed out to the background only. In memory (`storage.session`, which ends with
 * the browser) unless the person has asked to stay signed in: then what lasts is in the extension's IndexedDB, which content
 * scripts cannot see in any browser. It is not encrypted there.
 */
import * as z from 'zod/mini';
import { ClientId, Origin, Person, type Site } from '../model.ts';
import { withDatabase } from './database.ts';
import { STRICT } from './jobs.ts';
import { kept } from './kept.ts';

/** Bound to the API that it was made for, and to the application; `clientId` is null where the token was pasted. */
export const SignIn = z.strictObject({
  api: Origin,
  clientId: z.nullable(ClientId),
  user: Person,
  /** The access token; null where one has to be got by the refresh token first. */
  token: z.nullable(z.string()),
  /** When it expires, in milliseconds since 1970; null where that is not known. */
  until: z.nullable(z.number()),
  refreshToken: z.nullable(z.string()),
});
export type SignIn = z.infer<typeof SignIn>;

const inMemory = (origin: string) => kept(`sign-in:${origin}`, SignIn);

/** The sign-in at a site; null where there is none, or one that was made for another API or application. */
export async function signInAt(site: Site): Promise<SignIn | null> {
  const [memory, disk] = await Promise.all([inMemory(site.origin).get(), site.keep ? onDisk(site) : null]);
  if (memory === null) return boundTo(site, disk);
  return boundTo(site, { ...memory, refreshToken: memory.refreshToken ?? disk?.refreshToken ?? null });
}

/** Keeps a sign-in in the place of the one that was there. */
export function keepSignIn(site: Site, signIn: SignIn): Promise<void> {
  return alone(site.origin, () => write(site, signIn));
}

/** Keeps a sign-in only if that which it follows is still there; whether it was. */
export function followSignIn(site: Site, before: SignIn, signIn: SignIn): Promise<boolean> {
  return alone(site.origin, async () => {
    if ((await signInAt(site))?.refreshToken !== before.refreshToken) return false;
    await write(site, signIn);
    return true;
  });
}

/** Forgets the sign-in at a site. */
export function forgetSignIn(origin: string): Promise<void> {
  return alone(origin, async () => {
    await inMemory(origin).remove();
    await withDatabase((database) => database.delete('signIns', origin));
  });
}

/** What lasts is safe on the disk before the rest is known: a refresh token that is lost cannot be had again. */
async function write(site: Site, signIn: SignIn): Promise<void> {
  const { origin, keep } = site;
  await withDatabase(async (database) => {
    const writing = database.transaction('signIns', 'readwrite', STRICT);
    if (keep) await writing.store.put(lasting(signIn), origin);
    else await writing.store.delete(origin);
    await writing.done;
  });
  await inMemory(origin).set(keep ? { ...signIn, refreshToken: null } : signIn);
}

/** Of a sign-in by OAuth the refresh token, of another the token that was pasted. */
function lasting(signIn: SignIn): SignIn {
  return signIn.refreshToken === null ? signIn : { ...signIn, token: null, until: null };
}

async function onDisk({ origin }: Site): Promise<SignIn | null> {
  const found = z.safeParse(SignIn, await withDatabase((database) => database.get('signIns', origin)));
  return found.success ? found.data : null;
}

function boundTo({ api, clientId }: Site, signIn: SignIn | null): SignIn | null {
  if (signIn?.api !== api) return null;
  return signIn.clientId === null || signIn.clientId === clientId ? signIn : null;
}

/** Reading and writing are one: a sign-out and a refresh may meet. */
function alone<T>(origin: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`rollcall:sign-in:${origin}`, work) as Promise<T>;
}
