const LONGEST = 300;

/**
 * The sentence in an error body, as Django REST framework (`detail`, or lists by field) or SelfCommunity
 * (`errors[].message`) writes it; the status where there is none. At most 300 characters, plain text. They are shown, kept
 * and exported: `secret`, what the request was sent with, is taken out where a server repeats it.
 */
export function serverWords(body: string, status: number, secret: string | null): string {
  const words = sentenceIn(body) ?? `HTTP ${status}`;
  return (secret === null ? words : words.replaceAll(secret, '…')).slice(0, LONGEST);
}

function sentenceIn(body: string): string | null {
  try {
    return firstText(JSON.parse(body), true);
  } catch {
    return null; // An HTML error page says nothing to a course manager.
  }
}

/** The first text worth reading: `message` and `detail` before other fields, never a `code`. */
function firstText(value: unknown, top = false): string | null {
  if (typeof value === 'string') return top || value.trim() === '' ? null : value.trim();
  if (typeof value !== 'object' || value === null) return null;
  const named = value as Record<string, unknown>;
  for (const part of [named.message, named.detail, named.errors, ...Object.values(named)]) {
    if (part === named.code && part !== undefined) continue;
    const text = firstText(part);
    if (text !== null) return text;
  }
  return null;
}
