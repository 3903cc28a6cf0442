import { useState } from 'preact/hooks';

/** What can be let fall on a screen. */
interface Takes {
  onFiles(files: File[]): void;
  onText(text: string): void;
}

/**
 * Lets files and text be dropped anywhere on an element: spread `handlers` on it. `over` while something hangs above it.
 * Text dropped into a field is left to the browser, which puts it where the pointer is.
 */
export function useDrop({ onFiles, onText }: Takes) {
  const [over, setOver] = useState(false);
  const handlers = {
    onDragOver(event: DragEvent): void {
      if (!isOurs(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    },
    onDragLeave(event: DragEvent): void {
      // Leaving for something inside is no leaving.
      const into = event.relatedTarget;
      const screen = event.currentTarget;
      if (!(into instanceof Node && screen instanceof Node && screen.contains(into))) setOver(false);
    },
    onDrop(event: DragEvent): void {
      setOver(false);
      if (!isOurs(event)) return;
      // Or the browser would open the file in place of this page.
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
      else onText(event.dataTransfer?.getData('text/plain') ?? '');
    },
  };
  return { over, handlers };
}

function isOurs({ dataTransfer, target }: DragEvent): boolean {
  const types = dataTransfer?.types ?? [];
  return (
    types.includes('Files') || (types.includes('text/plain') && !(target instanceof HTMLTextAreaElement))
  );
}
