import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import type { ApiContext, Env, Lms } from '../context.ts';
import { OAuthError } from './errors.ts';
import type { IssuedTokens, OAuth } from './grants.ts';

/** Where an application gets tokens and gives them back: a confidential one by its secret, sent in the body. */
export function tokenRoutes({ oauth, size }: Lms): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/token/', (c) => {
    const { accessToken, refreshToken } = granted(formOf(c), oauth);
    const answer = {
      access_token: accessToken,
      expires_in: size.expiresIn,
      token_type: 'Bearer',
      scope: 'read write',
      refresh_token: refreshToken,
    };
    return c.json(answer, 200, { 'cache-control': 'no-store', pragma: 'no-cache' });
  });
  app.post('/revoke_token/', (c) => {
    const form = formOf(c);
    const token = required(form, 'token', 'Missing token parameter.');
    // The hint only says where to look first, and a token that does not exist is as good as revoked.
    oauth.revoke(provenClient(form, oauth), token);
    return c.body('', 200);
  });
  return app;
}

function granted(form: URLSearchParams, oauth: OAuth): IssuedTokens {
  const type = form.get('grant_type');
  if (type === 'authorization_code') return byCode(form, oauth);
  if (type !== 'refresh_token') throw new OAuthError('unsupported_grant_type');
  const token = required(form, 'refresh_token', 'Missing refresh token parameter.');
  const issued = oauth.refresh(provenClient(form, oauth), token);
  if (issued === undefined) throw new OAuthError('invalid_grant');
  return issued;
}

/** A code is used up only when everything about the request is right. */
function byCode(form: URLSearchParams, oauth: OAuth): IssuedTokens {
  const code = required(form, 'code', 'Missing code parameter.');
  const clientId = provenClient(form, oauth);
  const known = oauth.code(code);
  if (known?.clientId !== clientId) throw new OAuthError('invalid_grant');
  const verifier = required(form, 'code_verifier', 'Code verifier required.');
  if (createHash('sha256').update(verifier).digest('base64url') !== known.challenge)
    throw new OAuthError('invalid_grant');
  if (form.get('redirect_uri') !== known.redirectUri)
    throw new OAuthError('invalid_request', 'Mismatching redirect URI.');
  return oauth.exchange(code, known);
}

/** Who asks; throws the toolkit's 401 where that is unknown, or not proven. */
function provenClient(form: URLSearchParams, oauth: OAuth): string {
  const clientId = form.get('client_id') ?? '';
  if (oauth.isProven(clientId, form.get('client_secret'))) return clientId;
  throw new OAuthError('invalid_client', '', 401);
}

function required(form: URLSearchParams, name: string, otherwise: string): string {
  const value = form.get(name);
  if (value === null || value === '') throw new OAuthError('invalid_request', otherwise);
  return value;
}

/** The fields of the body; none when it is not a form, whatever else it holds. */
function formOf(c: ApiContext): URLSearchParams {
  const { body, headers } = c.get('entry');
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  return new URLSearchParams(isForm ? body : '');
}
