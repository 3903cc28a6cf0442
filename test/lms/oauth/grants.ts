import { randomInt } from 'node:crypto';

/** Fixed, and of the length and letters that django-oauth-toolkit gives its applications. */
const CLIENT_ID = 'practice8hV3nT0qLw7ZxR2kYb5JdM9sGf4Pc6Ae';
const CONFIDENTIAL = {
  clientId: 'practiceConf1dQ4vW7yB2nH5mK8pS0tX3zC6rFg',
  secret: 'Practice0nly'.padEnd(128, 'k7Tq2Xw9Zb4Mv'),
};
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const CODE_LIFE_MS = 60_000;

/** An application as the community's console registers it. */
interface Application {
  clientId: string;
  /** Null for a public client. */
  secret: string | null;
}

/** What a code stands for until it is exchanged. */
interface Code {
  /** Whom it was given to. */
  clientId: string;
  userId: number;
  redirectUri: string;
  /** The S256 challenge that the verifier must answer. */
  challenge: string;
  /** In milliseconds since 1970. */
  until: number;
}

/** An access token and the refresh token that came with it. */
export interface IssuedTokens {
  clientId: string;
  userId: number;
  accessToken: string;
  refreshToken: string;
  /** When the access token runs out, in milliseconds since 1970. */
  until: number;
  /** Whether the API takes the access token: it is neither revoked nor run out. */
  accessLives: boolean;
  /** Whether the refresh token can still be used. */
  refreshLives: boolean;
}

/** The registered applications, and all that was ever issued to them. */
export class OAuth {
  /** The public one. */
  readonly clientId = CLIENT_ID;
  /** The one that has to prove itself by its secret, which may be changed. */
  readonly confidential = { ...CONFIDENTIAL };
  readonly #lifeMs: number;
  readonly #redirectUris = new Set<string>();
  readonly #codes = new Map<string, Code>();
  readonly #issued: IssuedTokens[] = [];

  /** @param expiresIn how long an access token is good, in seconds */
  constructor(expiresIn: number) {
    this.#lifeMs = expiresIn * 1000;
  }

  isKnown(clientId: string): boolean {
    return this.#application(clientId) !== undefined;
  }

  /** Whether this is what an application proves itself by; a public one has nothing to prove itself by. */
  isProven(clientId: string, secret: string | null): boolean {
    const known = this.#application(clientId);
    return known !== undefined && known.secret === secret;
  }

  /** Allows the applications this redirect URI, as an administrator does; it is compared letter by letter. */
  register(redirectUri: string): void {
    this.#redirectUris.add(redirectUri);
  }

  isRegistered(redirectUri: string): boolean {
    return this.#redirectUris.has(redirectUri);
  }

  /** A code for what a person allowed: good once, for a minute. */
  newCode(allowed: Omit<Code, 'until'>): string {
    const code = randomText(30);
    this.#codes.set(code, { ...allowed, until: Date.now() + CODE_LIFE_MS });
    return code;
  }

  /** What the code stands for; undefined once it is used or run out. */
  code(code: string): Code | undefined {
    const known = this.#codes.get(code);
    return known !== undefined && known.until > Date.now() ? known : undefined;
  }

  /** Tokens for a code, which is used up by it. */
  exchange(code: string, { clientId, userId }: Code): IssuedTokens {
    this.#codes.delete(code);
    return this.#issue(clientId, userId);
  }

  /** New tokens for a refresh token, and the old ones die at once; undefined when that one was dead already, or another's. */
  refresh(clientId: string, refreshToken: string): IssuedTokens | undefined {
    const old = this.#of(clientId).find((one) => one.refreshToken === refreshToken && one.refreshLives);
    if (old === undefined) return undefined;
    end(old);
    return this.#issue(clientId, old.userId);
  }

  /** A refresh token takes its access token with it; an access token leaves its refresh token good, as in the toolkit. */
  revoke(clientId: string, token: string): void {
    for (const one of this.#of(clientId)) {
      if (one.accessToken === token) one.accessLives = false;
      if (one.refreshToken === token) end(one);
    }
  }

  /** Whose access token this is; undefined for one that is unknown, revoked or run out. */
  ownerOf(accessToken: string): number | undefined {
    return this.#issued.find((one) => one.accessToken === accessToken && isGood(one))?.userId;
  }

  /** One access token, or all of them, run out now; throws for one that was never issued. */
  expire(accessToken?: string): void {
    const meant = this.#issued.filter((one) => accessToken === undefined || one.accessToken === accessToken);
    if (accessToken !== undefined && meant.length === 0) throw new RangeError('this token was never issued');
    for (const one of meant) one.until = 0;
  }

  /** Every token dies, as when the person takes the application's access away. */
  revokeAll(): void {
    this.#issued.forEach(end);
  }

  /** All tokens ever issued, oldest first, and which of them live. */
  tokens(): IssuedTokens[] {
    return this.#issued.map((one) => ({ ...one, accessLives: isGood(one) }));
  }

  #application(clientId: string): Application | undefined {
    const all: Application[] = [{ clientId: this.clientId, secret: null }, this.confidential];
    return all.find((one) => one.clientId === clientId);
  }

  /** All that was ever issued to an application. */
  #of(clientId: string): IssuedTokens[] {
    return this.#issued.filter((one) => one.clientId === clientId);
  }

  #issue(clientId: string, userId: number): IssuedTokens {
    const issued: IssuedTokens = {
      clientId,
      userId,
      accessToken: randomText(30),
      refreshToken: randomText(30),
      until: Date.now() + this.#lifeMs,
      accessLives: true,
      refreshLives: true,
    };
    this.#issued.push(issued);
    return issued;
  }
}

/** Whether the API takes the access token. */
const isGood = (one: IssuedTokens): boolean => one.accessLives && one.until > Date.now();

function end(tokens: IssuedTokens): void {
  tokens.accessLives = false;
  tokens.refreshLives = false;
}

const randomText = (length: number): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
