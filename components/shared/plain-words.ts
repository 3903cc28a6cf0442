/** How numbers, moments and sites are written everywhere. */

/** That of the page; the background has none, and speaks that of the browser. */
const language = () => globalThis.document?.documentElement.lang || undefined;

/** `1000` as the language of the page writes it: `1,000`. */
export function numberWords(count: number): string {
  return new Intl.NumberFormat(language()).format(count);
}

/** Day and time of a moment in milliseconds since 1970. */
export function momentWords(moment: number): string {
  return new Date(moment).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** The same, as it is said of what is near: without the day where that is today. */
export function timeOf(moment: number): string {
  const at = new Date(moment);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? at.toLocaleTimeString(language(), { timeStyle: 'medium' }) : momentWords(moment);
}

/** How a site is called in a sentence: its host, with a port where it has one. */
export function hostOf(origin: string): string {
  return new URL(origin).host;
}
