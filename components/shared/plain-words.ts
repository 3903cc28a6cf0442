/** How numbers, moments and sites are written everywhere. */

/** `1000` as the language of the page writes it: `1,000`. */
export function numberWords(count: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || undefined).format(count);
}

/** A moment, in milliseconds since 1970, as a person says it: with the day where that is not today. */
export function timeOf(moment: number): string {
  const at = new Date(moment);
  const today = at.toDateString() === new Date().toDateString();
  return today
    ? at.toLocaleTimeString([], { timeStyle: 'medium' })
    : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}

/** How a site is called in a sentence: its host, with a port where it has one. */
export function hostOf(origin: string): string {
  return new URL(origin).host;
}
