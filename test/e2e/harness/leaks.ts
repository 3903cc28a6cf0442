/** What was heard and seen of a program while it ran, and the places in it where something secret stands. */

/** The kind of place. */
export type Channel =
  /** Between contexts of the extension: what is sent, and what is answered. */
  | 'message'
  /** Any other call of the browser's API for extensions, with its answer. */
  | 'call'
  /** `storage.session`, by a call of the worker's. */
  | 'session'
  /** What stands in the extension's other storage areas, and its `localStorage`. */
  | 'storage'
  /** What a content script sees and hears of the extension's storage. */
  | 'content script'
  /** What stands in the extension's own IndexedDB and caches. */
  | 'database'
  | 'console'
  | 'DOM'
  | 'address'
  /** A request, as the browser tells it and as a server has it. */
  | 'request'
  | 'export'
  | 'notification'
  /** Badge and title of the toolbar icon. */
  | 'icon'
  | 'clipboard'
  | 'cookie'
  /** A file of the profile folder. */
  | 'file';

/** One thing that was heard or seen. */
export interface Heard {
  channel: Channel;
  /** The context or the page. */
  where: string;
  /** What of it: the call, the element, the header. */
  what: string;
  /** The name of the last look before it, or of the look that saw it. */
  moment: string;
  /** Text, or the bytes of a file as Latin-1. */
  content: string;
}

/** What must not be found. */
export interface Secret {
  name: string;
  value: string;
}

/** A secret where it was found. */
export interface Leak extends Omit<Heard, 'content'> {
  secret: string;
  /** How it was written there. */
  form: string;
  /** What stands before and after it. */
  around: string;
}

/** Two people's tokens have no such run of characters in common; what is cut off a token is mostly longer than two. */
const PIECE = 12;
const AROUND = 80;

/** All places of a record where the secret stands: whole or a part of it, as text, in a form, UTF-16, base64, hexadecimal. */
export function findLeaks(record: readonly Heard[], { name, value }: Secret): Leak[] {
  const forms = formsOf(value);
  return record.flatMap(({ content, ...place }) => {
    for (const { form, text } of forms) {
      const at = content.indexOf(text);
      if (at < 0) continue;
      const around = content.slice(Math.max(0, at - AROUND), at + text.length + AROUND);
      return [{ ...place, secret: name, form, around }];
    }
    return [];
  });
}

function formsOf(value: string): { form: string; text: string }[] {
  if (value.length < 2 * PIECE) throw new RangeError('too short to be told from other text in pieces');
  const inForm = new URLSearchParams({ '': value }).toString().slice(1);
  const whole = [
    { form: 'text', text: value },
    { form: 'UTF-16', text: [...value].join('\0') },
    // The same as the text where nothing of it has to be written in another way.
    ...(inForm === value ? [] : [{ form: 'form', text: inForm }]),
    { form: 'hexadecimal', text: Buffer.from(value).toString('hex') },
    // Three bytes are four characters: it depends on what stands before it, and the characters at both ends on that too.
    ...[0, 1, 2].map((shift) => {
      const text = Buffer.from(' '.repeat(shift) + value).toString('base64url');
      return { form: 'base64', text: text.slice(shift === 0 ? 0 : 4, -4) };
    }),
  ];
  const pieces = whole.flatMap(({ form, text }) => {
    const length = form === 'UTF-16' ? 2 * PIECE : PIECE;
    return Array.from({ length: Math.floor(text.length / length) }, (_, at) => ({
      form: `${form}, in part`,
      text: text.slice(at * length, (at + 1) * length),
    }));
  });
  return [...whole, ...pieces];
}
