import { randomInt } from 'node:crypto';

/** Fixed, and of the length and letters that django-oauth-toolkit gives its applications. */
const CLIENT_ID = 'practice8hV3nT0qLw7ZxR2kYb5JdM9sGf4Pc6Ae';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const CODE_LIFE_MS = 60_000;

/** What a code stands for until it is exchanged. */
interface Code {
  userId: number;
  redirectUri: string;
  /** The S256 challenge that the verifier must answer. */
  challenge: string;
  /** In milliseconds since 1970. */
  until: number;
}

/** An access token and the refresh token that came with it. */
export interface IssuedTokens {
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

/** The one registered application, and all that was ever issued to it. */
export class OAuth {
  readonly clientId = CLIENT_ID;
  readonly #lifeMs: number;
  readonly #redirectUris = new Set<string>();
  readonly #codes = new Map<string, Code>();
  readonly #issued: IssuedTokens[] = [];

  /** @param expiresIn how long an access token is good, in seconds */
  constructor(expiresIn: number) {
    this.#lifeMs = expiresIn * 1000;
  }

  /** Allows the application this redirect URI, as an administrator does; it is compared letter by letter. */
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
  exchange(code: string, { userId }: Code): IssuedTokens {
    this.#codes.delete(code);
    return this.#issue(userId);
  }

  /** New tokens for a refresh token, and the old ones die at once; undefined when that one was dead already. */
  refresh(refreshToken: string): IssuedTokens | undefined {
    const old = this.#issued.find((one) => one.refreshToken === refreshToken && one.refreshLives);
    if (old === undefined) return undefined;
    end(old);
    return this.#issue(old.userId);
  }

  /** A refresh token takes its access token with it; an access token leaves its refresh token good, as in the toolkit. */
  revoke(token: string): void {
    for (const one of this.#issued) {
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

  #issue(userId: number): IssuedTokens {
    const issued: IssuedTokens = {
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
