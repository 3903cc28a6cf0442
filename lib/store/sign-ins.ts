/**
 * Who is signed in where, with the tokens: handed out to the background only. In memory (`storage.session`, which ends with
 * the browser) unless the person has asked to stay signed in: then what lasts is in the extension's IndexedDB, which content
 * scripts cannot see in any browser. It is not encrypted there.
 */
import * as z from 'zod/mini';
import type { Site } from '../model/index.ts';
import { STRICT, withDatabase } from './database.ts';
import { item } from './item.ts';
import { LOCKS, withLock } from './locks.ts';
import { SignIn } from './sign-in-schema.ts';

const inMemory = (origin: string) => item(`sign-in:${origin}`, SignIn);

/** The sign-in at a site; null where there is none, or one that was made for another API. */
export async function signInAt({ origin, api }: Pick<Site, 'origin' | 'api'>): Promise<SignIn | null> {
  const signIn = await read(origin);
  return signIn?.api === api ? signIn : null;
}

/** Keeps a sign-in. Resolves with the one in whose place it is, so that it can be ended. */
export function keepSignIn(origin: string, signIn: SignIn): Promise<SignIn | null> {
  return withLock(LOCKS.signIn(origin), async () => {
    const before = await read(origin);
    await write(origin, signIn);
    return before;
  });
}

/** Keeps a sign-in only where that which it follows is still there; whether it was. */
export function followSignIn(origin: string, before: SignIn, signIn: SignIn): Promise<boolean> {
  return withLock(LOCKS.signIn(origin), async () => {
    if (!isSame(await read(origin), before)) return false;
    await write(origin, signIn);
    return true;
  });
}

/** Forgets a sign-in: whichever there is, or `only` this one. Resolves with what was forgotten. */
export function forgetSignIn(origin: string, only?: SignIn): Promise<SignIn | null> {
  return withLock(LOCKS.signIn(origin), async () => {
    const before = await read(origin);
    if (only !== undefined && !isSame(before, only)) return null;
    await inMemory(origin).remove();
    await withDatabase((database) => database.delete('signIns', origin));
    return before;
  });
}

/** By what makes one: a refresh token is used once, a pasted token is what it is. */
function isSame(one: SignIn | null, other: SignIn): boolean {
  return one !== null && one.refreshToken === other.refreshToken && one.token === other.token;
}

async function read(origin: string): Promise<SignIn | null> {
  const memory = await inMemory(origin).get();
  if (memory !== null && !memory.keep) return memory;
  const disk = z.safeParse(SignIn, await withDatabase((database) => database.get('signIns', origin)));
  if (memory === null) return disk.success ? disk.data : null;
  return { ...memory, refreshToken: disk.success ? disk.data.refreshToken : null };
}

/** What lasts is safe on the disk before the rest is known: a refresh token that is lost cannot be had again. */
async function write(origin: string, signIn: SignIn): Promise<void> {
  const { keep } = signIn;
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
