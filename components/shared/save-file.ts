/** The browser may still read the file when the click is long over, for one where it asks for the folder. Milliseconds. */
const READ_BY_MS = 60_000;

/** Hands `text` to the browser as a file to download. `type`: its media type. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), READ_BY_MS);
}
