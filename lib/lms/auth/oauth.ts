/** OAuth 2.0 at a community (django-oauth-toolkit): code grant with PKCE, refresh and revocation, as a public or a confidential client. */
import * as oauth from 'oauth4webapi';
import { Failed } from '../../model/errors.ts';
import { unexpected } from '../answers.ts';
import {
  type Application,
  answered,
  client,
  endpoints,
  proof,
  quietly,
  wrongProof,
  wrongRequest,
} from './oauth-server.ts';
import { moment } from './token.ts';

export interface Tokens {
  token: string;
  /** When it expires, in milliseconds since 1970; null where the community does not say. */
  until: number | null;
  refreshToken: string | null;
}

/** What belongs to one attempt at signing in, and to no other. */
export interface Challenge {
  /** 32 random bytes. */
  state: string;
  verifier: string;
  redirectUri: string;
}

/** A new challenge for one attempt. */
export function newChallenge(redirectUri: string): Challenge {
  return {
    state: oauth.generateRandomState(),
    verifier: oauth.generateRandomCodeVerifier(),
    redirectUri,
  };
}

/** The address at which the person signs in and agrees. */
export async function authorizationUrl(
  { api, clientId }: Pick<Application, 'api' | 'clientId'>,
  { state, verifier, redirectUri }: Challenge,
): Promise<string> {
  const url = new URL('/oauth/authorize/', api);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString();
  return url.href;
}

/**
 * The tokens for the code that the community sent the person back with. Throws `Failed`: `sign-in-declined`,
 * `sign-in-interrupted` where the answer is not for this attempt or the code does not hold any more, and those of {@link refreshed}.
 */
export async function tokensFor(app: Application, challenge: Challenge, answer: string): Promise<Tokens> {
  const { origin } = app;
  const { state, verifier, redirectUri } = challenge;
  const parameters = codeIn(app, answer, state);
  return tokens(
    app,
    oauth.authorizationCodeGrantRequest(
      endpoints(app),
      client(app),
      proof(app),
      parameters,
      redirectUri,
      verifier,
      quietly(app),
    ),
    { kind: 'sign-in-interrupted', origin },
  );
}

/**
 * Other tokens for a refresh token, which is used up by that. Throws `Failed`: `signed-out` where it does not hold any more,
 * `client-secret-missing`, `client-secret-wrong`, `client-rejected`, and what an LMS that cannot be reached or is busy makes.
 */
export function refreshed(app: Application, refreshToken: string): Promise<Tokens> {
  return tokens(
    app,
    oauth.refreshTokenGrantRequest(endpoints(app), client(app), proof(app), refreshToken, quietly(app)),
    { kind: 'signed-out', origin: app.origin },
  );
}

/** Ends a grant at the community, by either of its tokens. Throws `Failed`. */
export async function revoke(app: Application, token: string): Promise<void> {
  const request = oauth.revocationRequest(endpoints(app), client(app), proof(app), token, quietly(app));
  const response = await answered(app, request);
  await oauth.processRevocationResponse(response).catch(() => {
    throw unexpected('revocation');
  });
}

function codeIn(app: Application, answer: string, state: string): URLSearchParams {
  const { origin } = app;
  const url = URL.parse(answer);
  if (url === null) throw new Failed({ kind: 'sign-in-interrupted', origin });
  try {
    return oauth.validateAuthResponse(endpoints(app), client(app), url, state);
  } catch (thrown) {
    if (!(thrown instanceof oauth.AuthorizationResponseError)) {
      throw new Failed({ kind: 'sign-in-interrupted', origin });
    }
    if (thrown.error === 'access_denied') throw new Failed({ kind: 'sign-in-declined', origin });
    throw wrongRequest(app, thrown.error);
  }
}

async function tokens(
  app: Application,
  request: Promise<Response>,
  ended: { kind: 'sign-in-interrupted' | 'signed-out'; origin: string },
): Promise<Tokens> {
  const response = await answered(app, request);
  try {
    // The same rules for both grants: no part of OpenID Connect is asked for.
    const {
      access_token: token,
      token_type: type,
      expires_in: seconds,
      refresh_token: refreshToken,
    } = await oauth.processRefreshTokenResponse(endpoints(app), client(app), response);
    if (type !== 'bearer') throw unexpected('token type');
    return {
      token,
      until: seconds === undefined ? null : moment(Date.now() + seconds * 1_000),
      refreshToken: refreshToken ?? null,
    };
  } catch (thrown) {
    if (thrown instanceof Failed) throw thrown;
    if (thrown instanceof oauth.ResponseBodyError) {
      if (thrown.error === 'invalid_client') throw wrongProof(app);
      throw thrown.error === 'invalid_grant' ? new Failed(ended) : wrongRequest(app, thrown.error);
    }
    if (thrown instanceof oauth.WWWAuthenticateChallengeError) throw wrongProof(app);
    throw unexpected('sign-in');
  }
}
