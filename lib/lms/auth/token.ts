/** What a person pastes as an access token: what can be known of it before it is sent anywhere, and what it must not be. */
import { decodeJwt } from 'jose/jwt/decode';
import * as z from 'zod/mini';
import { Failed } from '../../model/errors.ts';

export interface PastedToken {
  token: string;
  /** Whose it is, by its own words; null where it does not say. */
  userId: number | null;
  /** When it expires, in milliseconds since 1970; null where it does not say. */
  until: number | null;
}

/** As the LMS makes them (its docs, Authentication, and `generateJWTToken` of its client; seen 2026-11). */
const Claims = z.object({
  user_id: z.optional(z.union([z.int(), z.string()])),
  exp: z.optional(z.number()),
  token_type: z.optional(z.string()),
});

/** All that a bearer token may hold (RFC 6750, section 2.1). */
const TOKEN = /^[\w.~+/-]+=*$/;
/** A client secret as django-oauth-toolkit makes them; its access tokens have 30 characters. */
const CLIENT_SECRET = /^[\dA-Za-z]{128}$/;

/**
 * A pasted token without its `Bearer` and surrounding space. Throws `Failed`: `token-not-usable` for what no header can hold
 * or was not copied whole, `not-an-access-token` for what is recognised as something else. One that seems to have expired is
 * a token: this computer's clock may be wrong, and the site decides.
 */
export function readToken(pasted: string): PastedToken {
  const token = pasted.trim().replace(/^bearer\s+/i, '');
  if (/-----BEGIN |client_?secret/i.test(token) || CLIENT_SECRET.test(token)) throw notOne('secret');
  if (!/^[\x21-\x7e]+$/.test(token)) throw new Failed({ kind: 'token-not-usable' });
  if (!TOKEN.test(token)) throw notOne('password');
  // Every JWT begins so: `{"` in base64.
  if (!token.startsWith('eyJ')) return { token, userId: null, until: null };
  const { user_id: userId, exp, token_type: type } = claimsOf(token);
  if (type === 'refresh') throw notOne('refresh-token');
  const id = Number(userId);
  return { token, userId: Number.isSafeInteger(id) && id > 0 ? id : null, until: endOf(exp) };
}

/** When a token expires by its own words, in milliseconds since 1970; null where it does not say. */
export function expiryOf(token: string): number | null {
  try {
    return endOf(z.parse(Claims, decodeJwt(token)).exp);
  } catch {
    return null;
  }
}

function endOf(exp: number | undefined): number | null {
  return exp === undefined ? null : moment(exp * 1_000);
}

/** The last moment that a date can hold, in milliseconds since 1970. */
const LAST = 8.64e15;

/** A time that somebody else has named, in milliseconds since 1970, as one that can be kept and shown. */
export function moment(time: number): number {
  return Math.max(-LAST, Math.min(time, LAST));
}

function claimsOf(token: string): z.infer<typeof Claims> {
  try {
    return z.parse(Claims, decodeJwt(token));
  } catch {
    throw new Failed({ kind: 'token-not-usable' });
  }
}

function notOne(is: 'refresh-token' | 'secret' | 'password'): Failed {
  return new Failed({ kind: 'not-an-access-token', is });
}
