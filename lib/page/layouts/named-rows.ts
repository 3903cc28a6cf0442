/** The layouts in which the username is all that an element says. */
import type { Layout } from './layout.ts';
import { ownName } from './names.ts';

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
      const username = ownName(name);
      return element && username ? { element, name, userId: idOf(element), username } : null;
    },
  };
}
