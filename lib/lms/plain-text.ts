/** At most so many characters of what somebody else wrote are shown, kept or exported. */
const LONGEST = 300;

/** What would move other words about, or is no character to read: control characters and marks of direction. */
const NO_WORDS = /[\p{Cc}\p{Bidi_Control}\s]+/gu;

/** Somebody else's words in one line, without what could change the look of ours around them. At most `longest` characters. */
export function plainText(text: string, longest = LONGEST): string {
  return text.replaceAll(NO_WORDS, ' ').trim().slice(0, longest);
}
