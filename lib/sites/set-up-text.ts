/**
 * What a colleague needs to sign in at a site, as one line to be sent by mail and pasted into **Site address**:
 * `rollcall-set-up:v1:`, base64url of JSON, `:end`. Encoded because mail programs rewrite the addresses they find; with an end,
 * so that a text that was cut off is known as one. It says who made it to nobody: whatever is pasted is checked like everything
 * foreign, and shown in the form before anything is asked of anybody.
 */
import { decode, encode } from 'jose/base64url';
import * as z from 'zod/mini';
import { siteOrigin } from '../lms/community.ts';
import { Failed } from '../model/errors.ts';
import { ClientId, ClientSecret, Origin } from '../model/index.ts';

/** An address to which a sign-in may go, exactly as it would be kept if it were typed. */
const SafeOrigin = Origin.check(
  z.refine((origin) => {
    try {
      return siteOrigin(origin) === origin;
    } catch {
      return false;
    }
  }),
);

const SetUp = z.strictObject({
  origin: SafeOrigin,
  /** Where the API is: the same, unless the pages have a host of their own. */
  api: SafeOrigin,
  clientId: ClientId,
  /** Null where whoever made the text left it out, or the application has none. */
  clientSecret: z.nullable(ClientSecret),
});
type SetUp = z.infer<typeof SetUp>;

/** Whatever mail programs put between the characters of a line that they wrap or quote. */
const OF_THE_MAIL = /[\s>|\u00ad\u200b-\u200d\u2060\ufeff]/g;
const TEXT = /rollcall-set-up:v(\d*)(?::([\w-]*)(:end)?)?/i;

/** The set-up text. */
export function setUpText(setUp: SetUp): string {
  return `rollcall-set-up:v1:${encode(JSON.stringify(setUp))}:end`;
}

/**
 * The set-up in a text that may have been wrapped, quoted and surrounded by other words; null where there is none in it.
 * Throws `Failed` `set-up-not-usable`.
 */
export function readSetUp(pasted: string): SetUp | null {
  const found = TEXT.exec(pasted.replaceAll(OF_THE_MAIL, ''));
  if (found === null) return null;
  const [, version, encoded = '', end] = found;
  if (version === '' || end === undefined) throw notUsable('cut');
  if (version !== '1') throw notUsable('newer');
  const parsed = z.safeParse(SetUp, jsonIn(encoded));
  if (!parsed.success) throw notUsable('wrong');
  return parsed.data;
}

function jsonIn(encoded: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(decode(encoded)));
  } catch {
    throw notUsable('cut');
  }
}

function notUsable(why: 'cut' | 'newer' | 'wrong'): Failed {
  return new Failed({ kind: 'set-up-not-usable', why });
}
