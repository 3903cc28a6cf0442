/** Answers that are not the API's own: of a gateway, a captive portal, a login page, a firewall in front of the site. */
import { Failed } from '../model/errors.ts';
import { plainText } from './plain-text.ts';

/** A page's title is shown to tell who answered; no more of it is needed for that. */
const LONGEST_TITLE = 120;

/** Statuses that say what to do, whoever writes them: too large, another form, wait. So do those from 500 on: it passes. */
const OF_WHOEVER: ReadonlySet<number> = new Set([413, 415, 429]);

/**
 * The failure `not-the-api` of an answer from the site `origin` that is a web page where JSON belongs, or asks for a password
 * of HTTP Basic, which the API does not know (it takes bearer tokens only); else null. `body`: its text. `secret`, what the
 * request was sent with, is taken out where the page repeats it in its title.
 */
export function notTheApi(
  { status, headers }: Response,
  body: string,
  { origin, secret }: { origin: string; secret: string | null },
): Failed | null {
  if (OF_WHOEVER.has(status) || status >= 500) return null;
  if (!isPage(headers, body) && !asksForPassword(status, headers, body)) return null;
  const title = titleIn(body);
  const shown = plainText(secret === null ? title : title.replaceAll(secret, '…'), LONGEST_TITLE);
  return new Failed({ kind: 'not-the-api', origin, status, title: shown });
}

function isPage(headers: Headers, body: string): boolean {
  const type = headers.get('content-type') ?? '';
  return (
    /^(?:text\/html|application\/xhtml\+xml)\b/i.test(type) || /^\s*<(?:!doctype\s+html|html)\b/i.test(body)
  );
}

/** Django REST framework may name Basic too, where a community has it switched on; then its JSON says why. */
function asksForPassword(status: number, headers: Headers, body: string): boolean {
  const challenge = headers.get('www-authenticate') ?? '';
  return (
    status === 401 && /^\s*(?:basic|digest|negotiate|ntlm)\b/i.test(challenge) && !body.trim().startsWith('{')
  );
}

/** The text of the page's title, '' where it has none. */
function titleIn(body: string): string {
  const [, title = ''] = /<title\b[^>]*>([^<]*)/i.exec(body) ?? [];
  return title.replaceAll(/&(amp|lt|gt|quot|#0?39|apos);/gi, (_, name: string) => CHARACTERS[name] ?? ' ');
}

/** Those that a title is written with: a worker has no parser of pages, and a title is only to be recognised. */
const CHARACTERS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#039': "'",
};
