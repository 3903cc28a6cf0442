import { createHmac, randomUUID } from 'node:crypto';

/** What a community's server signs its tokens with; no browser ever knows it. */
const SECRET = 'secret-4fd2c86b07e9a135';

/** The claims that the community's tokens have; times in seconds since 1970. */
interface Claims {
  user_id: number;
  exp: number;
  iat: number;
  jti: string;
  token_type: string;
}

/**
 * A token as a community's server signs it (HS256).
 * @param exp when it runs out, in seconds since 1970
 * @param tokenType `access`, or what the API refuses, such as `refresh`
 */
export function signJwt(userId: number, exp: number, tokenType: string): string {
  const claims: Claims = {
    user_id: userId,
    exp,
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID().replaceAll('-', ''),
    token_type: tokenType,
  };
  const content = `${encoded({ typ: 'JWT', alg: 'HS256' })}.${encoded(claims)}`;
  return `${content}.${signature(content)}`;
}

/** Whose token this is; undefined unless it is one of ours, an access token, and not yet run out. */
export function ownerOfJwt(token: string): number | undefined {
  const [header, payload = '', signed] = token.split('.');
  if (signed !== signature(`${header}.${payload}`)) return undefined;
  const claims: Claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return claims.token_type === 'access' && claims.exp * 1000 > Date.now() ? claims.user_id : undefined;
}

const encoded = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');

const signature = (content: string): string =>
  createHmac('sha256', SECRET).update(content).digest('base64url');
