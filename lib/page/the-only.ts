/** The one value that is told, several times perhaps; null where none is told, or several differ. */
export function theOnly<T>(values: Iterable<T | null>): T | null {
  const [only, another] = new Set([...values].filter((value) => value !== null));
  return another === undefined ? (only ?? null) : null;
}
