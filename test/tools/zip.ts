import { inflateRawSync } from 'node:zlib';

/** Where the list of a zip's files begins in an entry of it, and what stands there (PKWARE's APPNOTE, 4.3.7 to 4.3.16). */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;

/**
 * The files in a zip, by their names. For what our own packaging writes: no encryption, no comment at the end, less than 4 GB.
 * @throws Error where it is not such a zip.
 */
export function filesInZip(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22;
  if (end < 0 || zip.readUInt32LE(end) !== END)
    throw new Error('This is no zip, or one with a comment at its end.');
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('The list of the files in this zip is broken.');
    const [name, extra, comment] = [28, 30, 32].map((of) => zip.readUInt16LE(at + of)) as [
      number,
      number,
      number,
    ];
    const local = zip.readUInt32LE(at + 42);
    // The file itself has a header of its own, whose extra field may differ.
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + zip.readUInt32LE(at + 20));
    const whole = zip.readUInt16LE(at + 10) === STORED ? bytes : inflateRawSync(bytes);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), whole);
    at += 46 + name + extra + comment;
  }
  return files;
}
