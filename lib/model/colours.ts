/** Colours that are set by script. Those of the style sheets are theirs; test/architecture.test.ts holds them together. */

/** The one accent colour, on light ground. */
export const ACCENT = '#2456c9';
