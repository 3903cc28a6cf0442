/** The text in a file that somebody chose or dropped. */

/** Far more than MAX_PEOPLE lines take, and still read in a moment. */
export const MAX_FILE_BYTES = 5_000_000;

/** Why a file is not read. */
export type FileProblem = 'too-big' | 'spreadsheet' | 'not-text';

export type FileText = { text: string; problem: null } | { text: null; problem: FileProblem };

/** What the spreadsheet programs call their own files. */
const SPREADSHEET = /\.(?:xls[xmb]?|ods|numbers)$/i;
const CONTROL = /(?!\s)\p{Cc}/u;

/** Reads `file` whole. Its name only decides which words a file gets that is no text. */
export async function fileText(file: File): Promise<FileText> {
  if (file.size > MAX_FILE_BYTES) return { text: null, problem: 'too-big' };
  const text = decoded(new Uint8Array(await file.arrayBuffer()));
  if (text !== null) return { text, problem: null };
  return { text: null, problem: SPREADSHEET.test(file.name) ? 'spreadsheet' : 'not-text' };
}

/**
 * By the byte-order mark (UTF-8, UTF-16), else as UTF-8; what is not that is windows-1252, in which spreadsheet programs
 * write CSV in western countries. Null where the bytes are no text.
 */
export function decoded(bytes: Uint8Array): string | null {
  const label = labelOf(bytes);
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    if (label !== 'utf-8') return null;
    // Every byte is a character there, so only the controls tell a picture from a text.
    const text = new TextDecoder('windows-1252').decode(bytes);
    return CONTROL.test(text) ? null : text;
  }
}

function labelOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
