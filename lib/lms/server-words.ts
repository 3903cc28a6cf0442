import { plainText } from './plain-text.ts';

/**
 * The sentence in an error body, as Django REST framework (`detail`, or lists by field) or SelfCommunity
 * (`errors[].message`, for a field `errors[].messages[].message`) writes it; the status where there is none. At most 300
 * characters, plain text. They are shown, kept and exported: `secret`, what the request was sent with, is taken out where a
 * server repeats it.
 */
export function serverWords(body: string, status: number, secret: string | null): string {
  const words = sentenceIn(body) ?? `HTTP ${status}`;
  return plainText(secret === null ? words : words.replaceAll(secret, '…'));
}

function sentenceIn(body: string): string | null {
  try {
    return firstText(JSON.parse(body), true);
  } catch {
    return null; // An HTML error page says nothing to a course manager.
  }
}

/** What these hold as plain text is for a program: a code, or the name of the field that is to blame. */
const FOR_PROGRAMS: ReadonlySet<string> = new Set(['code', 'field', 'attr', 'type']);

/** The first text worth reading: `message`, `messages` and `detail` before other fields, never a code or a field's name. */
function firstText(value: unknown, top = false): string | null {
  if (typeof value === 'string') return top || plainText(value) === '' ? null : value.trim();
  if (typeof value !== 'object' || value === null) return null;
  const { message, detail, messages, errors } = value as Record<string, unknown>;
  const others = Object.entries(value).filter(
    ([name, part]) => !(typeof part === 'string' && FOR_PROGRAMS.has(name)),
  );
  for (const part of [message, detail, messages, errors, ...others.map(([, part]) => part)]) {
    const text = firstText(part);
    if (text !== null) return text;
  }
  return null;
}
