/** The layouts in which the username is all that an element says. */
import type { Layout } from './layout.ts';
import { ownName } from './names.ts';

/** Since version 1.2 of the front-end the name stands one element deeper, and a badge may follow it (seen 2026-11). */
function innerName(name: HTMLElement): string | null {
  const [first] = name.children;
  return first === undefined || first.matches('.MuiChip-root') ? null : ownName(first);
}

/** `row`: selector of what stands around the name as its row. `idOf`: what of it tells the user id, if anything does. */
export function namedRows(
  names: string,
  row: string,
  idOf: (row: HTMLElement) => number | null = () => null,
): Layout {
  return {
    names,
    rowOf(name) {
      const element = name.closest<HTMLElement>(row);
      const username = ownName(name) ?? innerName(name);
      return element && username ? { element, name, userId: idOf(element), username } : null;
    },
  };
}
