/** A way in which a page shows people. */
import type { Row } from '../row.ts';

export interface Layout {
  /** Selector of what may hold a name. */
  names: string;
  /** The row of a name, or null where it is nobody's. */
  rowOf(name: HTMLElement): Row | null;
}
