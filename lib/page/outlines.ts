/** Outlines around rows for a moment, so that a person sees whom a rule finds. */
import { ACCENT } from '../model/colours.ts';
import type { Row } from './row.ts';

const SHOWN_MS = 10_000;

/** As an animation: it needs nothing in the page, follows it, and is gone by itself. */
export function outlineRows(rows: readonly Row[]): void {
  const outlined = { outline: `3px solid ${ACCENT}` };
  for (const { element } of rows) element.animate([outlined, outlined], SHOWN_MS);
}
