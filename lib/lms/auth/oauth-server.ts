/** How a community's OAuth 2.0 server is asked, as which application, and what its refusals mean. */
import * as oauth from 'oauth4webapi';
import { Failed } from '../../model/errors.ts';
import { failureIn, isRedirect, unexpected } from '../answers.ts';
import { OF_A_SECRET, TIMEOUT_MS } from '../secret-request.ts';

/** The words of RFC 6749 that say something to whoever runs the community; whatever else is answered is not shown. */
const ERRORS: ReadonlySet<string> = new Set([
  'invalid_request',
  'invalid_scope',
  'unsupported_grant_type',
  'unsupported_response_type',
  'server_error',
  'temporarily_unavailable',
]);

/** What a community knows the extension as. */
export interface Application {
  /** The site, as failures name it. */
  origin: string;
  /** Where its API answers. */
  api: string;
  clientId: string;
  /** Where it is a confidential client; null where it is a public one, or the secret is not known. */
  clientSecret: string | null;
}

/** The person has signed in with this client id by now, so that most likely the secret is the matter. */
export function wrongProof({ origin, clientSecret }: Application): Failed {
  return new Failed({
    kind: clientSecret === null ? 'client-secret-missing' : 'client-secret-wrong',
    origin,
  });
}

export function wrongRequest({ origin }: Application, error: string): Failed {
  if (error === 'invalid_client' || error === 'unauthorized_client') {
    return new Failed({ kind: 'client-rejected', origin });
  }
  return unexpected(ERRORS.has(error) ? `sign-in: ${error}` : 'sign-in');
}

/** The whole answer, read to its end; what only tells that it is none is thrown as `Failed`. */
export async function answered({ origin, api }: Application, request: Promise<Response>): Promise<Response> {
  const unanswered = () => {
    throw new Failed({ kind: 'offline', origin: api });
  };
  const response = await request.catch(unanswered);
  if (isRedirect(response)) throw unexpected('redirect');
  if (response.status === 429 || response.status >= 500) throw await failureIn(response, origin, null);
  const { status, headers } = response;
  const body = await response.text().catch(unanswered);
  // A 204 may not be made with a body, be it empty.
  return new Response(body || null, { status, headers });
}

export function endpoints({ api }: Application): oauth.AuthorizationServer {
  return {
    issuer: api,
    authorization_endpoint: new URL('/oauth/authorize/', api).href,
    token_endpoint: new URL('/oauth/token/', api).href,
    revocation_endpoint: new URL('/oauth/revoke_token/', api).href,
  };
}

/** In the body, as the LMS's docs have it (authentication/oauth, seen 2026-11). */
export function proof({ clientSecret }: Application): oauth.ClientAuth {
  return clientSecret === null ? oauth.None() : oauth.ClientSecretPost(clientSecret);
}

export function client({ clientId }: Application): oauth.Client {
  return { client_id: clientId };
}

/** As every request with a secret goes out. */
export function quietly({ api }: Application): oauth.TokenEndpointRequestOptions {
  return {
    // Only a site on this computer has such an address: see `siteOrigin`.
    [oauth.allowInsecureRequests]: api.startsWith('http:'),
    [oauth.customFetch]: (url, init) =>
      globalThis.fetch(url, {
        ...init,
        ...OF_A_SECRET,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }),
  };
}
