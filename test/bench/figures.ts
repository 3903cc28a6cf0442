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

/** One time against another, in milliseconds, of which it may take at most so many times as long. */
export function ratio(what: string, [one, other]: readonly [number, number], most: number): Figure {
  const times = one / other;
  const value = `${times.toFixed(2)} (${one.toFixed(0)} : ${other.toFixed(0)} ms)`;
  return { what, value, budget: { words: `≤ ${most}`, kept: times <= most } };
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
