/** What was measured, and how it is told. */

export interface Figure {
  what: string;
  value: string;
  /** Absent where a figure is told only. */
  budget?: { words: string; kept: boolean };
}

/** The least disturbed of several rounds: other programs can only make a round longer. */
export function least(rounds: readonly number[]): number {
  return Math.min(...rounds);
}

type Times = readonly [one: number, other: number];

/** One time against another, in milliseconds, of which it may take at most so many times as long. */
export function ratio(what: string, times: Times, most: number): Figure {
  const [one, other] = times;
  return { ...told(what, times), budget: { words: `≤ ${most}`, kept: one / other <= most } };
}

/** A number that may be no larger. */
export function atMost(what: string, value: number, most: number, unit = ''): Figure {
  const words = (number: number) => `${Number(number.toFixed(1))} ${unit}`.trim();
  return { what, value: words(value), budget: { words: `≤ ${words(most)}`, kept: value <= most } };
}

/** One time against another, without a budget. */
export function told(what: string, [one, other]: Times): Figure {
  return { what, value: `${(one / other).toFixed(2)} (${one.toFixed(0)} : ${other.toFixed(0)} ms)` };
}

/** Plain text: figure, value, budget, and `ok` or `over`. */
export function table(figures: readonly Figure[]): string {
  const lines = figures.map(({ what, value, budget }) => [
    what,
    value,
    budget?.words ?? '',
    budget ? (budget.kept ? 'ok' : 'over') : '',
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
